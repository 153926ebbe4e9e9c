// Package cluster keeps what long work has counted in a folder, so that it goes on
// after it was ended at any moment, and so that several machines do it together.
//
// A folder has one job: a command, all bytes of its scenario and data, and its
// settings (job.json). The job is cut into pieces, ranges of trials or of the points
// of a study, and each piece that is done is a file with what was counted in it.
// Counts are whole numbers: whoever does a piece, in whatever order, twice, or after
// a crash, the answer has the bytes of a run on one machine.
//
//	job.json            what the job is, and how it is cut
//	data/SHA256         files that the scenario reads, by their sums
//	plays/N.json        how the N. part of the work is cut, where there is more than one
//	pieces/N-LO-HI      what pieces LO to before HI of part N have counted
//	leases/N-LO-HI      who is doing a piece
//	failures/N-LO-HI.K  why a piece failed, for the K. time
//	cancelled           the job is not to go on
//	submitted.json      what was handed to a batch system
//
// Whatever runs commands on machines with a common folder can work on a job; for
// Slurm, Kubernetes and Spark there are Engines.
package cluster
