package corpus

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestValidateRejects(t *testing.T) {
	ok := Article{Title: "A title", Text: "Some text."}
	for name, c := range map[string]struct {
		harm func(*Article)
		want error
	}{
		"nothing":          {func(a *Article) {}, nil},
		"no title":         {func(a *Article) { a.Title = "" }, nil},
		"no text":          {func(a *Article) { a.Text = " \n\t " }, ErrNoText},
		"longest text":     {func(a *Article) { a.Text = strings.Repeat("word ", MaxText/5) }, nil},
		"longer text":      {func(a *Article) { a.Text = strings.Repeat("word ", MaxText/5+1) }, ErrTooLarge},
		"long title":       {func(a *Article) { a.Title = strings.Repeat("x ", 4000) }, ErrTooLarge},
		"long extra":       {func(a *Article) { a.Extra = map[string]json.RawMessage{"x": make([]byte, 300<<10)} }, ErrTooLarge},
		"broken text":      {func(a *Article) { a.Text = "caf\xe9" }, ErrInvalidUTF8},
		"broken author":    {func(a *Article) { a.Authors = []string{"\xff"} }, ErrInvalidUTF8},
		"broken extra":     {func(a *Article) { a.Extra = map[string]json.RawMessage{"x": []byte(`{"a":`)} }, ErrBadExtra},
		"day 32":           {func(a *Article) { a.Published = "2024-01-32" }, ErrImpossibleDate},
		"year 1492":        {func(a *Article) { a.Updated = "1492-10-12" }, ErrImpossibleDate},
		"prose for a date": {func(a *Article) { a.Published = "last Tuesday" }, ErrImpossibleDate},
		"id with a space":  {func(a *Article) { a.ID = "a b" }, ErrBadID},
		"id of a folder":   {func(a *Article) { a.ID = ".." }, ErrBadID},
		"long id":          {func(a *Article) { a.ID = strings.Repeat("x", 257) }, ErrBadID},
		"id with a slash":  {func(a *Article) { a.ID = "2024/03/a" }, nil},
		"collection":       {func(a *Article) { a.Collection = "Top Secret" }, ErrBadCollection},
		"endless word":     {func(a *Article) { a.Text = "x " + strings.Repeat("y", 20<<10) + " z" }, ErrTokenTooLong},
		"endless accents":  {func(a *Article) { a.Text = "e" + strings.Repeat("\u0301", 10<<10) }, ErrTokenTooLong},
		"Chinese":          {func(a *Article) { a.Text = strings.Repeat("外交部發言人表示", 4<<10) }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			a := ok
			c.harm(&a)
			if _, err := Validate(a); !errors.Is(err, c.want) || c.want == nil && err != nil {
				t.Fatalf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestValidateFillsIn(t *testing.T) {
	got, err := Validate(Article{Text: " as it was ", Published: "2024-03-25T16:11:33+01:00", Language: "EN_us"})
	if err != nil {
		t.Fatal(err)
	}
	want := Article{Text: " as it was ", Published: "2024-03-25T16:11+01:00", Language: "en", Collection: "news"}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, want %+v", got, want)
	}
}

func TestRejectedDoNotHarmTheOthers(t *testing.T) {
	s := open(t)
	out := put(t, s, Article{Text: "First of three."}, Article{ID: "bad", Text: "\xff"}, Article{Text: "Third of three."})
	if out[0].Status != Added || out[2].Status != Added || out[1].Status != Rejected || !errors.Is(out[1].Reason, ErrInvalidUTF8) || out[1].ID != "bad" {
		t.Fatalf("%+v", out)
	}
	if last, _ := s.Last(t.Context()); last != 2 {
		t.Fatalf("%d changes", last)
	}
}

// What is accepted can be stored and comes back as it was accepted.
func FuzzPut(f *testing.F) {
	s := open(f)
	f.Add("id", "https://example.org/a", "wire", "news", "A title", "2024-03", "en", "Some text.", `{"a":1}`)
	f.Add("", "", "", "", "", "", "", "\x00 text", `null`)
	f.Add("é", "HTTP://Example.org:80/?b&a", "\u200b", "a-b", "\n", "2024-03-25T16:11Z", "zh-Hant", "外交部發言人", `[]`)
	f.Fuzz(func(t *testing.T, id, url, source, collection, title, published, language, text, extra string) {
		a := Article{
			ID: id, URL: url, Source: source, Collection: collection, Title: title, Published: Date(published), Language: language, Text: text,
			Extra: map[string]json.RawMessage{"x": json.RawMessage(extra)},
		}
		valid, err := Validate(a)
		out := put(t, s, a)[0]
		var reason *Rejection
		if (err != nil) != (out.Status == Rejected) && !errors.Is(out.Reason, ErrConflict) && !errors.Is(out.Reason, ErrOtherCollection) {
			t.Fatalf("valid: %v, put: %+v", err, out)
		}
		if out.Status == Rejected {
			if !errors.As(out.Reason, &reason) || !utf8.ValidString(reason.Problem) {
				t.Fatalf("reason %q", out.Reason)
			}
			return
		}
		got, err := s.Get(t.Context(), out.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got.Text != valid.Text || got.Title != valid.Title || got.Published != valid.Published || got.Collection != valid.Collection {
			t.Fatalf("got %+v, want %+v", got, valid)
		}
	})
}
