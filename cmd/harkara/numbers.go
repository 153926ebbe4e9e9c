package main

import (
	"strconv"

	"github.com/spf13/pflag"

	"harkara/model/register"
)

// A whole is the value of a flag that takes a whole number in decimal digits:
// the flag library would read 010 as 8.
type whole struct{ n *int }

func (w whole) String() string {
	if w.n == nil {
		return "0" // as the flag library asks of a zero value
	}
	return strconv.Itoa(*w.n)
}

func (whole) Type() string { return "int" }

func (w whole) Set(s string) (err error) {
	*w.n, err = strconv.Atoi(register.Number(s))
	return err
}

// A natural is the value of a flag that takes a whole number, 0 or more.
type natural struct{ n *uint64 }

func (w natural) String() string {
	if w.n == nil {
		return "0"
	}
	return strconv.FormatUint(*w.n, 10)
}

func (natural) Type() string { return "uint64" }

func (w natural) Set(s string) (err error) {
	*w.n, err = strconv.ParseUint(register.Number(s), 10, 64)
	return err
}

// wholeFlag and naturalFlag add such flags; the number has its default before.
func wholeFlag(f *pflag.FlagSet, n *int, name, usage string)      { f.Var(whole{n}, name, usage) }
func naturalFlag(f *pflag.FlagSet, n *uint64, name, usage string) { f.Var(natural{n}, name, usage) }
