package scenario

import (
	"bytes"
	_ "embed"
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
