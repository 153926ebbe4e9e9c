package words

// jobs are what is said of work that is kept in a folder.
var jobs = map[string]string{
	// What a folder is refused for.
	"job-none":             "%[1]s has no job: run, sweep and other commands write one with --keep %[1]s",
	"job-folder":           "%[1]s: the job's folder cannot be written: %[2]s; what is done is kept, and the same command goes on from there",
	"job-folder-taken":     "%[1]s has no job and is not empty (%[2]s): name an empty folder, or one that is not there",
	"job-unread":           "%[1]s: the job cannot be read (%[2]s); nothing was changed",
	"job-format":           "%[1]s: the job was written by version %[2]s of harkara in a form that version %[3]s does not know: finish it with that version, or begin it again in another folder; nothing was changed",
	"job-version":          "%[1]s: the job was begun by version %[2]s of harkara, and this is version %[3]s: their numbers may differ, so finish it with that version, or begin it again in another folder; nothing was changed",
	"job-differs":          "%[1]s has another job: %[2]s; name another folder, or ask as it was asked",
	"job-differs-in":       "%[1]s is %[2]s there and %[3]s here",
	"job-file-differs":     "the file %[1]s is not as it was",
	"job-file-only-there":  "the file %[1]s is read there, and not here",
	"job-file-only-here":   "the file %[1]s is read here, and not there",
	"job-files-order":      "files are read in another order",
	"job-data":             "%[1]s: %[2]s cannot be read from the job's folder: %[3]s",
	"job-data-damaged":     "%[1]s: %[2]s is not as it was when the job was written: put the file as it was at data/%[3]s, or begin the job again in another folder",
	"job-other-work":       "%[1]s: part %[2]s of the work is not the one that the job has: begin it again in another folder",
	"job-not-begun":        "%[1]s: part %[2]s of the work is not begun: harkara job work %[1]s does it",
	"job-missing":          "%[1]s: %[2]s of %[3]s pieces are missing: harkara job work %[1]s does them",
	"job-missing/1":        "%[1]s: a piece is missing: harkara job work %[1]s does it",
	"job-damaged":          "%[1]s: the file pieces/%[2]s is damaged: harkara job work %[1]s does that piece again",
	"job-damaged-again":    "%[1]s: the file pieces/%[2]s is damaged; it is put aside, and the piece is done again",
	"job-failed":           "piece %[1]s (%[2]s) failed three times: %[3]s; the rest is kept; without the files in %[4]s/failures it is tried again",
	"job-of-trials":        "trials %[1]s to %[2]s",
	"job-of-items":         "answers %[1]s to %[2]s",
	"job-cancelled":        "%[1]s: the job is cancelled; what is done is kept, and the command with --keep, or harkara job submit, goes on from there",
	"job-stuck":            "%[1]s: %[2]s rounds have ended without a piece being done: see what the tasks said, in its folder logs or with the engine",
	"job-no-engine":        "no engine is called %[1]s: there are slurm, kubernetes, and masters of Spark, as in spark://host:7077",
	"job-kubernetes-needs": "kubernetes needs --image, which has harkara, and --volume, the claim of the volume that has the folder",

	// What a person should know.
	"job-prepared":       "%[1]s has the job, in %[2]s pieces; nothing is done yet",
	"job-nothing-played": "nothing had to be played, so %[1]s has no job",
	"job-is-cancelled":   "%[1]s: cancelled; what is done is kept",
	"job-round-failed":   "a round has failed, what is missing is handed over again: %[1]s",

	// What of a job is done.
	"job":             "%[1]s: harkara %[2]s",
	"job-asks":        "seed %[1]d",
	"job-all-done":    "all pieces that are known of are done: harkara job merge %[1]s prints the answer",
	"job-left":        "about %[1]t are left, with who is at work",
	"job-nobody":      "nobody is at work: harkara job work %[1]s goes on",
	"job-failure":     "piece %[1]s failed %[2]d times: %[3]s",
	"col-job-part":    "part",
	"col-job-pieces":  "pieces",
	"col-job-done":    "done",
	"col-job-running": "running",
	"col-job-failed":  "failed",
}
