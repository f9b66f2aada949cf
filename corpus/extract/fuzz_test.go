package extract

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"despatch/corpus"
)

// checkArticle holds what is promised of every article that is read.
func checkArticle(t *testing.T, a corpus.Article, err error) {
	t.Helper()
	if err != nil {
		var r *corpus.Rejection
		if !errors.As(err, &r) {
			t.Errorf("rejected without a named reason: %v", err)
		}
		return
	}
	if strings.TrimSpace(a.Text) == "" || len(a.Text) > corpus.MaxText {
		t.Errorf("a text of %d bytes", len(a.Text))
	}
	if !utf8.ValidString(a.Title) || !utf8.ValidString(a.Text) {
		t.Errorf("not UTF-8: %q", a.Title)
	}
	for _, d := range [...]corpus.Date{a.Published, a.Updated} {
		if _, err := corpus.ParseDate(string(d)); err != nil {
			t.Error(err)
		}
	}
	if n := len(a.Language); n != 0 && n != 2 {
		t.Errorf("language %q", a.Language)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range goldenInputs(f, "*.txt") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := Text(b)
		checkArticle(t, a, err)
	})
}

func FuzzPage(f *testing.F) {
	for _, s := range goldenInputs(f, "*.html") {
		f.Add(s, "https://example.org/2024/03/26/a", "text/html; charset=windows-1252")
	}
	f.Fuzz(func(t *testing.T, b []byte, address, contentType string) {
		a, err := Page(b, address, contentType)
		if a.Text != "" || err != nil {
			checkArticle(t, a, err)
		}
	})
}

func FuzzDates(f *testing.F) {
	for _, c := range dateCases {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, d := range FindDates(s) {
			if d.Start < last || d.End <= d.Start || d.End > len(s) {
				t.Fatalf("span %d to %d after %d in %q", d.Start, d.End, last, s)
			}
			last = d.End
			if parsed, err := corpus.ParseDate(string(d.Date)); err != nil || parsed != d.Date || d.Date == "" {
				t.Fatalf("%q is no date: %v", d.Date, err)
			}
		}
	})
}

// FuzzArticle compares the reader of fields with encoding/json.
func FuzzArticle(f *testing.F) {
	for _, s := range []string{
		`{"title":"a","text":"b"}`, ` {"text":"\u00e9\"\\","x":[1,{"y":"}"}],"n":-1.5e3,"extra":{"k":null}} `, `{}`, `[1]`, `null`, `{"a":1,"a":2}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := Article(b)
		checkArticle(t, a, err)
		var want map[string]json.RawMessage
		if json.Unmarshal(b, &want) != nil || want == nil || !utf8.Valid(b) {
			if err == nil {
				t.Fatal("taken, although it is no object")
			}
			return
		}
		got, err := fieldsOf(b)
		if err != nil {
			return // a field given twice
		}
		if len(got) != len(want) {
			t.Fatalf("%d fields of %d", len(got), len(want))
		}
		for name, raw := range want {
			if !bytes.Equal(got[name], bytes.TrimSpace(raw)) {
				t.Fatalf("field %q is %s, not %s", name, got[name], raw)
			}
		}
	})
}

// FuzzWalk reads files of any name and content: whatever is in them, the walk
// goes on to its end and names a reason for what it leaves out.
func FuzzWalk(f *testing.F) {
	for _, name := range []string{"a.jsonl", "a.json", "a.xml", "a.zip", "a.tar.gz", "a.jsonl.zst", "a"} {
		for _, s := range goldenInputs(f, "*") {
			f.Add(name, s)
		}
	}
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		if name = filepath.Base(filepath.Clean("/" + name)); strings.ContainsAny(name, "/\x00") || len(name) > 100 || strings.HasPrefix(name, ".") {
			return
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			return
		}
		err := Walk(context.Background(), []string{dir}, func(item Item) error {
			checkArticle(t, item.Article, item.Rejected)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func goldenInputs(t testing.TB, pattern string) [][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "golden", pattern))
	if err != nil {
		t.Fatal(err)
	}
	var inputs [][]byte
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, b)
	}
	return inputs
}

// feedless stands where only the error is looked at.
var feedless = corpus.Article{Text: "-"}
