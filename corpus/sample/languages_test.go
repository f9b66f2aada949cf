package sample

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

// foreign is one article of languages/articles.jsonl; it states no language,
// for that is to be found.
type foreign struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Source    string `json:"source"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Text      string `json:"text"`
	Sample    bool   `json:"sample"`
}

// foreignGold says what must be understood of it: the language, the countries
// named, and query words in other inflections that must find it.
type foreignGold struct {
	ID       string   `json:"id"`
	Language string   `json:"language"`
	Country  []string `json:"country"`
	Queries  []string `json:"queries"`
}

func TestLanguages(t *testing.T) {
	articles := readLines[foreign](t, "languages/articles.jsonl")
	gold := readLines[foreignGold](t, "languages/gold.jsonl")
	if len(articles) != 20 || len(gold) != 20 {
		t.Fatalf("%d articles and %d golds, want 20", len(articles), len(gold))
	}
	languages := map[string]bool{}
	for i, g := range gold {
		a := articles[i]
		languages[g.Language] = true
		if a.ID != g.ID || !a.Sample || !strings.Contains(a.Text, Notice) {
			t.Errorf("%s: id, notice or order is wrong", a.ID)
		}
		if len(g.Queries) != 2 || len(g.Country) == 0 {
			t.Errorf("%s: want two queries and a country", g.ID)
		}
		if g.Language == "zh" {
			continue // has no inflection, nor spaces
		}
		for _, q := range g.Queries {
			if slices.Contains(words(a.Title+" "+a.Text), strings.ToLower(q)) {
				t.Errorf("%s: %q stands there as it is, and so asks nothing of the stemmer", g.ID, q)
			}
		}
	}
	if len(languages) < 6 {
		t.Errorf("languages: %v", languages)
	}
}

func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\u200c'
	})
}
