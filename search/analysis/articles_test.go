package analysis

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// Twenty articles in five languages, written for this test: each is found by
// inflected words of its language, typed with and without accents, and not by
// words of its neighbours.
func TestArticlesOfOtherLanguages(t *testing.T) {
	f, err := os.Open("testdata/articles.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var a Analyzer
	lines := bufio.NewScanner(f)
	articles := 0
	for lines.Scan() {
		var article struct {
			Language, Title, Text string
			Found, Absent         []string
		}
		if err := json.Unmarshal(lines.Bytes(), &article); err != nil {
			t.Fatal(err)
		}
		articles++
		text := article.Title + "\n" + article.Text
		for _, query := range article.Found {
			ok := false
			for word := range strings.SplitSeq(query, "/") { // either of two forms that no stemmer joins
				ok = ok || found(&a, word, text, article.Language)
			}
			if !ok {
				t.Errorf("%s: %q does not find %q", article.Language, query, article.Title)
			}
		}
		for _, word := range article.Absent {
			if found(&a, word, text, article.Language) {
				t.Errorf("%s: %q finds %q", article.Language, word, article.Title)
			}
		}
	}
	if articles != 20 {
		t.Errorf("%d articles", articles)
	}
}
