package sample

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

var embassy = regexp.MustCompile(`^[a-z]{2}-embassy(-[a-z]{2})?$`)

// Every id of the gold is one of the gazetteer's, or can be read off the
// article itself: an embassy, which is found by pattern, or a person who is
// named there (in Latin letters) and is in no table.
func TestIDsAreKnown(t *testing.T) {
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	found := articles(t)
	for _, read := range readGold(t) {
		text := plain(t, read.File, found[read.File])
		for field, ids := range read.Mentions {
			for _, id := range ids {
				if e, ok := g.Entity(id); ok {
					if e.Field != field {
						t.Errorf("%s: %s is of field %s, not %s", read.File, id, e.Field, field)
					}
					continue
				}
				byPattern := field == corpus.Institution && embassy.MatchString(id)
				named := field == corpus.Person && (nameStands(id, text) || read.Language != "en")
				if !byPattern && !named {
					t.Errorf("%s: unknown %s %s", read.File, field, id)
				}
			}
		}
		for i, c := range read.Claims {
			for _, id := range c.Carried {
				if _, ok := g.Entity(id); !ok {
					t.Errorf("%s, claim %d: unknown %s", read.File, i+1, id)
				}
			}
		}
	}
}

// nameStands tells whether each part of an id such as edi-rama is a word of
// the text.
func nameStands(id, text string) bool {
	here := map[string]bool{}
	for _, word := range words(plainLetters(text)) {
		here[word] = true
	}
	for _, part := range strings.Split(id, "-") {
		if !here[part] {
			return false
		}
	}
	return true
}

// plainLetters takes the marks off letters (é, ș) and spells ø as o.
func plainLetters(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		switch {
		case r == 'ø':
			b.WriteRune('o')
		case !unicode.IsMark(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}
