package extract

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"despatch/corpus"
)

// shared is the folder of outside data; tests that need it are skipped where
// it is missing.
func shared(t testing.TB, parts ...string) string {
	t.Helper()
	root := os.Getenv("DESPATCH_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(append([]string{root}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no data at %s: set DESPATCH_SHARED to its folder", path)
	}
	return path
}

func walk(t testing.TB, paths ...string) []Item {
	t.Helper()
	var items []Item
	err := Walk(context.Background(), paths, func(item Item) error {
		items = append(items, item)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return items
}

func TestSeeds(t *testing.T) {
	items := walk(t, shared(t, "seeds"))
	if len(items) != 2 {
		t.Fatalf("%d items of 2: %+v", len(items), items)
	}
	want := []struct {
		title              string
		published, updated corpus.Date
		begins             string
		paragraphs         int
	}{
		{"MPs call for harsher response to Chinese cyber attacks", "2024-03-26", "", "Conservative MPs are pushing", 8},
		{"‘Malicious’ cyber hacks launched by China thwarted as UK announces new sanctions", "2024-03-25T16:11", "2024-03-25T19:16", "Chinese state-affiliated actors", 23},
	}
	for i, w := range want {
		a := items[i].Article
		if a.Title != w.title || a.Published != w.published || a.Updated != w.updated || a.Authors != nil || a.Language != "en" {
			t.Errorf("head of seed %d: %q %q %q %q %q", i, a.Title, a.Published, a.Updated, a.Authors, a.Language)
		}
		if !strings.HasPrefix(a.Text, w.begins) {
			t.Errorf("text of seed %d begins %.40q", i, a.Text)
		}
		if n := strings.Count(a.Text, "\n\n") + 1; n != w.paragraphs {
			t.Errorf("text of seed %d has %d paragraphs, not %d:\n%s", i, n, w.paragraphs, a.Text)
		}
		for _, junk := range []string{"Kentish", "Loading audio", "Listen to this article", "Read more:", "After China's 'malicious'"} {
			if strings.Contains(a.Text, junk) {
				t.Errorf("text of seed %d holds %q", i, junk)
			}
		}
	}
}
