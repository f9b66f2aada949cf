package extract

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAgain extracts every original of a walk once more and wants the same
// article, by Again and by Content.
func TestAgain(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string][]byte{
		"a.jsonl.gz": gzipped(t, line+line),
		"b.json":     []byte("[" + line + "]"),
		"c.zip":      zipped(t, map[string]string{"x.jsonl": line}),
		"d.txt":      []byte("Ports closed for a night\n\n7 May 2023\n\nNobody was told that the ports were closed, not even the ships.\n"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	items := append(walk(t, dir), walk(t, filepath.Join("testdata", "golden", "jsonld.html"))...)
	if len(items) != 6 {
		t.Fatalf("%d items", len(items))
	}
	for _, item := range items {
		want, err := json.Marshal(item.Article)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Again(item.Original)
		if err != nil {
			t.Errorf("%s: %v", item.Where, err)
			continue
		}
		got, err := json.Marshal(again)
		if diff := cmp.Diff(string(want), string(got)); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", item.Where, err, diff)
		}
		err = Content(context.Background(), item.Original.From, item.Original.Bytes, func(same Item) error {
			if same.Rejected != nil || same.Article.Text != item.Article.Text {
				t.Errorf("%s: %+v", item.Where, same)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestAgainFeedItem(t *testing.T) {
	for _, item := range walkFeed(t) {
		if _, err := Again(item.Original); !errors.Is(err, ErrKind) {
			t.Errorf("taken: %v", err)
		}
	}
}

func walkFeed(t *testing.T) []Item {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.xml")
	if err := os.WriteFile(path, []byte(`<rss version="2.0"><channel><item><title>a</title><description>Nobody was told.</description></item></channel></rss>`), 0o600); err != nil {
		t.Fatal(err)
	}
	items := walk(t, path)
	if len(items) != 1 || items[0].Rejected != nil {
		t.Fatalf("%+v", items)
	}
	return items
}
