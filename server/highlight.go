package server

import (
	"strings"
	"unicode"

	"despatch/search"
)

// newLens looks for the words that the request's query asks for.
func newLens(r request) *lens {
	var words []string
	collect(r.search.Match, func(w string) { words = append(words, strings.ToLower(w)) })
	return &lens{marks: r.highlight, find: func(text, _ string) []span { return plainMatches(text, words) }}
}

// collect gives the words of a query that an article is found by, without
// those that it must not have.
func collect(n search.Node, word func(string)) {
	switch n := n.(type) {
	case search.And:
		for _, part := range n {
			collect(part, word)
		}
	case search.Or:
		for _, part := range n {
			collect(part, word)
		}
	case search.Word:
		word(n.Text)
	case search.Phrase:
		for w := range strings.FieldsSeq(n.Text) {
			word(w)
		}
	case search.Wildcard:
		word(strings.Trim(n.Pattern, "*"))
	case search.Fuzzy:
		word(n.Text)
	case search.Near:
		collect(n.A, word)
		collect(n.B, word)
	}
}

func plainMatches(text string, words []string) []span {
	var spans []span
	if len(words) == 0 {
		return nil
	}
	for at := 0; at < len(text); {
		rest := text[at:]
		begin := strings.IndexFunc(rest, wordRune)
		if begin < 0 {
			break
		}
		length := strings.IndexFunc(rest[begin:], func(r rune) bool { return !wordRune(r) })
		if length < 0 {
			length = len(rest) - begin
		}
		s := span{at + begin, at + begin + length}
		low := strings.ToLower(text[s.start:s.end])
		for _, w := range words {
			if strings.HasPrefix(low, w) {
				spans = append(spans, s)
				break
			}
		}
		at = s.end
	}
	return spans
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
