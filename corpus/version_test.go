package corpus

import (
	"errors"
	"maps"
	"testing"
	"time"
)

func TestVersionsAndOriginals(t *testing.T) {
	s := open(t)
	got := time.Date(2024, 3, 25, 17, 0, 0, 0, time.UTC)
	page := func(text string) *Original {
		o := NewOriginal("https://example.org/1", "text/html", []byte("<p>"+text+"</p>"), got)
		return &o
	}
	for _, sub := range []Submission{
		{Article: Article{ID: "a", Text: "First."}, Original: page("First.")},
		{Article: Article{ID: "a", Text: "Second."}, Original: page("Second.")},
		{Article: Article{ID: "a", Text: "Third, by hand."}},
		{Article: Article{ID: "b", Text: "The same page once more."}, Original: page("First.")},
	} {
		if _, err := s.Put(t.Context(), []Submission{sub}); err != nil {
			t.Fatal(err)
		}
	}
	editions, err := s.Versions(t.Context(), "a")
	if err != nil || len(editions) != 3 || editions[2].Version != 3 || len(editions[0].Hash) != 64 {
		t.Fatalf("%+v %v", editions, err)
	}
	first, err := s.Version(t.Context(), "a", 1)
	if err != nil || first.Text != "First." || first.Version != 1 || first.Hash != editions[0].Hash {
		t.Fatalf("%+v %v", first, err)
	}
	o, err := s.Original(t.Context(), "a")
	if want := page("Second."); err != nil || string(o.Bytes) != string(want.Bytes) || o.SHA256 != want.SHA256 || o.From != want.From || !o.Got.Equal(got) || o.MediaType != "text/html" {
		t.Fatalf("%+v %v", o, err)
	}
	again := map[string]string{}
	for sub, err := range s.Originals(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		again[sub.ID] = sub.Text + " <- " + string(sub.Original.Bytes)
	}
	if want := map[string]string{"b": "The same page once more. <- <p>First.</p>"}; !maps.Equal(again, want) {
		t.Fatalf("originals %v, want %v", again, want)
	}
	if st, err := s.Stats(t.Context()); err != nil || st.Originals != 2 || st.Versions != 4 || st.Articles["news"] != 2 || st.LastChange != 4 || st.Bytes == 0 {
		t.Fatalf("%+v %v", st, err)
	}
	if _, err := s.Delete(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Original(t.Context(), "a"); !errors.Is(err, ErrNotFound) {
		t.Fatal(err)
	}
	if gone, err := s.Version(t.Context(), "a", 2); err != nil || !gone.Deleted {
		t.Fatalf("%+v %v", gone, err)
	}
	for _, id := range []string{"b", "nobody"} {
		if _, err := s.Version(t.Context(), id, 2); !errors.Is(err, ErrNotFound) {
			t.Fatal(err)
		}
	}
	if _, err := s.Versions(t.Context(), "nobody"); !errors.Is(err, ErrNotFound) {
		t.Fatal(err)
	}
}
