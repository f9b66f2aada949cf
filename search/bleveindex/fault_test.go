package bleveindex

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"despatch/search"
)

// opened is an engine with one article. Closing it may fail, with its segments
// gone.
func opened(t *testing.T) *Engine {
	t.Helper()
	e, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	put(t, e, []search.Document{article("1", "2024-01-01", "A", "common", "gb")}, nil)
	return e
}

// cut empties every segment under an engine, whose pages then fault.
func cut(t *testing.T, e *Engine) {
	t.Helper()
	segments, err := filepath.Glob(filepath.Join(e.dir, "*", storeFolder, "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("segments %v, %v", segments, err)
	}
	for _, path := range segments {
		if err := os.Truncate(path, 0); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCutSegmentFailsAPut(t *testing.T) {
	e := opened(t)
	cut(t, e)
	again := []search.Document{article("1", "2024-01-01", "A", "common", "gb")}
	if err := e.Put(t.Context(), again, nil, e.Checkpoint()+1); err == nil {
		t.Error("it looked an article up in a segment that is gone")
	}
}

func TestCutSegmentFailsAComparison(t *testing.T) {
	e := opened(t)
	b, err := Rebuild(t.Context(), e.dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Add(t.Context(), []search.Document{article("1", "2024-01-01", "A", "common", "fr")}); err != nil {
		t.Fatal(err)
	}
	if err := b.Publish(t.Context(), e.Checkpoint()); err != nil {
		t.Fatal(err)
	}
	var c *Comparison
	err = e.Adopt(t.Context(), func(ctx context.Context, next Writer) error {
		c, err = e.Compare(ctx, next)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	cut(t, e)
	if err := c.Each(t.Context(), func(search.Document, search.Document) error { return nil }); err == nil {
		t.Error("it compared with a segment that is gone")
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}
