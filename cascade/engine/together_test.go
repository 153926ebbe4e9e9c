package engine_test

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/cascadetest/reference"
	"harkara/cascade/engine"
	"harkara/model"
)

// tally is sums of numbers by name.
type tally map[string]*[2]float64

func (t tally) add(name string, x float64) {
	if t[name] == nil {
		t[name] = &[2]float64{}
	}
	t[name][0] += x
	t[name][1] += x * x
}

// count adds what happened in a play to a tally.
func (t tally) count(p *cascade.Problem, messages []cascade.MessagePlay, answers []cascade.AnswerPlay) {
	n := p.Network
	for m := range messages {
		x := &messages[m]
		for tier, name := range n.Tiers() {
			in := n.InTier(tier)
			for _, at := range p.Question.At {
				have, started, right, wrong, hands := 0, 0, 0, 0, 0
				for u := in.Lo; u < in.Hi; u++ {
					if x.Arrival[u] <= at {
						have++
					}
					if x.Start[u] <= at && len(n.Children(u)) > 0 {
						started++
					}
					last := -1
					for k, h := range x.Held[u] {
						if h.At <= at {
							last = k
						}
					}
					switch {
					case last < 0:
					case x.Held[u][last].Content == 0:
						right++
					default:
						wrong++
					}
					if last >= 0 {
						hands += int(x.Held[u][last].HandOvers)
					}
				}
				where := fmt.Sprintf("message %d, %s by %d h: ", m, name, at/model.Hour)
				t.add(where+"have", float64(have))
				t.add(where+"started", float64(started))
				t.add(where+"right", float64(right))
				t.add(where+"wrong", float64(wrong))
				t.add(where+"hands", float64(hands))
			}
		}
	}
	for k := range answers {
		x := &answers[k]
		for tier, known := range x.Known {
			for _, at := range p.Question.At {
				yes := 0
				for _, when := range known {
					if when <= at {
						yes++
					}
				}
				t.add(fmt.Sprintf("answer %d known at %d by %d h", k, tier, at/model.Hour), float64(yes))
			}
		}
		t.add(fmt.Sprint("answer ", k, " sent"), float64(x.Sent))
		t.add(fmt.Sprint("answer ", k, " needless"), float64(x.Needless))
		t.add(fmt.Sprint("answer ", k, " news"), float64(x.News))
		complete := 0.0
		if x.Complete < model.Never {
			complete = 1
		}
		t.add(fmt.Sprint("answer ", k, " complete"), complete)
	}
}

// Random problems of several messages and answers go as in an implementation that plays
// them event by event and shares no code: every count agrees, as two samples of one law do,
// and nothing is lost or counted twice in any play of either.
func TestTogetherIsItsTwin(t *testing.T) {
	problems, plays := effort.Of(4, 12, 30), effort.Of(200, 250, 400)
	if more, err := strconv.Atoi(os.Getenv("HARKARA_PROBLEMS")); err == nil {
		problems, plays = more, 1000
	}
	for seed := range uint64(problems) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := cascadetest.Together(t, seed)
			p.Question.Follow = true
			e, _, err := engine.New("auto", p)
			if err != nil {
				t.Fatal(err)
			}
			ours, theirs := tally{}, tally{}
			out := cascade.NewOutcome(p.Network.Len())
			for trial := range uint64(plays) {
				e.Play(trial, out)
				if l := &out.Together.Ledger; !l.Balanced() {
					t.Fatalf("trial %d: %+v", trial, *l)
				}
				ours.count(&p, out.Together.Messages, out.Together.Answers)
				dropped, handled := 0, 0
				for _, d := range out.Together.Desks {
					if d.Message >= 0 {
						continue // counted among all
					}
					dropped, handled = dropped+d.Dropped, handled+d.Handled
				}
				ours.add("dropped", float64(dropped))
				ours.add("handled", float64(handled))
				y := reference.Together(p, trial)
				if !y.Ledger.Balanced() {
					t.Fatalf("twin, trial %d: %+v", trial, y.Ledger)
				}
				theirs.count(&p, y.Messages, y.Answers)
				theirs.add("dropped", float64(y.Dropped))
				theirs.add("handled", float64(y.Handled))
				tallyLedger(ours, &out.Together.Ledger)
				tallyLedger(theirs, &y.Ledger)
			}
			meet(t, ours, theirs, float64(plays))
		})
	}
}

func tallyLedger(t tally, l *cascade.Ledger) {
	for name, n := range map[string]int64{"sent": l.Sent, "delivered": l.Delivered, "lost": l.Lost, "not made": l.Dropped, "under way": l.UnderWay} {
		t.add("contacts "+name, float64(n))
	}
}

// meet compares means of so many plays in standard errors.
func meet(t *testing.T, ours, theirs tally, n float64) {
	t.Helper()
	for name, a := range ours {
		b := theirs[name]
		if b == nil {
			b = &[2]float64{}
		}
		variance := func(x *[2]float64) float64 { return max(x[1]/n-(x[0]/n)*(x[0]/n), 0) }
		// What hardly ever happens has no variance to speak of in so few plays.
		se := math.Sqrt((variance(a) + variance(b) + 4/n) / n)
		if z := (a[0] - b[0]) / n / se; math.Abs(z) > 4.6 {
			t.Errorf("%s: %.4f, the twin has %.4f (z %.1f)", name, a[0]/n, b[0]/n, z)
		}
	}
}
