package bleveindex

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"despatch/search"
)

// TestCommonWordsAreRefused asks where words stand that stand everywhere.
func TestCommonWordsAreRefused(t *testing.T) {
	var docs []search.Document
	for i := range 100 {
		docs = append(docs, article(fmt.Sprint("a", i), "2024", "the", strings.Repeat("the ", 3000)))
	}
	e := openTest(t, docs...)
	the := search.Word{Text: "the"}
	var nears search.And
	for range 30 {
		nears = append(nears, search.Near{A: the, B: the, Distance: 50})
	}
	for name, q := range map[string]search.Node{
		"phrase":  search.Phrase{Text: strings.Repeat("the ", 16), Slop: 50},
		"nears":   nears,
		"pattern": search.Wildcard{Pattern: strings.Repeat("the*", 100)},
	} {
		begun := time.Now()
		_, err := e.Search(t.Context(), search.Query{Match: q})
		var refused *search.Error
		if !errors.As(err, &refused) || refused.Code != search.TooCostly {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(begun); took > 5*time.Second { // a tenth of that on a machine at rest
			t.Errorf("%s: refused after %s", name, took)
		}
	}
}
