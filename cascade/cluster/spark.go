package cluster

import (
	"archive/zip"
	"context"
	_ "embed"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"harkara/cascade"
)

// spark hands a job to Spark, for those who have no folder in common: spark-submit runs
// a driver, which ships the program and the folder to executors and writes the pieces
// that come back. Spark starts a task again whose executor or worker was lost.
// See "Submitting Applications" in its documentation.
type spark struct {
	EngineOptions
	master string
}

// Name is the master.
func (e spark) Name() string { return e.master }

// Most is what a driver holds in its list of tasks without trouble.
func (spark) Most(context.Context) (uint64, error) { return 100_000, nil }

//go:embed spark_driver.py
var sparkDriver []byte

// Names of files that are shipped, and that of the driver.
const (
	sparkFolder = "harkara-job.zip"
	driverFile  = "harkara_driver.py"
)

// arguments are those of spark-submit; the files are in dir.
func (e spark) arguments(r Round, dir string) []string {
	out := []string{"--master", e.master, "--name", "harkara-" + filepath.Base(absolute(r.Job.Dir)), "--files", e.Program + "," + filepath.Join(dir, sparkFolder)}
	out = append(out, e.Pass...)
	shares, _ := json.Marshal(r.Shares)
	more, _ := json.Marshal(r.More)
	return append(out, filepath.Join(dir, driverFile), absolute(r.Job.Dir), filepath.Base(e.Program), sparkFolder, string(shares), strconv.FormatUint(r.Of, 10), string(more))
}

// Show is the command, and the driver.
func (e spark) Show(r Round) (string, error) {
	return "cat >" + driverFile + " <<'END'\n" + string(sparkDriver) + "END\n" +
		shown("zip", []string{"--recurse-paths", sparkFolder, absolute(r.Job.Dir)}) + "\n" +
		shown("spark-submit", e.arguments(r, "")) + "\n", nil
}

// Submit runs the driver until all tasks have ended.
func (e spark) Submit(ctx context.Context, r Round) (string, error) {
	dir, err := os.MkdirTemp("", "harkara-spark-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, driverFile), sparkDriver, 0o644); err != nil {
		return "", err
	}
	if err := zipFolder(filepath.Join(dir, sparkFolder), r.Job); err != nil {
		return "", cascade.Refuse("job-folder", dir, Why(err))
	}
	_, err = e.Run(ctx, nil, "spark-submit", e.arguments(r, dir)...)
	return "", err
}

// zipFolder puts what workers need of a job into an archive.
func zipFolder(file string, j *Job) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	err = filepath.WalkDir(j.Dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(j.Dir, name)
		top, _, _ := strings.Cut(filepath.ToSlash(inside), "/")
		switch {
		case err != nil || strings.HasPrefix(d.Name(), temporary):
			return err
		case top == "leases" || top == "logs" || top == submittedFile || inside == ".":
			return nil
		case d.IsDir():
			_, err = z.Create(filepath.ToSlash(inside) + "/")
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		w, err := z.Create(filepath.ToSlash(inside))
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	})
	if e := z.Close(); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// Done is true: the driver has ended.
func (spark) Done(context.Context, string) (bool, error) { return true, nil }

// Cancel does nothing: the driver ends with the command that submitted it.
func (spark) Cancel(context.Context, string) error { return nil }
