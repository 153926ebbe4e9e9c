package main

import (
	"harkara/cascade/report/words"
	"harkara/model"
	"strings"
)

// language is the flag that says in which language people are spoken to.
type language struct{ asked words.Language }

func (l *language) String() string { return string(l.asked) }

func (l *language) Type() string { return "language" }

func (l *language) Set(text string) error {
	in, ok := words.Spoken(text)
	if !ok {
		return model.Errorf("not spoken")
	}
	l.asked = in
	return nil
}

// find is the flag among arguments, so that what is wrong with those before it is said
// in its language, too.
func (l *language) find(args []string) {
	for i, arg := range args {
		if arg == "--" {
			return
		}
		text, given := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			text, given = args[i+1], true
		}
		if in, ok := words.Spoken(text); ok && given {
			l.asked = in
		}
	}
}

// spoken is the language to speak in: that of --lang, or else that of the
// environment (POSIX: LC_ALL, else LC_MESSAGES, else LANG). What those name that is
// not spoken is English.
func (a *app) spoken() words.Language {
	if a.language.asked != "" {
		return a.language.asked
	}
	if a.locale == nil {
		return words.English
	}
	for _, variable := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := a.locale(variable); locale != "" {
			if in, ok := words.Spoken(locale); ok {
				return in
			}
			return words.English
		}
	}
	return words.English
}

// speech is that language, with the names of the scenario that was read last.
func (a *app) speech() words.Speech { return words.Speech{In: a.spoken(), Names: a.names} }

func (a *app) speaksEnglish() bool {
	in := a.spoken()
	return in == words.English || in == words.IndianEnglish
}
