package annotate

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"despatch/corpus"
)

// TestLanguages finds the countries that the sample's articles in other
// languages name; those in other scripts also where no language is stated.
func TestLanguages(t *testing.T) {
	const folder = "../../corpus/sample/languages/"
	type gold struct {
		ID, Language string
		Country      []string
	}
	articles, golds := readEach[corpus.Article](t, folder+"articles.jsonl"), readEach[gold](t, folder+"gold.jsonl")
	a := loadAnnotator(t)
	for i, g := range golds {
		article := articles[i]
		slices.Sort(g.Country)
		stated := []string{g.Language}
		if slices.Contains([]string{"ru", "ar", "fa", "zh"}, g.Language) {
			stated = append(stated, "")
		}
		for _, article.Language = range stated {
			if got := a.Annotate(&article).Facets.Country; !slices.Equal(got, g.Country) {
				t.Errorf("%s, language %q: got %v, want %v", g.ID, article.Language, got, g.Country)
			}
		}
	}
}

func readEach[T any](t *testing.T, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []T
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one T
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all = append(all, one)
	}
	return all
}
