package corpus

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestLogBeginsAnewAfterAFailure writes nothing after a failure of the disk
// until it takes a new file, and then nothing over what may not be on it.
func TestLogBeginsAnewAfterAFailure(t *testing.T) {
	dir := t.TempDir()
	s := openIn(t, dir)
	put(t, s, childArticle("x"))
	if s.heard(nil); s.doubted.Load() {
		t.Fatal("it doubts a disk that did not fail")
	}
	if err := s.heard(syscall.ENOSPC); err != syscall.ENOSPC || !s.doubted.Load() {
		t.Fatalf("it trusts a disk that failed, and says %v", err)
	}
	inTheWay := filepath.Join(dir, probeName)
	if err := os.Mkdir(inTheWay, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), []Submission{{Article: childArticle("y")}}); err == nil {
		t.Fatal("it writes to a disk that takes no new file")
	}
	if _, err := s.Get(t.Context(), "x"); err != nil {
		t.Fatalf("meanwhile reading fails: %v", err)
	}
	if err := os.Remove(inTheWay); err != nil {
		t.Fatal(err)
	}
	if err := s.relieve(t.Context()); err != nil || s.doubted.Load() {
		t.Fatalf("still in doubt: %v", err)
	}
	if log, err := os.Stat(filepath.Join(dir, FileName+"-wal")); err != nil || log.Size() != 0 {
		t.Errorf("the log is %v, %v; want an empty one", log, err)
	}
	put(t, s, childArticle("y"))
}
