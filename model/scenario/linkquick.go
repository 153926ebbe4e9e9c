package scenario

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"slices"
	"sync"
	"unicode/utf8"

	"harkara/model"
	"harkara/model/register"
)

// blockSize is how much of a file of links is read at a time by one worker.
const blockSize = 1 << 20

// quick reads a file of links in blocks, several at once, where all of it is plain: no
// quotes, as many fields in each line as in the header, units and channels that are
// there. Where it is not, nothing is kept and it is false: then the file is read record by
// record, which tells what is wrong and where.
func (r *linkReader) quick() bool {
	d := r.d
	channels, complaints := len(d.spec.Channels), len(d.complaints.list)
	units := &unitNames{find: d.units.finder()}
	workers := runtime.GOMAXPROCS(0)
	free := make(chan []byte, workers+2)
	for range cap(free) {
		free <- make([]byte, blockSize)
	}
	blocks := make(chan *linkBlock, workers+2)
	order := make(chan *linkBlock, workers+2)
	var reading, running sync.WaitGroup
	stop := make(chan bool)
	halt := sync.OnceFunc(func() { close(stop) })
	for range workers {
		running.Go(func() {
			memo := &unitMemo{}
			for b := range blocks {
				b.read(r, memo, units)
				free <- b.text[:cap(b.text)]
				close(b.done)
			}
		})
	}
	var broken error
	reading.Go(func() {
		defer close(order)
		defer close(blocks)
		for {
			var buf []byte
			select {
			case buf = <-free:
			case <-stop:
				return
			}
			text, err := r.t.Block(buf[:cap(buf)])
			if err != nil {
				if !errors.Is(err, io.EOF) {
					broken = err
				}
				return
			}
			b := &linkBlock{text: text, done: make(chan bool)}
			order <- b
			blocks <- b
		}
	})
	whole := true
	for b := range order {
		<-b.done
		if whole = whole && b.plain && r.take(b); !whole {
			halt()
		}
	}
	reading.Wait()
	running.Wait()
	if whole && broken == nil && len(d.complaints.list) == complaints {
		d.spec.Links = slices.Grow(d.spec.Links, r.count)
		for i, part := range r.parts {
			d.spec.Links = append(d.spec.Links, part...)
			r.parts[i] = nil // its memory is free for what follows
		}
		return true
	}
	d.spec.Channels = d.spec.Channels[:channels]
	d.complaints.list = d.complaints.list[:complaints]
	r.ties, r.lastOver = map[tie]int{}, ""
	return false
}

// linkBlock is a block of lines and the links that they are.
type linkBlock struct {
	text  []byte
	links []model.Link
	// ways are what links go over, in the order in which they come; Over of links is a
	// place in it.
	ways  []wayText
	plain bool
	done  chan bool
}

// wayText is what a line says of the way of its link.
type wayText struct{ over, delivers, delay string }

// read reads the lines of a block; plain stays false where one is not.
func (b *linkBlock) read(r *linkReader, memo *unitMemo, units *unitNames) {
	if bytes.IndexByte(b.text, '"') >= 0 || !utf8.Valid(b.text) {
		return
	}
	mark, columns := r.t.Mark(), len(r.t.Columns)
	from, to := r.at["from"], r.at["to"]
	over, delivers, delay := r.at["over"], r.at["delivers"], r.at["delay"]
	at := map[wayText]int32{}
	fields := make([][]byte, columns)
	var last [3][]byte
	way := int32(-1)
	b.links = make([]model.Link, 0, len(b.text)/12)
	for text := b.text; len(text) > 0; {
		line := text
		if end := bytes.IndexByte(text, '\n'); end >= 0 {
			line, text = text[:end], text[end+1:]
		} else {
			text = nil
		}
		if n := len(line); n > 0 && line[n-1] == '\r' {
			line = line[:n-1]
		}
		if len(line) == 0 {
			continue
		}
		if !cut(line, mark, fields) {
			return
		}
		a, z := memo.find(fields[from], units), memo.find(fields[to], units)
		if a < 0 || z < 0 || a == z {
			return
		}
		now := [3][]byte{fieldAt(fields, over), fieldAt(fields, delivers), fieldAt(fields, delay)}
		if way < 0 || !bytes.Equal(now[0], last[0]) || !bytes.Equal(now[1], last[1]) || !bytes.Equal(now[2], last[2]) {
			w := wayText{string(now[0]), string(now[1]), string(now[2])}
			k, there := at[w]
			if !there {
				k = int32(len(b.ways))
				at[w], b.ways = k, append(b.ways, w)
			}
			way, last = k, now
		}
		b.links = append(b.links, model.Link{From: a, To: z, Over: way})
	}
	b.plain = true
}

func fieldAt(fields [][]byte, column int) []byte {
	if column < 0 {
		return nil
	}
	return fields[column]
}

// cut cuts a line into its fields; false where there are more or fewer than there is room
// for.
func cut(line []byte, mark byte, fields [][]byte) bool {
	n, start := 0, 0
	for i, c := range line {
		if c != mark {
			continue
		}
		if n == len(fields)-1 {
			return false
		}
		fields[n], start = line[start:i], i+1
		n++
	}
	fields[n] = line[start:]
	return n == len(fields)-1
}

// take appends the links of a block; false where they go over no channel, or are too
// many.
func (r *linkReader) take(b *linkBlock) bool {
	overs := make([]int32, len(b.ways))
	record := make([]string, len(r.t.Columns))
	for i, w := range b.ways {
		for column, text := range map[string]string{"over": w.over, "delivers": w.delivers, "delay": w.delay} {
			if at := r.at[column]; at >= 0 {
				record[at] = text
			}
		}
		over := r.channel(record)
		if over < 0 {
			return false
		}
		overs[i] = int32(over)
	}
	if r.count += len(b.links); int64(len(r.d.spec.Links)+r.count) > r.d.limits.links {
		return false
	}
	for i := range b.links {
		b.links[i].Over = overs[b.links[i].Over]
	}
	r.parts = append(r.parts, b.links)
	return true
}

// unitNames finds units by name, for several at once.
type unitNames struct {
	sync.Mutex
	find *model.Finder
}

// find is the row of a unit, or -1.
func (m *unitMemo) find(name []byte, units *unitNames) int32 {
	n := plainNumber(name)
	if n >= 0 && n < len(m.numbers) && m.numbers[n] > 0 {
		return m.numbers[n] - 1
	}
	if n < 0 {
		if row := m.names[string(name)]; row > 0 {
			return row - 1
		}
	}
	if len(name) == 0 {
		return -1
	}
	units.Lock()
	row, err := units.find.One(string(name), -1)
	units.Unlock()
	if err != nil {
		return -1
	}
	m.keep(string(name), row+1)
	return row
}

// again opens a table that was read before, and reads its header.
func (d *decoder) again(name string) *table {
	raw, err := d.session.open(name)
	if err != nil {
		d.err = err
		return nil
	}
	in, err := register.OpenTable(name, raw)
	if err != nil {
		raw.Close()
		d.wrong(err)
		return nil
	}
	return &table{Table: in, d: d, close: func() {
		in.Close()
		raw.Close()
	}}
}
