package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// smallDisk is a disk of so many bytes; the test is skipped where none can be made.
func smallDisk(t *testing.T, size string) (dir string, again func(flags uintptr, size string)) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("harkara", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("no disk can be made here: " + err.Error())
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir, func(flags uintptr, size string) {
		t.Helper()
		if err := syscall.Mount("harkara", dir, "tmpfs", syscall.MS_REMOUNT|flags, "size="+size); err != nil {
			t.Fatal(err)
		}
	}
}

// Where the disk is full, or may only be read, that is said, and nothing is lost: with
// room the same command goes on. An answer that is there needs no room.
func TestKeepOnAFullDisk(t *testing.T) {
	effort.NotShort(t, "fills a disk again and again")
	disk, again := smallDisk(t, "48k")
	job := filepath.Join(disk, "job")
	args := []string{"run", write(t, strings.Replace(small, "office: 4", "office: 400", 1)), "--trials", "400", "--workers", "1"}
	want := harkara(t, args...)
	kept := append(args, "--keep", job)
	if got := harkara(t, append(kept, "--prepare")...); got.status != exitDone {
		t.Fatalf("%+v", got)
	}
	inPieces(t, job, "10")
	full := func(when string) {
		t.Helper()
		got := harkara(t, kept...)
		if got.status != exitFailed || got.out != "" || !strings.Contains(got.errOut, "no space left on device") || !strings.Contains(got.errOut, "what is done is kept") {
			t.Errorf("%s: %+v", when, got)
		}
	}
	full("full")
	before := done(t, job)
	if before == 0 || before == 40 {
		t.Fatalf("%d pieces of 40 are done", before)
	}
	full("still full")
	if left, _ := filepath.Glob(filepath.Join(job, "*", ".tmp-*")); len(left) > 0 || done(t, job) < before {
		t.Errorf("%d of %d pieces are left, and %v", done(t, job), before, left)
	}
	again(0, "2m")
	if got := harkara(t, kept...); got != want {
		t.Errorf("with room: %+v\nwant\n%+v", got, want)
	}
	again(syscall.MS_RDONLY, "2m")
	if got := harkara(t, "job", "merge", job); got != want {
		t.Errorf("merged on a disk that may only be read: %+v", got)
	}
	if got := harkara(t, "job", "status", job); got.status != exitDone {
		t.Errorf("status on a disk that may only be read: %+v", got)
	}
	for _, keep := range []string{filepath.Join(disk, "other"), disk} {
		if got := harkara(t, append(args, "--keep", keep)...); got.status != exitFailed || !strings.Contains(got.errOut, "read-only file system") && !strings.Contains(got.errOut, "is not empty") {
			t.Errorf("kept on a disk that may only be read: %+v", got)
		}
	}
	again(0, "2m")
	if err := os.Remove(filepath.Join(job, "pieces", firstPiece(t, job))); err != nil {
		t.Fatal(err)
	}
	again(syscall.MS_RDONLY, "2m")
	for _, work := range [][]string{kept, {"job", "work", job}} {
		if got := harkara(t, work...); got.status != exitFailed || !strings.Contains(got.errOut, "read-only file system") {
			t.Errorf("a piece is missing on a disk that may only be read: %+v", got)
		}
	}
}

// firstPiece is the name of a file with pieces.
func firstPiece(t *testing.T, job string) string {
	t.Helper()
	files, err := os.ReadDir(filepath.Join(job, "pieces"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	return files[0].Name()
}
