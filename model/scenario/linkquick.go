package scenario

import (
	"errors"
	"io"
	"runtime"
	"sync"
)

// blockSize is how much of a file of links is read at a time by one worker.
const blockSize = 1 << 20

// quick reads a file of links in blocks, several at once, where all of it is plain: no
// field over several lines, as many fields in each as in the header, units and channels
// that are there. Where it is not, nothing is kept and it is false: then the file is read record by
// record, which tells what is wrong and where.
func (r *linkReader) quick() bool {
	d := r.d
	channels, complaints := len(d.spec.Channels), len(d.problems.list)
	workers := runtime.GOMAXPROCS(0)
	free := make(chan *linkBlock, workers+2)
	for range cap(free) {
		free <- &linkBlock{buffer: make([]byte, blockSize), done: make(chan bool, 1)}
	}
	blocks := make(chan *linkBlock, workers+2)
	order := make(chan *linkBlock, workers+2)
	var reading, running sync.WaitGroup
	stop := make(chan bool)
	halt := sync.OnceFunc(func() { close(stop) })
	for range workers {
		running.Go(func() {
			var memo unitMemo
			for b := range blocks {
				b.read(r, &memo)
				b.done <- true
			}
		})
	}
	var broken error
	reading.Go(func() {
		defer close(order)
		defer close(blocks)
		for {
			var b *linkBlock
			select {
			case b = <-free:
			case <-stop:
				return
			}
			var err error
			if b.text, err = r.t.Block(b.buffer); err != nil {
				if !errors.Is(err, io.EOF) {
					broken = err
				}
				return
			}
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
		free <- b
	}
	reading.Wait()
	running.Wait()
	if whole && broken == nil && len(d.problems.list) == complaints {
		d.addParts(r.parts, r.count)
		return true
	}
	d.spec.Channels = d.spec.Channels[:channels]
	d.problems.list = d.problems.list[:complaints]
	r.channels, r.lastOver = map[linkValues]int{}, ""
	return false
}

// again opens a table that was read before, and reads its header.
func (d *decoder) again(name string) *table {
	raw, err := d.session.open(name)
	if err != nil {
		d.err = err
		return nil
	}
	return d.tableOf(name, raw)
}
