package bleveindex

import (
	"fmt"
	"slices"
	"testing"

	"despatch/search"
)

func TestAmongAgreesWithSearch(t *testing.T) {
	e := openTest(t,
		article("a", "2024-03-25", "Hackers strike parliament", "The hackers sent lures.", "gb", "cn"),
		article("b", "2024-03", "Sanctions announced", "Sanctions on two hackers.", "gb"),
	)
	put(t, e, []search.Document{article("c", "2024-05", "Hackers again", "They came back.", "cn"), article("d", "", "Weather", "Rain.")}, nil)
	queries := []search.Query{
		{Match: search.Word{Text: "hackers"}},
		{Filters: []search.Filter{{Field: "country", Values: []string{"gb"}}}},
		{Match: search.Wildcard{Pattern: "x*y*z*w*"}},
		{},
	}
	for _, ids := range [][]string{{"a", "b", "c", "d"}, {"c"}, {"gone"}, nil} {
		found, at, err := e.Among(t.Context(), queries, ids)
		if err != nil {
			t.Fatal(err)
		}
		if at.Checkpoint != e.Checkpoint() {
			t.Errorf("answered at %d, put up to %d", at.Checkpoint, e.Checkpoint())
		}
		for i, q := range queries {
			checkAmong(t, e, q, found[i], ids)
		}
	}
}

func checkAmong(t *testing.T, e *Engine, q search.Query, found search.Standing, among []string) {
	t.Helper()
	q.Limit = search.MaxLimit
	r, err := e.Search(t.Context(), q)
	if (err != nil) != (found.Err != nil) {
		t.Errorf("%v: search says %v, among %v", q.Match, err, found.Err)
	}
	want := slices.DeleteFunc(ids(r), func(id string) bool { return !slices.Contains(among, id) })
	got := slices.Clone(found.IDs)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Errorf("%v among %v: found %v, search finds %v", q.Match, among, got, want)
	}
}

// BenchmarkAmong matches 1,000 standing queries against 100 fresh articles.
func BenchmarkAmong(b *testing.B) {
	e, err := Open(b.Context(), b.TempDir(), Options{Gazetteer: "1"})
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	var fresh []string
	for batch := range 20 {
		var docs []search.Document
		for i := range 100 {
			id := fmt.Sprintf("%d-%d", batch, i)
			docs = append(docs, article(id, "2024-03-25", "Report "+id, fmt.Sprintf("word%d and word%d of the report", i, batch*i%977), "gb"))
			if batch == 19 {
				fresh = append(fresh, id)
			}
		}
		if err := e.Put(b.Context(), docs, nil, int64(batch+1)); err != nil {
			b.Fatal(err)
		}
	}
	if err := e.Refresh(b.Context()); err != nil {
		b.Fatal(err)
	}
	queries := make([]search.Query, 1000)
	for i := range queries {
		queries[i] = search.Query{Match: search.And{search.Word{Text: fmt.Sprint("word", i%100)}, search.Word{Text: "report"}}}
	}
	for b.Loop() {
		if _, _, err := e.Among(b.Context(), queries, fresh); err != nil {
			b.Fatal(err)
		}
	}
}
