package annotate

import (
	"reflect"
	"sync"
	"testing"

	"despatch/corpus"
)

// TestAnnotatorIsShared reads the same articles from many goroutines: each
// reading is that of one alone.
func TestAnnotatorIsShared(t *testing.T) {
	a := loadAnnotator(t)
	var articles []corpus.Article
	var want []corpus.Annotation
	for _, seed := range fuzzSeeds {
		article := corpus.Article{Title: "Chinese hackers attack Japan", Text: seed, Published: "2024-03-26"}
		articles = append(articles, article)
		want = append(want, a.Annotate(&article))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range articles {
				if got := a.Annotate(&articles[i]); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("%q: read otherwise beside others", articles[i].Text)
				}
			}
		})
	}
	wg.Wait()
}
