// Package model holds the nouns of a relay: units in tiers, the links between
// them, the channels a message travels over, the people who pass it on, the
// public at the end, and the hours all of them keep. It says who can tell
// whom, and how; it plays nothing. It reads no clock, file, network or global
// randomness.
//
// A Tick is a microsecond since the release; chances and shares are from 0 to 1;
// a Delay is in seconds.
//
//	Spec      all that a Network is made of, checked by New
//	Rows      a column for each property, an entry a unit; Parent −1 is the top,
//	          and figures that are not given are Unknown (−1), since 0 is nobody
//	Unit      an index from 0, tier by tier; NoUnit (−1) is none
//	Tier      an index of Spec.Tiers; 0 is the top
//	Channel   Delivers is a chance, and 0 delivers nothing; Unreachable is a chance,
//	          and 0 reaches everybody; Calls nil reaches all children at once; Hours
//	          nil is always open; Delay must be given
//	Calls     Lines is a number of calls at once; Unanswered nil is as Each
//	Retry     Every is in ticks; Times 0 is no further contact; Delivers is a chance,
//	          and unless Differs that of the channel stands for it
//	Relay     People is a number; PassesOn 0 passes nothing on; Alike is a chance,
//	          and 0 lets each person act alone; Over none is a
//	          unit that contacts nobody; Deputy, in ticks, 0 is no deputy
//	Link      From and To are rows in a Spec, units in a Network
//	Outage    Chance 0 does not happen; From and For are delays, unless Whole
//	Calendar  windows of ticks; a nil *Calendar is always open
//	Delay     a distribution of seconds; Fixed(0) is no wait
//	Public    nil is nobody served; Tier 0 is the top, −1 units without children;
//	          Sizes none is households as even as can be
//	Source    Kind 0 is Broadcast; Share is a chance, PerHour households an hour,
//	          Rate a day; Among 0 is everybody
//	Message   At is in ticks, 0 the release; Expires 0 is never
//	Question  Horizon, At are in ticks; By are tiers, and none reports no units
//	Goal      Share of a Tier (by name) by a tick, with a Chance
//	Network   made by New, never changed after; its zero value is of no use
//
// A head office with one branch:
//
//	unknown := []int64{model.Unknown, model.Unknown}
//	network, err := model.New(model.Spec{
//		Tiers: []string{"office", "branch"},
//		Rows: model.Rows{
//			Tier: []uint8{0, 1}, Parent: []int32{-1, 0}, Ordinal: []int32{0, 1},
//			Population: unknown, Households: unknown, Name: []string{"Head office"},
//		},
//		Channels: []model.Channel{{Name: "sms", Delivers: 0.9, Delay: model.Fixed(60)}},
//		Relays: []model.Relay{
//			{People: 1, PassesOn: 0.8, Notices: model.Fixed(600), Over: []int{0}},
//			{People: 1, Notices: model.Fixed(0)},
//		},
//		TierRelay: []int{0, 1},
//	})
//
// ExampleNew is the same with three branches.
package model
