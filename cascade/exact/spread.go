package exact

func (b *sheet) spread() {
	for i := range b.lines {
		b.lines[i].sd = make([]float64, len(b.p.Question.At))
	}
}
