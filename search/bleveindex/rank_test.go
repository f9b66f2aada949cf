package bleveindex

import (
	"fmt"
	"slices"
	"testing"

	"despatch/search"
)

// Of articles that score the same those with the lowest ids come first, in
// whatever order they lie in the index.
func TestEqualScoresGoById(t *testing.T) {
	var docs []search.Document
	for i := range 9 {
		docs = append(docs, article(fmt.Sprint("a", 9-i), "2024", "Sanctions", "Sanctions were announced."))
	}
	e := openTest(t, docs...)
	res, err := e.Search(t.Context(), search.Query{Match: search.Word{Text: "sanctions"}, Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, h := range res.Hits {
		ids = append(ids, h.ID)
	}
	if !slices.Equal(ids, []string{"a1", "a2", "a3"}) || res.Total.Articles != 9 {
		t.Errorf("%v of %d", ids, res.Total.Articles)
	}
}
