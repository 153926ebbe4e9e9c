package cluster

import (
	"os"
)

// joinSize is how many pieces that lie beside each other become one file.
const joinSize = 16

// join makes one file of pieces that lie beside each other, where piece i was the last
// of them: the folder of long work stays small.
func (s *Store) join(t *task, i uint64) error {
	for size := uint64(joinSize); ; size *= joinSize {
		lo := i / size * size
		if lo+size > t.cut.Count() || !s.allThere(t.part, lo, size/joinSize) {
			return nil
		}
		var counted [][]byte
		seconds := 0.0
		for k := range uint64(joinSize) {
			part := size / joinSize
			c, took, err := s.job.read(t.part, span{lo + k*part, lo + (k+1)*part})
			if err != nil {
				return nil // not there yet, or joined by another; what is damaged is found when it is needed
			}
			counted = append(counted, c...)
			seconds += took
		}
		sum, err := t.join(counted)
		if err != nil {
			return nil // found when it is needed
		}
		if err := WriteWhole(s.job.pieceFile(t.part, span{lo, lo + size}), pack(s.job.id, seconds, sum), filePerm); err != nil {
			return s.cannotKeep(err)
		}
		for k := range uint64(joinSize) {
			part := size / joinSize
			_ = os.Remove(s.job.pieceFile(t.part, span{lo + k*part, lo + (k+1)*part}))
		}
	}
}

// allThere tells whether the files that would be joined from lo on are there, each of
// so many pieces. They are not read: most of the time some are missing.
func (s *Store) allThere(part int, lo, each uint64) bool {
	for k := range uint64(joinSize) {
		if _, err := os.Stat(s.job.pieceFile(part, span{lo + k*each, lo + (k+1)*each})); err != nil {
			return false
		}
	}
	return true
}
