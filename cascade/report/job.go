package report

import (
	"math"
	"strconv"
	"strings"

	"harkara/cascade/cluster"
	"harkara/model"
)

// Job reports what of a job is done.
func Job(dir string, j *cluster.Job, s *cluster.Status) Document {
	type part struct {
		Of      string `json:"of"`
		From    uint64 `json:"from"`
		To      uint64 `json:"to"`
		Pieces  uint64 `json:"pieces"`
		Done    uint64 `json:"done"`
		Running uint64 `json:"running"`
		Failed  uint64 `json:"failed"`
	}
	d := Document{
		Title:   note("job", dir, strings.Join(append([]string{j.Command}, j.Arguments...), " ")),
		Under:   []model.Note{note("job-asks", j.Seed)},
		Records: [][]string{{"part", "of", "from", "to", "pieces", "done", "running", "failed"}},
	}
	t := Table{Columns: []Column{keyColumn("col-job-part"), numberColumn("col-job-pieces"), numberColumn("col-job-done"), numberColumn("col-job-running"), numberColumn("col-job-failed")}}
	parts, running := []part{}, uint64(0)
	for i, p := range s.Parts {
		running += p.Running
		c := p.Cut
		of := note("job-of-trials", c.From, c.To-1)
		if c.Of != "trials" {
			of = note("job-of-items", c.From+1, c.To)
		}
		t.Rows = append(t.Rows, []Cell{cellOf(of), countCell(int64(p.Pieces)), countCell(int64(p.Done)), countCell(int64(p.Running)), countCell(int64(p.Failed))})
		parts = append(parts, part{c.Of, c.From, c.To, p.Pieces, p.Done, p.Running, p.Failed})
		row := []string{strconv.Itoa(i + 1), c.Of}
		for _, n := range []uint64{c.From, c.To, p.Pieces, p.Done, p.Running, p.Failed} {
			row = append(row, strconv.FormatUint(n, 10))
		}
		d.Records = append(d.Records, row)
	}
	d.Tables = []Table{t}
	switch {
	case s.Done():
		d.Notes = append(d.Notes, note("job-all-done", dir))
	case s.Cancelled:
		d.Notes = append(d.Notes, note("job-cancelled", dir))
	case running == 0:
		d.Notes = append(d.Notes, note("job-nobody", dir))
	case !math.IsNaN(s.Left):
		d.Notes = append(d.Notes, note("job-left", math.Max(s.Left, 1)))
	}
	for _, f := range s.Failures {
		d.Notes = append(d.Notes, note("job-failure", f.Name, int64(f.Times), f.Text))
	}
	d.Data = struct {
		Format    string   `json:"format"`
		Command   string   `json:"command"`
		Done      bool     `json:"done"`
		Cancelled bool     `json:"cancelled"`
		Left      *float64 `json:"left_s"`
		Parts     []part   `json:"parts"`
	}{"harkara.job/v1", j.Command, s.Done(), s.Cancelled, number(s.Left), parts}
	return d
}
