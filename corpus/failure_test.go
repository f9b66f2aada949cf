package corpus

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestFullDiskIsSaidAndHeals(t *testing.T) {
	s := open(t)
	fill(t, s)
	var pages int
	if err := s.write.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) { // SQLite's own limit fails as a full disk does
		if err := s.write.QueryRow(fmt.Sprintf("PRAGMA max_page_count = %d", pages)).Scan(&pages); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages)
	last, _ := s.Last(t.Context())
	var many []Submission
	for i := range 200 {
		many = append(many, Submission{Article: childArticle(fmt.Sprint(i))})
	}
	if _, err := s.Put(t.Context(), many); !errors.Is(err, ErrDiskFull) {
		t.Fatal(err)
	}
	if now, err := s.Last(t.Context()); now != last || err != nil {
		t.Fatalf("half a batch was stored: %v", err)
	}
	if _, err := s.Get(t.Context(), "a"); err != nil {
		t.Fatalf("reads end too: %v", err)
	}
	limit(pages + 1<<20)
	if out, err := s.Put(t.Context(), many); err != nil || out[0].Status != Added {
		t.Fatalf("does not heal: %v", err)
	}
}

func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	s := openIn(t, dir)
	fill(t, s)
	if _, err := s.write.Exec("PRAGMA query_only = 1"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), []Submission{{Article: childArticle("x")}}); !errors.Is(err, ErrReadOnly) {
		t.Fatal(err)
	}
	s.Close()
	r := &Store{path: filepath.Join(dir, FileName), bell: newBell()}
	if err := r.open(t.Context(), frozen); err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Put(t.Context(), []Submission{{Article: childArticle("x")}}); !errors.Is(err, ErrReadOnly) {
		t.Fatal(err)
	}
	if _, err := r.Get(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefusesWhatIsNoCorpus(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, FileName)
	if err := os.WriteFile(name, []byte("not a database, but words that are longer than a header of a hundred bytes, which is what SQLite reads first"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir); !errors.Is(err, ErrDamaged) {
		t.Fatal(err)
	}
	os.Remove(name)
	s := openIn(t, dir)
	if _, err := s.write.Exec("PRAGMA user_version = 1000"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(t.Context(), dir); !errors.Is(err, ErrNewer) {
		t.Fatal(err)
	}
	dir = t.TempDir()
	foreign, err := connect(filepath.Join(dir, FileName), shared, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := foreign.Exec("CREATE TABLE bookmark (url TEXT)"); err != nil {
		t.Fatal(err)
	}
	foreign.Close()
	if _, err := Open(t.Context(), dir); !errors.Is(err, ErrDamaged) {
		t.Fatal(err)
	}
}

func TestRoom(t *testing.T) {
	s := open(t)
	if err := s.Room(0); err != nil {
		t.Errorf("for nothing there is no room: %v", err)
	}
	if err := s.Room(1 << 60); !errors.Is(err, ErrDiskFull) {
		t.Errorf("there is room for more than any disk has: %v", err)
	}
}
