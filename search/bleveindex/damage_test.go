package bleveindex

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"despatch/corpus"
	"despatch/search"

	"github.com/google/go-cmp/cmp"
)

// sound builds an index with changed and deleted articles and says what it
// answers.
func sound(t *testing.T) (dir string, want search.Results) {
	t.Helper()
	e := openTest(t)
	for i := range 8 {
		var docs []search.Document
		for n := range 10 {
			docs = append(docs, article(fmt.Sprint(i*7+n), fmt.Sprintf("2024-%02d-01", i+1), "Title", fmt.Sprintf("common words and word%d", n), "gb"))
		}
		put(t, e, docs, []string{fmt.Sprint(i * 3)})
	}
	want = answer(t, e)
	if err := e.current().close(); err != nil {
		t.Fatal(err)
	}
	return e.dir, want
}

func answer(t *testing.T, e *Engine) search.Results {
	t.Helper()
	r, err := e.Search(t.Context(), search.Query{
		Match: search.Word{Text: "common"}, Sort: search.Oldest, Limit: 100,
		Facets: []search.FacetRequest{{Field: corpus.Country, Size: 10}, {Field: search.Date, Size: 10}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// copied copies an index, with one file changed.
func copied(t *testing.T, dir, name string, change func([]byte) []byte) string {
	t.Helper()
	to := t.TempDir()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if rel == name {
			if b = change(b); b == nil {
				return nil
			}
		}
		return os.WriteFile(filepath.Join(to, rel), b, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// mustNotLie opens an index and accepts that it is refused as damaged, or that
// it answers as it should.
func mustNotLie(t *testing.T, dir, what string, want search.Results) (refused bool) {
	t.Helper()
	e, err := Open(t.Context(), dir, Options{Gazetteer: "1"})
	if errors.Is(err, ErrDamaged) {
		return true
	}
	if err != nil {
		t.Errorf("%s: %v, which is not said to be damage", what, err)
		return true
	}
	got := answer(t, e)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: served with wrong answers:\n%s", what, diff)
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	return false
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			names = append(names, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestFlippedBits(t *testing.T) {
	dir, want := sound(t)
	flips := 6
	if os.Getenv("DESPATCH_LONG") != "" {
		flips = 200
	}
	named, err := rootSegments(filepath.Join(generationFolder(dir, 1), storeFolder, "root.bolt"))
	if err != nil || len(named) == 0 {
		t.Fatalf("segments %v, %v", named, err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	tried, refused := 0, 0
	for _, name := range files(t, dir) {
		for range flips {
			var what string
			changed := copied(t, dir, name, func(b []byte) []byte {
				at, bit := random.IntN(len(b)), random.IntN(8)
				what = fmt.Sprintf("%s with bit %d of byte %d of %d flipped", name, bit, at, len(b))
				b[at] ^= 1 << bit
				return b
			})
			tried++
			found := mustNotLie(t, changed, what, want)
			if found {
				refused++
			}
			if slices.Contains(named, filepath.Base(name)) && !found {
				t.Errorf("%s: not found", what)
			}
		}
	}
	t.Logf("%d flips, %d refused, the rest without effect", tried, refused)
}

func TestCutAndMissingFiles(t *testing.T) {
	dir, want := sound(t)
	for _, name := range files(t, dir) {
		for what, change := range map[string]func([]byte) []byte{
			"gone":        func([]byte) []byte { return nil },
			"empty":       func(b []byte) []byte { return b[:0] },
			"one byte":    func(b []byte) []byte { return b[:1] },
			"half":        func(b []byte) []byte { return b[:len(b)/2] },
			"a byte less": func(b []byte) []byte { return b[:len(b)-1] },
			"a page zero": func(b []byte) []byte { clear(b[len(b)/2 : min(len(b), len(b)/2+4096)]); return b },
		} {
			if name == pointerFile && (what == "gone" || what == "a byte less") {
				continue // without a pointer nothing was published; the newline is nothing
			}
			mustNotLie(t, copied(t, dir, name, change), name+" "+what, want)
		}
	}
}

// TestRollback goes back to the generation before, but never to one that was
// found damaged.
func TestRollback(t *testing.T) {
	dir, _ := sound(t)
	for range 2 {
		b, err := Rebuild(t.Context(), dir, Options{Gazetteer: "2"})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Publish(t.Context(), 9); err != nil {
			t.Fatal(err)
		}
	}
	setAside(generationFolder(dir, 2), ErrDamaged)
	if n, err := Rollback(dir); n != 1 || err != nil {
		t.Errorf("rolled back to %d, %v; want 1", n, err)
	}
	if n, err := Published(dir); n != 1 || err != nil {
		t.Errorf("generation %d is published, %v; want 1", n, err)
	}
	if _, err := Rollback(dir); err == nil {
		t.Error("rolled back beyond the first generation")
	}
}
