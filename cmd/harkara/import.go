package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"harkara/cascade/report"
	"harkara/model"
	"harkara/model/register"
	"harkara/model/scenario"
)

func (a *app) importCommand() *cobra.Command {
	var o register.Options
	out, orphans := "", "keep"
	c := &cobra.Command{
		Use: "import FILE...", Short: "Make a network that runs of registers as people keep them", GroupID: groupFile,
		Long: `Read registers of any usual kind, and tell what was understood and what was
cleaned: CSV with any delimiter and encoding, spreadsheets (.xlsx, .ods, and XML or
a web page under the name .xls), trees (JSON, YAML), maps (GeoJSON), graphs
(GraphML, GEXF, GML, Pajek, DOT, lists of ties), packed or in a zip. Several files
are one register, joined by the codes of the units that they name. A table has one
column a level, or a row for each unit that names its parent.

--map corrects a guess: its roles are code, name, local, parent, tier, people and
homes, or levels, as in --map "levels=District;Village". Units whose parent is not
there are put below a unit "not placed".

With --out a folder gets units.csv, links.csv where there are extra ties,
shapes.geojson where a map has them, a scenario that run accepts as it stands, and
import.json with every decision.`,
		Example: "  harkara import villages.csv\n  harkara import staff.xlsx --map parent=Boss,people=\"Team size\" --out mine\n  harkara import friends.graphml --root Valjean --out mine",
		Args:    atLeastOne("the name of a file"),
		RunE: func(_ *cobra.Command, files []string) error {
			switch orphans {
			case "keep":
			case "refuse":
				o.Refuse = true
			default:
				return usagef("--orphans %s: give keep or refuse", orphans)
			}
			if o.TreeBy != "" && o.TreeBy != "hop" {
				return usagef("--tree-by %s: give hop", o.TreeBy)
			}
			r, err := a.importFiles(files, o)
			if err != nil {
				return err
			}
			made := filesOf(r, files)
			notes, err := made.check(r)
			if err != nil {
				return err
			}
			if err := a.tellImport(r, notes); err != nil || out == "" {
				return err
			}
			return made.write(out)
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "", "write to this new `folder`; without it, only report")
	c.Flags().StringToStringVar(&o.Map, "map", nil, "what columns are, where a guess is wrong: `ROLE=COLUMN`,...")
	c.Flags().StringVar(&o.Sheet, "sheet", "", "the `name` of the sheet to read; else the largest that names units")
	c.Flags().StringVar(&o.Root, "root", "", "the `unit` from which a graph is told")
	c.Flags().StringVar(&o.TreeBy, "tree-by", "", "make a tree of a graph, by `hop` from who has most ties")
	c.Flags().BoolVar(&o.FillDown, "fill-down", false, "take an empty cell for the one above it, as of cells that were merged")
	c.Flags().StringVar(&orphans, "orphans", "keep", "`keep` units whose parent is not there, or refuse")
	return c
}

// importFiles reads registers.
func (a *app) importFiles(files []string, o register.Options) (*register.Register, error) {
	var sources []register.Source
	for _, f := range files {
		if info, err := os.Stat(f); err != nil {
			return nil, invalid(err)
		} else if info.IsDir() {
			return nil, invalid(model.Errorf("%s is a folder: name the files in it", f))
		}
		a.inputs = append(a.inputs, f)
		sources = append(sources, register.Source{Name: filepath.Base(f), Open: func() (io.ReadCloser, error) { return os.Open(f) }})
	}
	r, err := register.Import(sources, o)
	if err != nil {
		return nil, invalid(err)
	}
	r.Say = a.speech().Wording
	return r, nil
}

// tellImport says what an import made, and how, and what is to know of its scenario.
func (a *app) tellImport(r *register.Register, notes []model.Note) error {
	var b strings.Builder
	counts := make([]int, len(r.Tiers))
	for _, u := range r.Units {
		counts[u.Tier]++
	}
	for i, t := range r.Tiers {
		fmt.Fprintf(&b, "%9s  %s\n", a.spoken().Count(int64(counts[i])), t)
	}
	in := a.spoken()
	fmt.Fprintf(&b, "%9s  %s\n\n", in.Count(int64(len(r.Units))), in.Text("import-counts", int64(len(r.Links)), r.People()))
	for _, line := range r.Report.Lines() {
		fmt.Fprintln(&b, report.Visible(a.speech().Wording(line)))
	}
	for _, n := range notes {
		fmt.Fprintln(&b, report.Visible(a.speech().Line(n)))
	}
	if _, err := io.WriteString(a.out, b.String()); err != nil {
		return failed(err)
	}
	return nil
}

// notName is what the name of a scenario has none of.
var notName = regexp.MustCompile(`[^a-z0-9]+`)

// scenarioName is the name of a scenario made of a file.
func scenarioName(file string) string {
	base := filepath.Base(file)
	for _, end := range []string{".gz", ".zst"} {
		base = strings.TrimSuffix(base, end)
	}
	name := strings.Trim(notName.ReplaceAllString(strings.ToLower(strings.TrimSuffix(base, filepath.Ext(base))), "-"), "-")
	if name == "" {
		return "mine"
	}
	return name
}

// importedFile is what an import writes.
type importedFile struct {
	name string
	fill func(io.Writer) error
}

type importedFiles []importedFile

// filesOf are the files of an import, the scenario last.
func filesOf(r *register.Register, files []string) importedFiles {
	name := scenarioName(files[0])
	out := importedFiles{{"units.csv", r.WriteUnits}}
	if len(r.Links) > 0 {
		out = append(out, importedFile{"links.csv", r.WriteLinks})
	}
	if r.HasShapes() {
		out = append(out, importedFile{"shapes.geojson", r.WriteShapes})
	}
	return append(out, importedFile{"import.json", r.WriteReport}, importedFile{name + ".yaml", func(to io.Writer) error {
		_, err := io.WriteString(to, r.Scenario(name, filepath.Base(files[0])))
		return err
	}})
}

// maxChecked is how many units an import may have whose scenario is read at once.
const maxChecked = 1_000_000

// check reads the scenario as run does, and is what check tells of it: an import whose
// scenario does not run is none. Of very large ones that is left to check.
func (m importedFiles) check(r *register.Register) ([]model.Note, error) {
	if len(r.Units) > maxChecked {
		return nil, nil
	}
	text := map[string][]byte{}
	for _, f := range m {
		if strings.HasSuffix(f.name, "json") {
			continue
		}
		var b bytes.Buffer
		if err := f.fill(&b); err != nil {
			return nil, failed(err)
		}
		text[f.name] = b.Bytes()
	}
	main := m[len(m)-1].name
	s, err := scenario.Parse(main, text[main], func(file string) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(text[file])), nil
	}, scenario.Options{})
	if err != nil {
		return nil, invalid(err)
	}
	return report.ScenarioNotes(s), nil
}

// write writes the files into a folder that is not there yet.
func (m importedFiles) write(folder string) error {
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return usagef("--out %s: there are files in that folder already: name another", folder)
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return failed(err)
	}
	for _, f := range m {
		to, err := os.Create(filepath.Join(folder, f.name))
		if err == nil {
			err = errors.Join(f.fill(to), to.Close())
		}
		if err != nil {
			return failed(err)
		}
	}
	return nil
}
