package model

import (
	"math"
	"slices"
)

// Right is what a copy says that is as the message was sent. SomeWrong is what one says
// that was changed where there are so many possibilities that no two are alike.
const (
	Right     int32 = 0
	SomeWrong int32 = math.MaxInt32
)

// Garble is what a copy says after it was handed over: with a chance it is changed to
// another of so many variants (0 is so many that it never comes right), each as likely. v
// is a uniform number from 0 to 1.
//
//	right → wrong with chance ε;  wrong → right with chance ε/(K−1)
func Garble(content int32, chance float64, variants int, v float64) int32 {
	if v >= chance {
		return content
	}
	if variants == 0 {
		return SomeWrong
	}
	v /= chance // uniform, given that it is changed
	if int64(content) >= int64(variants) {
		return int32(min(int64(v*float64(variants)), int64(variants-1)))
	}
	other := int32(min(int64(v*float64(variants-1)), int64(variants-2)))
	if other >= content {
		other++
	}
	return other
}

// Garbles tells whether copies of a message may be changed on their way.
func (n *Network) Garbles() bool {
	if slices.ContainsFunc(n.channels, func(c Channel) bool { return c.Garbles > 0 }) {
		return true
	}
	return n.public != nil && slices.ContainsFunc(n.public.Hears, func(s Source) bool { return s.Garbles > 0 })
}
