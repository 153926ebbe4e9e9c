// Package cascade says what it means to play a message through an organisation,
// and what an answer is. How it is played and answered is the business of the
// packages below; what they promise is written here, and package cascadetest
// holds them to it.
//
// # The types, in the order in which one meets them
//
// A model.Network is who can tell whom, and how: units in tiers, channels, the
// people who pass messages on, and the public whom the last tier serves. It is
// made by model.New from a model.Spec, or read from a file by model/scenario.
//
// A model.Message is what is sent: from which units, when, and until when people
// still start to pass it on. A model.Question is what is asked: up to which time
// (the horizon), at which times reach is told, which goals are to be met, and of
// which tiers the units are told one by one.
//
// A Problem is the three together with a seed. Problem.Check finds what is wrong
// with one that was made by hand; every solver and study calls it.
//
// An Engine plays one trial of a problem to an Outcome: when each unit first had
// the message, and when its people started to pass it on. Nearly nobody needs one:
//
// A Solver answers a problem with a Result: for each tier (units, then people and
// households) how much of it has the message by each time, when half, 90 % and all
// of it have it, and with what chance each goal is met. Its numbers are Estimates,
// a value with bounds. cascade/exact computes, cascade/montecarlo plays many
// trials, study.Auto computes what can be computed and plays the rest.
//
// A study of cascade/study asks what needs many answers: what a plan changes, who
// is left behind, which units cost most. cascade/ask answers whole scenarios.
//
// # A network in Go
//
// A head office that sends text messages to three branches; each of nine texts in
// ten arrives, and takes a minute:
//
//	sms := model.Channel{Name: "sms", Delivers: 0.9, Delay: model.Fixed(60)}
//	unknown := []int64{model.Unknown, model.Unknown, model.Unknown, model.Unknown}
//	network, err := model.New(model.Spec{
//		Tiers: []string{"office", "branch"},
//		Rows: model.Rows{ // a column each; the branches are generated, and named after it
//			Tier: []uint8{0, 1, 1, 1}, Parent: []int32{-1, 0, 0, 0}, Ordinal: []int32{0, 1, 2, 3},
//			Population: unknown, Households: unknown, Name: []string{"Head office"},
//		},
//		Channels:  []model.Channel{sms},
//		Relays:    []model.Relay{{People: 1, PassesOn: 0.8, Notices: model.Fixed(600), Over: []int{0}}, {People: 1, Notices: model.Fixed(0)}},
//		TierRelay: []int{0, 1},
//	})
//	problem := cascade.Problem{
//		Network:  network,
//		Messages: []model.Message{{Name: "alert", From: []model.Unit{0}}},
//		Question: model.Question{Horizon: model.Hour, At: []model.Tick{model.Hour}},
//		Seed:     1,
//	}
//	result, err := exact.Solver{}.Solve(ctx, problem)
//	fmt.Println(result.Tiers[1].Reach[0].Mean.Value) // 0.72: a chance of 0.8 × 0.9
//
// Delays are in seconds, times in model.Ticks (microseconds), chances and shares
// from 0 to 1.
//
// # What a solver promises
//
//   - The same problem gives the same numbers, to the last bit that is printed, for
//     any number of workers and on any machine. Each random number is a function of
//     the seed, the trial, the unit and what it is for, so that problems which
//     differ in one thing share all other random numbers.
//   - A problem that is wrong gives an error that says all that is wrong, and no
//     panic. What a solver does not do is an error for which
//     errors.Is(err, ErrNotApplicable) holds: a *Refusal, whose note says why.
//   - Bounds hold the true value: in at least 95 of 100 seeds where it is sampled,
//     always where it is computed. Where nothing is known, and of nobody, there is
//     NaN, not 0 and not 1.
//   - Where the context ends first, the answer so far is returned, marked Partial;
//     the context's error where there is none.
//   - What a reader must know beside the numbers is in Result.Notes and Result.Why,
//     as kinds with arguments; cascade/report/words has their sentences.
package cascade
