package model

// A Note is something a reader of numbers must know: a kind, which tells notes
// apart, and the arguments of its sentence in the order in which the kind names
// them. Package cascade/report/words has the sentences. Arguments are strings
// (names), []string (a choice of names), int64 (counts), uint64 (seeds, trials),
// float64, Tick, time.Time, Called, Titled, and notes that are a part of the sentence.
type Note struct {
	Kind string
	Args []any
}

// NewNote is a note of that kind.
func NewNote(kind string, args ...any) Note { return Note{Kind: kind, Args: args} }

// Called is what a unit is called in a sentence, and its code: several units may have
// one name in Latin script and another each in the local one.
type Called struct{ Name, Code string }

// Titled is a title in a sentence, and the same in the local script, or "".
type Titled struct{ Title, Local string }
