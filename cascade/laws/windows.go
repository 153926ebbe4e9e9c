package laws

import (
	"math"

	"harkara/model"
)

// windows are laws of people who are there for some hours of the day. In each
// a message reaches offices at a random moment of the day that begins as the
// window opens: those that get it within the window pass it on at once, the
// others as the next one opens.
func windows() []Law {
	return []Law{
		window("office-hours", "offices work eight hours a day", `timezone: Asia/Kolkata
start: 2024-10-07 09:00
hours:
  office: {days: all, from: "09:00", to: "17:00"}
relays:
  origin: {over: post}
  office: {hours: office, over: wire}
`, ""),
		window("night-line", "a telephone line is open by night, over midnight", `timezone: Asia/Kolkata
start: 2024-10-07 20:00
hours:
  night: {days: all, from: "20:00", to: "04:00"}
relays:
  origin: {over: post}
  office: {over: wire}
`, ", hours: night"),
		window("blackout", "offices are cut off for sixteen hours", `outages:
  - {tier: office, from: 8h, to: 24h}
relays:
  origin: {over: post}
  office: {over: wire}
`, ""),
	}
}

func window(name, title, hoursText, wire string) Law {
	const open = 8.0
	closed := 24 - open
	mean := closed * closed / 48
	variance := closed*closed*closed/72 - mean*mean
	return Law{
		Number: 11, Name: name, Title: title,
		Formula: "open W of 24 h, a random arrival: P(no wait) = W/24, mean wait (24−W)²/48 h",
		Source:  "the residual wait of a random moment (Cox, Renewal Theory, 1962)",
		Trials:  1000,
		Scenario: "name: " + name + `
network:
  tiers: [origin, office, reader]
  fan_out: {origin: 1, office: 100, reader: 1}
channels:
  post: {delay: {uniform: {min: 0s, max: 24h}}}
  wire: {delay: {fixed: 0s}` + wire + `}
` + hoursText + `questions: {horizon: 48h}
`,
		Claims: []Claim{
			reach("share of offices that have it by 16h", "office", hours(16), 16.0/24, side),
			reach("share of readers who have it before the next opening: no wait, W/24", "reader", hours(23), open/24, side),
			reach("share of readers who have it by 4h", "reader", hours(4), 4.0/24, side),
			sure("share of readers who have it as the next window opens", "reader", hours(24), 1),
			{
				What: "mean wait at the office, h", Of: MeanDelay, Tier: "reader", Less: "office", In: model.Hour,
				Expected: mean, Spread: math.Sqrt(variance / side), Slack: tableError * 12,
			},
		},
	}
}
