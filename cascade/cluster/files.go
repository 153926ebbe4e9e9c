package cluster

import (
	"encoding/json"
	"errors"
	"harkara/model"
	"os"
	"path/filepath"
	"time"
)

// WriteWhole writes a file, with those permissions, that appears whole or not at all, and is
// on the disk when it is there: a temporary name, fsync, rename.
func WriteWhole(file string, data []byte, mode os.FileMode) error {
	temp, err := writeTemp(file, data, mode, true)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, file); err != nil {
		_ = os.Remove(temp)
		return err
	}
	syncFolder(filepath.Dir(file))
	return nil
}

// writeTemp writes a file of its own beside another.
func writeTemp(file string, data []byte, mode os.FileMode, sync bool) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(file), temporary+filepath.Base(file)+".*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil && sync {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// filePerm are the permissions of the files of a job.
const filePerm = 0o644

// temporary is how names of files begin that are being written.
const temporary = ".tmp-"

// removeStale takes away what processes that were ended had begun to write: files older, by
// the clock of the disk, than an hour.
func (j *Job) removeStale() {
	probe, err := writeTemp(j.file("probe"), nil, filePerm, false)
	if err != nil {
		return
	}
	defer os.Remove(probe)
	now, err := os.Stat(probe)
	if err != nil {
		return
	}
	left, _ := filepath.Glob(filepath.Join(j.Dir, "*", temporary+"*"))
	for _, file := range left {
		if info, err := os.Stat(file); err == nil && now.ModTime().Sub(info.ModTime()) > time.Hour {
			_ = os.Remove(file)
		}
	}
}

// writeNew writes a file, whole, unless it is there: then it leaves it and returns
// false. Of several who write it at once, one does.
func writeNew(file string, data []byte, sync bool) (bool, error) {
	temp, err := writeTemp(file, data, filePerm, sync)
	if err != nil {
		return false, err
	}
	defer os.Remove(temp)
	err = os.Link(temp, file)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, os.ErrExist):
		return false, nil
	}
	// A file system without links: whoever creates the name writes it.
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, filePerm)
	if errors.Is(err, os.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	_, err = f.Write(data)
	if err == nil && sync {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		_ = os.Remove(file)
	}
	return err == nil, err
}

// syncFolder has the names in a folder written to the disk, where the system can.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}

// indented is something as a line of JSON with indented parts.
func indented(v any) []byte {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic("cluster: " + err.Error()) // plain structs encode
	}
	return append(data, '\n')
}

// Why is what a system said of a file, without its name: in words that languages have.
func Why(err error) model.Wording {
	var path *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return model.Worded(path.Err.Error())
	case errors.As(err, &link):
		return model.Worded(link.Err.Error())
	}
	return model.Worded(err.Error())
}
