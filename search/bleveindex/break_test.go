package bleveindex

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"despatch/corpus"
	"despatch/search"
)

// TestBreakingArticle indexes an article whose reading panics among others.
func TestBreakingArticle(t *testing.T) {
	reading := true
	label := func(id string) (string, bool) {
		if reading && id == "fr" {
			panic("no such thing as France")
		}
		return id, true
	}
	e, err := Open(t.Context(), t.TempDir(), Options{Label: label, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	breaking := article("2", "2024-01-02", "B", "common", "fr")
	breaking.Annotation.Mentions = []corpus.Mention{{Field: corpus.Country, ID: "fr", Label: "France"}}
	put(t, e, []search.Document{article("1", "2024-01-01", "A", "common", "gb"), breaking}, nil)
	reading = false
	held := map[string]int{}
	if _, err := e.Held(func(id string, version int) { held[id] = version }); err != nil || len(held) != 2 {
		t.Errorf("held are %v, %v; want both", held, err)
	}
	if got := answer(t, e); got.Total.Articles != 1 {
		t.Errorf("%d articles have the word, want the sound one", got.Total.Articles)
	}
}

// TestOtherCorpus refuses an index that was made of another corpus.
func TestOtherCorpus(t *testing.T) {
	dir := t.TempDir()
	e, err := Open(t.Context(), dir, Options{Corpus: "one"})
	if err != nil {
		t.Fatal(err)
	}
	put(t, e, []search.Document{article("1", "2024-01-01", "A", "common", "gb")}, nil)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Options{Corpus: "two"}); !errors.Is(err, ErrDamaged) {
		t.Fatalf("opened with %v, want damage", err)
	}
	if aside, _ := filepath.Glob(filepath.Join(dir, asidePrefix+"*")); len(aside) != 1 {
		t.Errorf("set aside are %v, want one", aside)
	}
}

// TestLostAndChecked notices files that are gone or changed under an open
// engine.
func TestLostAndChecked(t *testing.T) {
	e, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close() // which may fail, with its files gone
	put(t, e, []search.Document{article("1", "2024-01-01", "A", "common", "gb")}, nil)
	answer(t, e)
	if err := e.Check(t.Context()); err != nil || e.Lost() {
		t.Fatalf("sound, but %v, lost %v", err, e.Lost())
	}
	segments, err := filepath.Glob(filepath.Join(e.dir, "*", storeFolder, "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("segments %v, %v", segments, err)
	}
	f, err := os.OpenFile(segments[0], os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte{1, 2, 3, 4}, 40); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := e.Check(t.Context()); !errors.Is(err, ErrDamaged) {
		t.Errorf("a changed segment is checked with %v", err)
	}
	if err := os.RemoveAll(e.dir); err != nil {
		t.Fatal(err)
	}
	if !e.Lost() {
		t.Error("files that are gone are not missed")
	}
}

// TestCompare finds what a rebuild has changed, and nothing else.
func TestCompare(t *testing.T) {
	e, err := Open(t.Context(), t.TempDir(), Options{Gazetteer: "1"})
	if err != nil {
		t.Fatal(err)
	}
	put(t, e, []search.Document{article("1", "2024-01-01", "A", "common", "gb"), article("2", "2024-01-02", "B", "common", "gb")}, nil)
	b, err := Rebuild(t.Context(), e.dir, Options{Gazetteer: "2"})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Add(t.Context(), []search.Document{article("1", "2024-01-01", "A", "common", "gb"), article("2", "2024-01-02", "B", "common", "fr")}); err != nil {
		t.Fatal(err)
	}
	if err := b.Publish(t.Context(), e.Checkpoint()); err != nil {
		t.Fatal(err)
	}
	before := e.Generation()
	var alive *Comparison
	err = e.Adopt(t.Context(), func(ctx context.Context, next Writer) error {
		alive, err = e.Compare(ctx, next)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if changed := changes(t, alive); !slices.Equal(changed, []string{"2", "gb", "fr"}) {
		t.Errorf("in use, changed are %v", changed)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	c, err := CompareOnDisk(t.Context(), e.dir, before, before+1, Options{Gazetteer: "2"})
	if err != nil {
		t.Fatal(err)
	}
	if changed := changes(t, c); !slices.Equal(changed, []string{"2", "gb", "fr"}) {
		t.Errorf("on disk, changed are %v", changed)
	}
}

func changes(t *testing.T, c *Comparison) (changed []string) {
	t.Helper()
	err := c.Each(t.Context(), func(before, after search.Document) error {
		changed = append(changed, before.ID, before.Annotation.Facets.Country[0], after.Annotation.Facets.Country[0])
		return nil
	})
	if err := errors.Join(err, c.Close()); err != nil {
		t.Fatal(err)
	}
	return changed
}
