package corpus

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestFullThenReadOnlyDisk(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("mounting needs root")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=16m"); err != nil {
		t.Skipf("mounting is not allowed here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, 0) })
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, childArticle("x"))
	if err := os.WriteFile(filepath.Join(dir, "filler"), make([]byte, 8<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), []Submission{{Article: childArticle("y")}}); !errors.Is(err, ErrDiskFull) {
		t.Fatal(err)
	}
	os.Remove(filepath.Join(dir, "filler"))
	put(t, s, childArticle("y"))
	s.Close()
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	s = openIn(t, dir)
	if _, err := s.Get(t.Context(), "x"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), []Submission{{Article: childArticle("z")}}); !errors.Is(err, ErrReadOnly) {
		t.Fatal(err)
	}
}
