package report

import (
	"math"
	"time"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report/schema"
	"harkara/cascade/report/words"
	"harkara/model"
)

// A Look is an answer with all that pictures of it need.
type Look struct {
	About About
	// What the scenario says of itself, its text, and the command that gives the same
	// answer again.
	Text, Command string
	Summary       string
	Sources       []string
	Start         time.Time // zero where the scenario has none
	Network       *model.Network
	Results       []*cascade.Result
	Parts         []LookPart // of each message
	// Names leaves out the names of units where it is false, and Shapes are the outlines
	// of units, where they are given.
	Names  bool
	Shapes *Shapes
}

// A LookPart is what pictures need of one message.
type LookPart struct {
	// Curves are the answer at times close to each other, shares only.
	Curves *cascade.Result
	// Tier is the line that single plays are shown of, and Layout those that Singles
	// are told by.
	Tier    string
	Layout  *cascade.Layout
	Singles []montecarlo.Single
	// Typical is the single play whose curve of Tier is nearest to the mean, and
	// Arrival when each unit has the message in it; nil where none was played.
	Typical uint64
	Arrival []model.Tick
	// Studies are documents of the same message: bottlenecks, left behind, plans.
	Studies []Document
}

// The JSON of a look, harkara.report/v1. Fields may be added, none renamed.
type (
	jsonLook struct {
		Format   string         `json:"format"`
		Scenario schema.About   `json:"scenario"`
		Result   any            `json:"result"` // harkara.result/v1
		Parts    []jsonLookPart `json:"parts"`  // of each message
		Local    *jsonLocal     `json:"local,omitempty"`
	}
	jsonLookPart struct {
		Message string        `json:"message"`
		Tier    string        `json:"tier"` // that single plays are shown of
		Curves  schema.Curves `json:"curves"`
		Plays   *schema.Plays `json:"plays,omitempty"`
		Film    *jsonFilm     `json:"film,omitempty"`
		Studies []any         `json:"studies"`
	}
)

// shownPlays is how many single plays are drawn over a band (hypothetical outcomes:
// Hullman, Resnick and Adar 2015).
const shownPlays = 20

// Page is a document of a look: its text is that of the answer, its data what a page
// with pictures is made of.
func Page(l *Look) []Document {
	docs := Reach(l.About, l.Results)
	data := jsonLook{Format: "harkara.report/v1", Scenario: aboutJSON(l), Result: docs[0].Data}
	for i := range l.Parts {
		data.Parts = append(data.Parts, partJSON(l, i))
		docs = append(docs, l.Parts[i].Studies...)
	}
	if l.Network != nil {
		data.Local, _ = localJSON(data, LocalNames(l.Network), l.Names) // what cannot be encoded fails below
	}
	for i := range docs {
		docs[i].Data, docs[i].covered = nil, true
	}
	docs[0].covered = false
	docs[0].Data = data
	return docs
}

func aboutJSON(l *Look) schema.About {
	out := schema.About{Command: l.Command, About: l.Summary, Sources: l.Sources, Text: l.Text}
	if !l.Start.IsZero() {
		out.Start, out.Zone = l.Start.Format(time.RFC3339), l.Start.Location().String()
	}
	return out
}

func partJSON(l *Look, i int) jsonLookPart {
	p := &l.Parts[i]
	out := jsonLookPart{Message: l.Results[i].Message, Tier: p.Tier, Curves: curvesJSON(l.Results[i], p.Curves), Plays: playsJSON(p)}
	if l.Results[i].Units != nil {
		out.Film = filmJSON(l, i)
	}
	for _, d := range p.Studies {
		out.Studies = append(out.Studies, d.Data)
	}
	return out
}

