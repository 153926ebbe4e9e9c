package main

import (
	"strconv"

	"github.com/spf13/pflag"

	"harkara/model/register"
)

// intValue is the value of a flag that takes a whole number in decimal digits:
// the flag library would read 010 as 8.
type intValue struct{ n *int }

func (w intValue) String() string {
	if w.n == nil {
		return "0" // as the flag library asks of a zero value
	}
	return strconv.Itoa(*w.n)
}

func (intValue) Type() string { return "int" }

func (w intValue) Set(s string) (err error) {
	*w.n, err = strconv.Atoi(register.Number(s))
	return err
}

// uintValue is the value of a flag that takes a whole number, 0 or more.
type uintValue struct{ n *uint64 }

func (w uintValue) String() string {
	if w.n == nil {
		return "0"
	}
	return strconv.FormatUint(*w.n, 10)
}

func (uintValue) Type() string { return "uint64" }

func (w uintValue) Set(s string) (err error) {
	*w.n, err = strconv.ParseUint(register.Number(s), 10, 64)
	return err
}

// intFlag and uintFlag add such flags; the number has its default before.
func intFlag(f *pflag.FlagSet, n *int, name, usage string)     { f.Var(intValue{n}, name, usage) }
func uintFlag(f *pflag.FlagSet, n *uint64, name, usage string) { f.Var(uintValue{n}, name, usage) }
