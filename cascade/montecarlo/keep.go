package montecarlo

import "context"

// A Store keeps what pieces of work have counted, so that a long one goes on where it
// was ended, or is done by several machines. Play and Items ask the store of their
// context, where it has one (Keeping), and so does every study that plays by them.
// Counts are whole numbers: however the work is cut, whoever does a piece of it, and
// in whatever order, the whole is that of an undivided run.
type Store interface {
	// Play has all trials of a segment counted, piece by piece, and adds the pieces
	// to the whole. It returns how many were added, the first so many of the segment:
	// fewer than all of them only where ctx ended.
	Play(ctx context.Context, seg Segment, w Work) (played uint64, err error)
	// Items does items that do not depend on each other.
	Items(ctx context.Context, all Items) error
}

// Work is what a Store asks for: to count pieces of a segment, and to add them up.
type Work struct {
	// Count plays the trials of a piece, all or none, and returns what they counted.
	Count func(ctx context.Context, piece Segment) ([]byte, error)
	// Begin begins a whole, of which nothing is counted yet; Add adds what a piece
	// counted to it.
	Begin func()
	Add   func(counted []byte) error
	// Join is what pieces counted together: where it is as short as that of one, few
	// bytes keep many pieces.
	Join func(counted [][]byte) ([]byte, error)
	// Told is told how many trials, the first of the segment, are done.
	Told func(done uint64)
}

// Items are questions that are answered one by one and do not depend on each other:
// the points of a sweep, the samples of a test. Without a Store they are answered in
// their order.
type Items struct {
	Count int
	// Last is true where nothing is played after them that depends on what they
	// say: who only helps need not know the answers of others then.
	Last bool
	// Do answers an item, counted from 0; asked again, it gives the same. What it
	// plays is counted for it alone.
	Do func(ctx context.Context, item int) error
	// State tells the answer of an item, or reads one into its place. A store keeps
	// it instead of what was counted, which is as long for each item as for a run:
	// answers of thousands of items are short.
	State func(c *Codec, item int)
}

// A change of how answers are told needs another version.
const (
	itemKind    = "item"
	itemVersion = 1
)

// Marshal is the answer of an item.
func (all Items) Marshal(item int) ([]byte, error) {
	return marshal(itemKind, itemVersion, func(c *Codec) { all.State(c, item) })
}

// Unmarshal reads the answer of an item into its place.
func (all Items) Unmarshal(item int, data []byte) error {
	return unmarshal(data, itemKind, itemVersion, func(c *Codec) { all.State(c, item) })
}

// Run answers the items. Where ctx ends first, or an item fails, those before it are
// answered, and the error is that of ctx or of the item.
func (all Items) Run(ctx context.Context) error {
	if st := storeOf(ctx); st != nil {
		return st.Items(ctx, all)
	}
	for item := range all.Count {
		if err := all.Do(ctx, item); err != nil {
			return err
		}
	}
	return nil
}

// storeKey is where a context has its Store.
type storeKey struct{}

// Keeping is a context whose plays are kept by a store; nil keeps nothing.
func Keeping(ctx context.Context, st Store) context.Context {
	return context.WithValue(ctx, storeKey{}, st)
}

func storeOf(ctx context.Context) Store {
	st, _ := ctx.Value(storeKey{}).(Store)
	return st
}

// playKept is Play with a store.
func playKept[A Accumulator](ctx context.Context, st Store, seg Segment, s Sampling, begin func() A) (A, uint64, error) {
	var all A
	quiet := s
	quiet.Progress = nil
	// What is read replaces what an accumulator has counted, so that two are enough
	// for any number of pieces.
	var read, joined *A
	into := func(place **A, counted []byte) (A, error) {
		if *place == nil {
			fresh := begin()
			*place = &fresh
		}
		return **place, Unmarshal(counted, **place)
	}
	played, err := st.Play(ctx, seg, Work{
		Count: func(ctx context.Context, piece Segment) ([]byte, error) {
			counted, played, err := playAll(ctx, piece, quiet, begin)
			if err == nil && played < piece.Len() {
				err = ctx.Err() // a piece is counted whole or not at all
			}
			if err != nil {
				return nil, err
			}
			return Marshal(counted)
		},
		Begin: func() { all = begin() },
		Add: func(counted []byte) error {
			a, err := into(&read, counted)
			if err == nil {
				Merge(all, a)
			}
			return err
		},
		Join: func(counted [][]byte) ([]byte, error) {
			sum, err := into(&joined, counted[0])
			for _, more := range counted[1:] {
				if err != nil {
					break
				}
				var a A
				if a, err = into(&read, more); err == nil {
					Merge(sum, a)
				}
			}
			if err != nil {
				return nil, err
			}
			return Marshal(sum)
		},
		Told: func(done uint64) {
			if s.Progress != nil {
				s.Progress(int(seg.From+done), int(seg.To))
			}
		},
	})
	return all, played, err
}
