package bleveindex

import (
	"context"
	"testing"
	"time"

	"despatch/corpus"
	"despatch/search"
)

// article is a document of a few words, for tests that need no more.
func article(id, published, title, text string, countries ...string) search.Document {
	return search.Document{
		ID: id, Version: 1, Added: time.Unix(1_700_000_000, 0), Source: "gazette", Collection: corpus.DefaultCollection,
		Language: "en", Published: corpus.Date(published), Title: title, Text: text,
		Annotation: corpus.Annotation{Facets: corpus.Facets{Country: countries}},
	}
}

func openTest(t *testing.T, docs ...search.Document) *Engine {
	t.Helper()
	e, err := Open(t.Context(), t.TempDir(), Options{Gazetteer: "1"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	put(t, e, docs, nil)
	return e
}

func put(t *testing.T, e *Engine, docs []search.Document, deletes []string) {
	t.Helper()
	if err := e.Put(t.Context(), docs, deletes, e.Checkpoint()+1); err != nil {
		t.Fatal(err)
	}
	if err := e.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func ids(r search.Results) []string {
	list := make([]string, len(r.Hits))
	for i, h := range r.Hits {
		list[i] = h.ID
	}
	return list
}

func TestPutAndSearch(t *testing.T) {
	e := openTest(t,
		article("a", "2024-03-25", "Hackers strike parliament", "The hackers sent lures to members of parliament.", "gb", "cn"),
		article("b", "2024-03", "Sanctions announced", "New sanctions on two hackers were announced.", "gb"),
		article("c", "", "Weather", "It rained."),
	)
	r, err := e.Search(t.Context(), search.Query{
		Match: search.Word{Text: "hacker"}, Limit: 10,
		Facets: []search.FacetRequest{{Field: corpus.Country, Size: 10}, {Field: search.Date, Size: 10}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(r); len(got) != 2 || got[0] != "a" || r.Total.Articles != 2 {
		t.Errorf("hits %v of %d, want a and b", got, r.Total.Articles)
	}
	if b := r.Facets[corpus.Country].Buckets; len(b) != 2 || b[0].Value != "gb" || b[0].Count != 2 || b[1].Count != 1 {
		t.Errorf("country buckets %v", b)
	}
	if b := r.Facets[search.Date].Buckets; len(b) != 1 || b[0].Value != "2024" || b[0].Count != 2 {
		t.Errorf("date buckets %v", b)
	}
	put(t, e, nil, []string{"a"})
	r, err = e.Search(t.Context(), search.Query{Limit: 10, Facets: []search.FacetRequest{{Field: corpus.Country, Size: 10}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(r); len(got) != 2 || got[0] != "b" || got[1] != "c" {
		t.Errorf("hits %v, want b and c", got)
	}
	if f := r.Facets[corpus.Country]; f.Missing != 1 || f.Buckets[0].Count != 1 {
		t.Errorf("country facet %+v", f)
	}
	d, err := e.Document(t.Context(), "b")
	if err != nil || d.Published != "2024-03" {
		t.Errorf("document %+v, %v", d, err)
	}
}

func TestRebuildAndAdopt(t *testing.T) {
	e := openTest(t, article("a", "2024", "One", "first words"))
	b, err := Rebuild(t.Context(), e.dir, Options{Gazetteer: "2"})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Add(t.Context(), []search.Document{article("b", "2024", "Two", "second words")}); err != nil {
		t.Fatal(err)
	}
	if err := b.Publish(t.Context(), 41); err != nil {
		t.Fatal(err)
	}
	if e.Generation() != 1 {
		t.Errorf("generation %d before it is adopted", e.Generation())
	}
	err = e.Adopt(t.Context(), func(ctx context.Context, next Writer) error {
		if next.Checkpoint() != 41 {
			t.Errorf("checkpoint %d, want 41", next.Checkpoint())
		}
		return next.Put(ctx, []search.Document{article("c", "2024", "Three", "third words")}, nil, 42)
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Search(t.Context(), search.Query{Match: search.Word{Text: "words"}, Limit: 10, Sort: search.Newest})
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(r); len(got) != 2 || got[0] != "b" || got[1] != "c" {
		t.Errorf("hits %v, want b and c", got)
	}
	if e.Generation() != 2 || e.Checkpoint() != 42 || e.Gazetteer() != "2" || r.Index.Checkpoint != 42 {
		t.Errorf("generation %d, checkpoint %d, gazetteer %s", e.Generation(), e.Checkpoint(), e.Gazetteer())
	}
}
