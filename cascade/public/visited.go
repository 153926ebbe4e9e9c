package public

import (
	"slices"

	"harkara/model"
)

// weights are sums over numbers of homes h, of homes of one size or of people: x is
// how many there are, xu how many in homes not visited, xuu that with the share not
// visited squared, and xv their part in the variance of that number.
//
//	x = Σ_h x_h,  xu = Σ_h x_h u_h,  xuu = Σ_h x_h u_h²,  xv = Σ_h x_h v_h
//
// xuu is of uneven alone.
type weights struct{ x, xu, xuu, xv float64 }

// askVisited is count for all numbers of homes at a grid point of start at once,
// where nobody talks: their survival of broadcasts is the same, and only what share
// of their homes was visited is not.
func (w *Work) askVisited(f *profile, k int, b begun, numbers []int64, people, homes *moments) {
	z := w.law.survival(&w.now, b)
	w.weigh(f, k, b, numbers)
	// As in count. What people and the sizes of visited homes vary is taken at each
	// number of homes.
	all, uneven := &w.weighed[atPeople], &w.weighed[atUneven]
	people.mean += all.x - float64(all.xu*z)
	people.vari += float64(all.xu * float64(z*(1-z)))
	people.vari += float64((uneven.xu - uneven.xuu + all.xv) * float64(z*z))
	size, none := int64(0), 1.0
	for c := range w.classes {
		h := &w.weighed[atHomes+c]
		if h.x == 0 {
			continue
		}
		none *= model.Power(z, w.classes[c]-size)
		size = w.classes[c]
		homes.mean += h.x - float64(h.xu*none)
		homes.vari += float64(h.xu*float64(none*(1-none))) + float64(h.xv*float64(none*none))
	}
}

// weigh adds up what is weighed of each number of a profile, at a grid point of start.
func (w *Work) weigh(f *profile, k int, b begun, numbers []int64) {
	l := &w.law
	w.made = w.made[:0]
	for r := range l.rounds {
		w.made = append(w.made, float64(l.rounds[r].made(w.now.open[r]-b[len(l.broadcasts)+r])))
	}
	w.weighed = slices.Grow(w.weighed[:0], f.stride)[:f.stride]
	clear(w.weighed)
	if len(f.tails) == 0 {
		w.weighEach(f, k, numbers, 0, f.many)
		return
	}
	// Homes no more than the visits made are all visited. Of the others, those up to
	// the next tail are taken one number after another, and all beyond at once.
	made := w.made[0]
	from, _ := slices.BinarySearch(numbers, int64(made)+1)
	to := (from + tailEvery - 1) / tailEvery
	w.weighEach(f, k, numbers, from, min(to*tailEvery, f.many))
	beyond := f.tail(k, to)
	for j, x := range f.tail(k, 0) {
		s, of := &w.weighed[j], &beyond[j]
		s.x = x.one
		s.xu += of.one - float64(made*of.inverse)
	}
	of := &beyond[atUneven]
	w.weighed[atUneven].xuu += of.one - float64(2*float64(made*of.inverse)) + float64(float64(made*made)*f.squares[to*f.width+k])
}

// weighEach is weigh for numbers of homes from lo up to hi, one after another.
func (w *Work) weighEach(f *profile, k int, numbers []int64, lo, hi int) {
	for i := lo; i < hi; i++ {
		row := f.row(k, i)
		if row[atUnits] == 0 {
			continue
		}
		u, v := 1.0, 0.0
		for _, made := range w.made {
			a := min(made/float64(numbers[i]), 1)
			v = float64((1-a)*float64((1-a)*v)) + float64(a*(1-a))*float64(u*(1-u))
			u *= 1 - a
		}
		for j, x := range row {
			s := &w.weighed[j]
			s.x += x
			s.xu += float64(x * u)
		}
		w.weighed[atUneven].xuu += float64(row[atUneven] * float64(u*u))
		if v == 0 {
			continue
		}
		total := 0.0
		for j, x := range row[atHomes:] {
			w.weighed[atHomes+j].xv += float64(x * v)
			total += x
		}
		// People of one home are visited together.
		w.weighed[atPeople].xv += float64(float64(row[atPeople]*v) * (row[atPeople] / max(total, 1)))
	}
}

// tail is what is needed of one number of a profile at a grid point of start, of all
// numbers of homes h from one on: with one round, of which m visits were made, the
// share not visited of h > m homes is u = 1 − m/h, so that
//
//	Σ x_h u_h = Σ x_h − m Σ x_h/h,  Σ x_h u_h² = Σ x_h − 2m Σ x_h/h + m² Σ x_h/h²
//
// The last is needed of uneven alone (squares).
type tail struct{ one, inverse float64 }

// tailEvery is of how many numbers of homes one has tails.
const tailEvery = 4

// tail are those of a grid point of start from the b-th block of homes on.
func (p *profile) tail(k, b int) []tail {
	at := (b*p.width + k) * p.stride
	return p.tails[at : at+p.stride]
}

// addTails adds up a profile's tails, from the most homes to the fewest.
func (p *profile) addTails(numbers []int64) {
	blocks := (p.many+tailEvery-1)/tailEvery + 1 // the last has nothing
	if p.tails == nil {
		p.tails = make([]tail, blocks*p.width*p.stride)
		p.squares = make([]float64, blocks*p.width)
	}
	size := p.width * p.stride
	lo, hi := p.lo*p.stride, p.hi*p.stride
	clear(p.tails[(blocks-1)*size+lo : (blocks-1)*size+hi])
	clear(p.squares[(blocks-1)*p.width:])
	for b := blocks - 2; b >= 0; b-- {
		now := p.tails[b*size+lo : b*size+hi]
		copy(now, p.tails[(b+1)*size+lo:(b+1)*size+hi])
		for h := b * tailEvery; h < min((b+1)*tailEvery, p.many); h++ {
			w := 1 / float64(numbers[h])
			for j, x := range p.sums[h*size+lo : h*size+hi] {
				t := &now[j]
				t.one += x
				t.inverse += float64(x * w)
			}
		}
		for k := p.lo; k < p.hi; k++ {
			square := p.squares[(b+1)*p.width+k]
			for h := b * tailEvery; h < min((b+1)*tailEvery, p.many); h++ {
				w := 1 / float64(numbers[h])
				square += float64(p.sums[(h*p.width+k)*p.stride+atUneven] * float64(w*w))
			}
			p.squares[b*p.width+k] = square
		}
	}
}
