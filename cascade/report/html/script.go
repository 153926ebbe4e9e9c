package html

import (
	"strings"

	"harkara/cascade/report/words"
	"harkara/model"
)

// scriptWords are the templates of the script, in each language.
func scriptWords() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, l := range languages {
		of := map[string]string{}
		for _, kind := range words.ScriptKinds() {
			of[strings.TrimPrefix(kind, "page-js-")] = l.note(say(kind))
		}
		for _, tier := range []string{model.PublicTier, model.HouseholdTier} {
			of["tier-"+tier] = l.note(verbatim(tier))
		}
		out[l.tag] = of
	}
	return out
}
