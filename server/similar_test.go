package server_test

import (
	"strings"
	"testing"

	"despatch/corpus"
)

// TestSharedWordsAreWords as the article writes them, and no stems.
func TestSharedWordsAreWords(t *testing.T) {
	text := "The ministries in Prague accused the intruders of reading diplomatic correspondence for three years."
	d := newDesk(t,
		corpus.Article{ID: "a", Title: "Ministries accuse intruders", Published: "2025-05-28", Text: text},
		corpus.Article{ID: "b", Title: "Intruders read diplomatic correspondence", Published: "2025-05-29", Text: "Prague's ministry told of intruders, diplomatic correspondence and years of reading. Allies agreed."},
		corpus.Article{ID: "c", Title: "Rain", Published: "2025-05-29", Text: "It rained over the harbour all day and the ferries stayed where they were."})
	similar := read(t, d.call(t, "GET", "/api/v1/articles/a/similar", ""))["similar"].([]any)
	if len(similar) == 0 {
		t.Fatal("nothing is similar")
	}
	words := similar[0].(map[string]any)["shared_words"].([]any)
	if len(words) == 0 {
		t.Fatal("no shared words")
	}
	for _, w := range words {
		if !strings.Contains(strings.ToLower("Ministries accuse intruders "+text), strings.ToLower(w.(string))+" ") && !strings.Contains(text, w.(string)+".") {
			t.Errorf("%q is no word of the article", w)
		}
	}
}
