package scenario

import (
	"strings"

	"harkara/model"
)

var linkColumns = []string{"from", "to", "over", "delivers", "delay"}

// linkReader reads links from a table.
type linkReader struct {
	d         *decoder
	t         *table
	at        map[string]int // columns
	otherwise int            // the channel where the table does not say, or -1
	units     *unitNames
	memo      unitMemo // of who reads record by record
	channels  map[linkValues]int
	lastOver  string
	over      int
	parts     []model.LinkPart // of blocks that were read
	count     int64            // of links in them
}

// linkFile reads links from a CSV file.
func (d *decoder) linkFile(n *node, path string) {
	f, ok := d.open(n, path, linkFileShape)
	if _, isText := d.text(f.get("file"), f.at("file")); !isText || !ok {
		return
	}
	otherwise := -1
	if f.get("over") != nil {
		otherwise = d.channel(f, "over")
	} else if len(d.channels) == 1 {
		otherwise = 0
	}
	t := d.openTable(f.get("file"), f.at("file"))
	if t == nil {
		return
	}
	defer t.close()
	needed := linkColumns[:3]
	if otherwise >= 0 {
		needed = linkColumns[:2]
	}
	at, ok := t.places(linkColumns, needed)
	if !ok {
		return
	}
	r := linkReader{d: d, t: t, at: at, otherwise: otherwise, units: d.units.numbered(), channels: map[linkValues]int{}}
	if r.quick() {
		return
	}
	if t = d.again(f.get("file").text); t == nil {
		return
	}
	defer t.close()
	r.t, r.parts = t, nil
	from, to := at["from"], at["to"]
	for record := t.next(); record != nil; record = t.next() {
		a, b := r.unit(record, from), r.unit(record, to)
		over := r.channel(record)
		if a == b && a >= 0 {
			t.fail(from, "a unit needs no link to itself")
		} else if a >= 0 && b >= 0 && over >= 0 && !d.addLink(n, path, a, b, over) {
			return
		}
	}
}

// channel is that of a link, of its own where it has delivers or delay; -1 after
// saying what is wrong.
func (r *linkReader) channel(record []string) int {
	over := r.otherwise
	if c := r.at["over"]; c >= 0 && record[c] != "" {
		if record[c] != r.lastOver {
			r.lastOver, r.over = record[c], r.d.channelCalled(record[c], r.t.at(c), "over")
		}
		over = r.over
	} else if over < 0 {
		r.t.fail(c, "over is empty: say which channel%s", choose("", r.d.channelNames()))
	}
	own := linkValues{over: over}
	if c := r.at["delivers"]; c >= 0 {
		own.delivers = record[c]
	}
	if c := r.at["delay"]; c >= 0 {
		own.delay = record[c]
	}
	if over < 0 || own.delivers == "" && own.delay == "" {
		return over
	}
	made, seen := r.channels[own]
	if !seen {
		made = r.channelFor(own)
		r.channels[linkValues{over, strings.Clone(own.delivers), strings.Clone(own.delay)}] = made
	}
	return made
}

// channelFor makes the channel of links with values of their own.
func (r *linkReader) channelFor(own linkValues) int {
	sound := true
	made := r.d.newLinkChannel(r.t.at(0), "a link", own.over, func(c *model.Channel) {
		if at := r.at["delivers"]; own.delivers != "" {
			var ok bool
			c.Delivers, ok = r.d.share(&node{kind: scalar, tag: "!!str", text: own.delivers, at: r.t.at(at)}, "delivers")
			sound = sound && ok
		}
		if at := r.at["delay"]; own.delay != "" {
			wait, ok := r.d.duration(&node{kind: scalar, tag: "!!str", text: own.delay, at: r.t.at(at)}, "delay")
			c.Delay, sound = model.Fixed(wait.Seconds()), sound && ok
		}
	})
	if !sound {
		return -1
	}
	return made
}

// unit is the unit that a field names, or -1 after saying what is wrong.
func (r *linkReader) unit(record []string, column int) int32 {
	name := record[column]
	if row := r.memo.row(r.units, []byte(name)); row >= 0 {
		return row
	}
	if name == "" {
		r.t.fail(column, "%s is empty: name a unit", r.t.Columns[column])
		return -1
	}
	return r.d.unitCalled(name, r.t.at(column), r.t.Columns[column], -1)
}