// curvesJSON are the curves of an answer, at the times of close and, in their place,
// those of the answer itself.
func curvesJSON(r, close *cascade.Result) schema.Curves {
	out := schema.Curves{}
	if close == nil {
		close = r
	}
	asked := map[model.Tick]int{}
	for j, at := range r.At {
		asked[at] = j
	}
	for k, t := range close.Tiers {
		t = unknownOfNobody(t)
		c := schema.Curve{Tier: t.Name, Units: t.Units}
		for _, x := range t.Reach {
			if j, ok := asked[x.At]; ok && k < len(r.Tiers) {
				x = unknownOfNobody(r.Tiers[k]).Reach[j]
			}
			if k == 0 {
				out.At = append(out.At, words.TenDigits(x.At.Seconds()))
			}
			c.Mean, c.Low, c.High = append(c.Mean, number(x.Mean.Value)), append(c.Low, number(x.Mean.Low)), append(c.High, number(x.Mean.High))
			c.P05, c.P95 = append(c.P05, number(x.P05)), append(c.P95, number(x.P95))
		}
		out.Tiers = append(out.Tiers, c)
	}
	for _, a := range close.Answers {
		for _, t := range a.Known {
			k := schema.Knowing{Answer: a.Name, From: a.From, Tier: t.Name, Units: t.Units}
			for _, x := range unknownOfNobody(t).Reach {
				k.Mean = append(k.Mean, number(x.Mean.Value))
			}
			out.Known = append(out.Known, k)
		}
	}
	for _, x := range close.Right {
		j := schema.Rightness{Tier: x.Tier, Against: x.Against}
		for i := range close.At {
			j.Right, j.Wrong, j.Not = append(j.Right, number(x.Right[i].Value)), append(j.Wrong, number(x.Wrong[i].Value)), append(j.Not, number(x.Not[i].Value))
		}
		out.Right = append(out.Right, j)
	}
	return out
}

// playsJSON are single plays of the tier that is shown.
func playsJSON(p *LookPart) *schema.Plays {
	if len(p.Singles) == 0 {
		return nil
	}
	line := p.line()
	if line < 0 {
		return nil
	}
	// Nine of ten, or a half where most plays never get there.
	share := 1
	if p.getThere(line, 1)*2 < len(p.Singles) {
		share = 0
	}
	out := &schema.Plays{Trials: len(p.Singles), Share: cascade.Shares[share]}
	total := float64(p.Layout.Lines[line].Total)
	for k, s := range p.Singles {
		if k < shownPlays {
			var row []*float64
			for _, n := range s.Has[line] {
				row = append(row, number(float64(n)/total))
			}
			out.Reach = append(out.Reach, row)
		}
		at := math.Inf(1)
		if t := s.TimeTo[line][share]; t < model.Never {
			at = t.Seconds()
		}
		out.TimeTo = append(out.TimeTo, number(at))
	}
	return out
}

// getThere is in how many single plays a share of a line has the message.
func (p *LookPart) getThere(line, share int) int {
	n := 0
	for _, s := range p.Singles {
		if s.TimeTo[line][share] < model.Never {
			n++
		}
	}
	return n
}

// line is the line of the layout that single plays are shown of; -1 where it has
// nobody.
func (p *LookPart) line() int {
	for i := range p.Layout.Whole {
		if l := &p.Layout.Lines[i]; l.Name == p.Tier && l.Total > 0 {
			return i
		}
	}
	return -1
}

// Nearest is the single play of the tier that is shown whose curve is nearest to the
// mean of all: the least sum of squares.
func (p *LookPart) Nearest() uint64 {
	line := p.line()
	if line < 0 || len(p.Singles) == 0 {
		return 0
	}
	times := len(p.Singles[0].Has[line])
	mean := make([]float64, times)
	for _, s := range p.Singles {
		for j, n := range s.Has[line] {
			mean[j] += float64(n) / float64(len(p.Singles))
		}
	}
	best, least := uint64(0), math.Inf(1)
	for _, s := range p.Singles {
		sum := 0.0
		for j, n := range s.Has[line] {
			d := float64(n) - mean[j]
			sum += float64(d * d)
		}
		if sum < least {
			best, least = s.Trial, sum
		}
	}
	return best
}
