package analysis

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A finder that stems the words with the right heads alone finds what one that
// stems every word does: each word of the test texts is looked for in its text.
func TestHeadsHideNothing(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lang := strings.TrimSuffix(filepath.Base(file), ".txt")
		checkHeads(t, string(text), lang)
	}
	checkHeads(t, "Men and women, feet, mice: dying and lying, tying the skies to the sky; man, woman, foot, mouse, die, lie, tie.", "en")
}

func checkHeads(t *testing.T, text, lang string) {
	t.Helper()
	var a Analyzer
	a.Tokens(text, lang, func(token Token) bool {
		word := text[token.Start:token.End]
		for _, wanted := range []Wanted{{Word: word}, {Phrase: word}} {
			f := NewFinder([]Wanted{wanted})
			quick := f.Find(text, lang, false)
			f.targets(lang).scan.heads = nil
			if slow := f.Find(text, lang, false); len(slow) != len(quick) {
				t.Errorf("%s: %+v found %d times instead of %d", lang, wanted, len(quick), len(slow))
			}
		}
		return true
	})
}
