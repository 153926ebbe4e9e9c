package html

import (
	"encoding/json"
	"fmt"
	"harkara/cascade/report/schema"
)

// What the page reads of the JSON of answers.
type (
	look struct {
		Format   string          `json:"format"`
		Scenario schema.About    `json:"scenario"`
		Result   json.RawMessage `json:"result"`
		Parts    []lookPart      `json:"parts"`
	}
	// localNames are names in the local script, by those in Latin script. Units of one
	// name that are called otherwise there are left out.
	localNames struct {
		Tiers map[string]string `json:"tiers"`
		Units map[string]string `json:"units"`
	}
	lookPart struct {
		Message string            `json:"message"`
		Tier    string            `json:"tier"`
		Curves  curves            `json:"curves"`
		Plays   *plays            `json:"plays"`
		Film    json.RawMessage   `json:"film"`
		Studies []json.RawMessage `json:"studies"`
	}
	curves      = schema.Curves
	knowing     = schema.Knowing
	rightness   = schema.Rightness
	answered    = schema.Answered
	plays       = schema.Plays
	result      = schema.Result
	scenarioOf  = schema.Scenario
	answer      = schema.Answer
	tier        = schema.Tier
	reach       = schema.Reach
	goal        = schema.Goal
	estimate    = schema.Estimate
	bottlenecks = schema.Bottlenecks
	leftBehind  = schema.LeftBehind
	measure     = schema.Measure
	sweep       = schema.Sweep
	sensitivity = schema.Sensitivity
	indices     = schema.Indices
	index       = schema.Index
	compare     = schema.Compare
	place       = schema.Place
)

// format is the format of a JSON document; "" where it names none.
func format(data json.RawMessage) string {
	var head struct {
		Format string `json:"format"`
	}
	_ = json.Unmarshal(data, &head)
	return head.Format
}

// Known tells whether the page has pictures for a JSON document.
func Known(data json.RawMessage) bool {
	switch format(data) {
	case "harkara.study/v1":
		var s schema.Study
		return json.Unmarshal(data, &s) == nil && (s.Study == "sweep" || s.Study == "sensitivity" || s.Study == "place")
	case "harkara.report/v1", "harkara.result/v1", "harkara.bottlenecks/v1", "harkara.left-behind/v1", "harkara.compare/v1":
		return true
	}
	return false
}

// read reads a document.
func read(data json.RawMessage, into any) error {
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", format(data), err)
	}
	return nil
}
