package scenario

import (
	"io"
	"regexp"
	"time"

	"golang.org/x/text/unicode/norm"

	"harkara/model"
)

// limits bound a network: its units, where the file does not say how many it
// may have, and its extra links.
type limits struct{ units, links int64 }

// session is what the decodings of one file, as it is and with each plan, have
// in common.
type session struct {
	source func(string) (io.ReadCloser, error)
	limits limits
	memory int64             // bytes that a network may take; 0 is any number
	kept   map[string][]byte // data files, by name
	large  map[string]bool   // those that are not kept
	// folder is where data files must lie that are not allowed; "" is anywhere.
	folder  string
	allowed map[string]bool
	// hierarchies are the units that each network's text stands for: plans
	// seldom change the network, and need not read it again.
	hierarchies map[*node]*hierarchy
	delays      map[*node]model.Delay // of no data file, that were read where values are at ends
	settings    map[string]edit       // values at positions in their ranges that were read before
	previous    *model.Network        // the last that was made, whose units the next may share
}

// decoder turns nodes into the nouns of a model, and gathers what is wrong.
type decoder struct {
	*session
	problems *problemList
	root     *node
	err      error // a data file that cannot be read
	// failUnopened reports err as a problem, beside others.
	failUnopened func()
	files        []string // data files in the order in which they were read, each once
	skipLong     bool     // long data files are not read
	postponed    bool     // there was one
	asGuessed    bool     // what is not known is not read: each value is as it stands

	start     time.Time
	noClock   bool // that hours need a start was said
	horizon   model.Tick
	units     *hierarchy
	channels  []model.Channel
	channelOf map[string]int
	calendars map[string]*model.Calendar
	spec      model.Spec
	// linksInParts is how many links spec.LinkParts has.
	linksInParts int64
	notes        []model.Note
	publicNote   bool // no household size is given
	senders      [][]int32
	blurred      []blurred // delays that whole microseconds blur

	circumstances []circumstance

	// What is checked once all of it is read.
	answers        []answer
	sent           []sent           // the messages as they stand in the file, each with its place
	sourceMessages []sourceMessages // sources that carry some messages
	skipsKnown     []fields         // calls that leave out whoever's receipt is in hand
	allWithout     []fields         // bundles that wait for all, without end
}

func newDecoder(s *session, c *problemList, root *node) *decoder {
	return &decoder{session: s, problems: c, root: root, channelOf: map[string]int{}, calendars: map[string]*model.Calendar{}}
}

func (d *decoder) note(kind string, args ...any) {
	d.notes = append(d.notes, model.NewNote(kind, args...))
}

var validName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// decode reads everything but builds no network. What it returns is only
// sound where there are no problems and d.err is nil. Long data files are
// read last: not at all where something else is wrong.
func (d *decoder) decode() *Scenario {
	first := newDecoder(d.session, d.problems, d.root)
	first.skipLong = true
	out := first.readAll()
	if first.postponed && len(d.problems.list) == 0 && first.err == nil {
		return d.readAll()
	}
	*d = *first
	return out
}

// readAll reads all keys.
func (d *decoder) readAll() *Scenario {
	top, _ := d.open(d.root, "", scenarioShape)
	out := &Scenario{Trials: 1000, Seed: 1}
	d.describe(top, out)
	d.readStart(top)
	out.Start = d.start
	d.readHorizon(top)
	d.readNetwork(top)
	d.readChannels(top)
	d.readHours(top)
	d.readLinks()
	d.readRelays(top)
	d.readUp(top)
	d.readPublic(top)
	d.readOutages(top)
	out.Answers = d.readAnswers(top)
	out.Messages = d.readMessages(top)
	d.checkAnswers(out)
	out.Question = d.readQuestions(top)
	d.readCircumstances(top)
	out.Actions = d.readActions(top)
	if !d.asGuessed {
		out.Uncertain, out.Together = d.readUncertain(top)
	}
	return out
}

// describe reads what is plain text or a plain number.
func (d *decoder) describe(top fields, out *Scenario) {
	out.Name = top.text("name", "")
	if out.Name != "" && !validName.MatchString(out.Name) {
		d.fail(top.get("name"), "name", "%s: use lower case letters, digits and dashes only", quote(out.Name))
	}
	out.Title, out.TitleLocal = top.text("title", out.Name), norm.NFC.String(top.text("title_local", ""))
	out.About = top.text("about", "")
	for i, n := range d.list(top.get("sources"), "sources") {
		if s, ok := d.text(n, index("sources", i)); ok {
			out.Sources = append(out.Sources, s)
		}
	}
	out.Trials = int(top.whole("trials", 1, maxTrials, 1000))
	if n := top.get("seed"); n != nil {
		seed, ok := parseSeed(n)
		if !ok {
			d.fail(n, "seed", "%s is not a seed: give a whole number from 0 to 18,446,744,073,709,551,615", n.plain())
		}
		out.Seed = seed
	}
}

// build makes the network of what was decoded.
func (d *decoder) build(out *Scenario) error {
	d.spec.Reuse = d.previous
	network, err := model.New(d.spec)
	if err != nil {
		d.fail(d.root.get("network"), "network", "%v", err)
		return d.problems.err()
	}
	out.Network, d.previous = network, network
	if err := d.checkGoals(network, out.Question.Goals); err != nil {
		return err
	}
	d.placeSenders(out)
	d.noteFigures(network)
	d.noteTops(out)
	d.noteResolution()
	out.Notes = d.notes
	return nil
}
