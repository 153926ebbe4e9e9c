package scenario

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:generate go test -run ^TestSchemaIsCurrent$ -update .

//go:embed schema.json
var schemaJSON []byte

// Schema is the JSON Schema (draft 2020-12) of a scenario file: for editors,
// which complete keys and mark mistakes with it. It knows keys and kinds of
// values; what Load checks beyond that it does not.
func Schema() []byte { return bytes.Clone(schemaJSON) }

// shapes are all mappings of a scenario.
func shapes() []*shape {
	return []*shape{
		networkShape, organisationShape, joinShape, unitShape, linkShape, siblingsShape, linkFileShape,
		channelShape, callsShape, retryShape, hoursShape, relayShape, overrideShape,
		publicShape, householdShape, segmentShape, overlapShape, sourceShape, broadcastShape, audienceShape, visitsShape, talkShape,
		upShape, upOverrideShape, bundleShape, answerShape, remindShape, stepShape, whenShape, arrivesShape, handlesShape, tiresShape, attendsShape, tellShape,
		messageShape, outageShape, circumstanceShape, planShape, actionShape, actionLinkShape, rangeShape, surveyShape, questionsShape, goalShape,
	}
}

const durationPattern = `^\s*((\p{Nd}+\.?\p{Nd}*|\.\p{Nd}+)\s*[\p{L}\p{M}]+\.?\s*)+$`

// makeSchema makes the schema from the shapes that the decoder knows.
func makeSchema() ([]byte, error) {
	defs := js{
		"share":    js{"anyOf": []js{{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": `^\s*[\p{Nd}.]+\s*(%|٪|[Pp]er ?cent|pct|प्रतिशत)?\s*$`}}},
		"figure":   js{"anyOf": []js{{"type": "integer", "minimum": 0, "maximum": maxFigure}, {"type": "string", "pattern": `^\s*\p{Nd}[\p{Nd}, ]*(\.0+)?\s*$`}}},
		"duration": js{"anyOf": []js{{"type": "string", "pattern": durationPattern}, {"enum": []any{0, "0"}}}},
		"rate":     js{"anyOf": []js{{"type": "string", "pattern": `^\s*[0-9.,]+(e-?[0-9]+)?\s*/\s*[A-Za-z]+\s*$`}, {"type": "number", "minimum": 0}}},
		"clock":    js{"type": "string", "pattern": `^\s*([01]?[0-9]|2[0-4])(:[0-5][0-9])?\s*([AaPp]\.?[Mm]\.?)?\s*$`},
		"delay":    delaySchema(),
	}
	for _, s := range shapes() {
		defs[s.name] = s.schema()
	}
	defs["unit"].(js)["type"] = []string{"object", "null"}
	defs["unit"].(js)["additionalProperties"] = ref("units")
	defs["units"] = either(ref("unit"), ref("figure"), listOf(oneLine))
	defs["source"].(js)["oneOf"] = needOneOf("broadcast", "visits", "talk", "tell")
	defs["answer"].(js)["oneOf"] = needOneOf("from", "of")
	defs["remind"].(js)["oneOf"] = needOneOf("steps", "after")
	defs["tell"].(js)["oneOf"] = needOneOf("people", "share")
	for _, name := range []string{"network", "organisation"} {
		defs[name].(js)["oneOf"] = needOneOf("tree", "fan_out", "file")
	}
	defs["outage"].(js)["oneOf"] = needOneOf("unit", "tier")
	top := scenarioShape.schema()
	top["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	top["title"] = "harkara scenario"
	top["$defs"] = defs
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(top); err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	return out.Bytes(), nil
}

func needOneOf(keys ...string) []js {
	var out []js
	for _, k := range keys {
		out = append(out, js{"required": []string{k}})
	}
	return out
}

func (s *shape) schema() js {
	properties := js{}
	for _, f := range s.keys {
		value := js{}
		for k, v := range f.value {
			value[k] = v
		}
		if f.about != "" {
			value["description"] = f.about
		}
		if x := fallbacks[s.name+"."+f.name]; x.value != nil {
			value["default"] = x.value
		}
		properties[f.name] = value
	}
	out := js{"type": "object", "properties": properties, "additionalProperties": false}
	if len(s.need) > 0 {
		out["required"] = s.need
	}
	return out
}

// delaySchema is a duration, or a mapping with one family.
func delaySchema() js {
	properties := js{"fixed": duration}
	for _, s := range families {
		properties[s.name] = s.schema()
	}
	part := js{"weight": js{"type": "number", "minimum": 0}}
	for name, value := range properties {
		part[name] = value
	}
	properties["mixture"] = listOf(js{
		"type": "object", "properties": part, "required": []string{"weight"}, "additionalProperties": false, "minProperties": 2, "maxProperties": 2,
	})
	return either(duration, js{
		"type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1, "maxProperties": 1,
	})
}
