package server

import (
	"context"
	"fmt"
	"strings"

	"despatch/search"
)

// maxMended is how many words of a query that found nothing are looked at.
const maxMended = 8

// meant looks for words that no article has in a query that found nothing, and
// for what may have been meant by them. It gives the warnings, and the query
// with the other words in their place, empty where there are none.
func (s *Server) meant(ctx context.Context, r request) (warnings []string, mended string, err error) {
	words, _ := wantedIn(r.search)
	mended = r.text
	for _, w := range words[:min(len(words), maxMended)] {
		if w.Word == "" {
			continue
		}
		other, err := s.otherWord(ctx, r, w.Word)
		if err != nil {
			return nil, "", err
		}
		if other == "" {
			continue
		}
		warnings = append(warnings, fmt.Sprintf("no article has %q; did you mean %s?", w.Word, other))
		mended = replaceWord(mended, w.Word, other)
	}
	if mended == r.text || !s.readable(mended) {
		mended = ""
	}
	return warnings, mended, nil
}

// otherWord is a word near one that no article has, empty for one that some
// article has and for one that nothing is near to.
func (s *Server) otherWord(ctx context.Context, r request, word string) (string, error) {
	found, err := s.Engine.Search(ctx, search.Query{Match: search.Word{Text: word}, Visible: r.access.Collections})
	if err != nil || found.Total.Articles > 0 {
		return "", err
	}
	terms, err := s.Engine.Terms(ctx, word, 1, r.access.Collections)
	if err != nil || len(terms) == 0 || strings.EqualFold(terms[0].Text, word) {
		return "", err
	}
	return terms[0].Text, nil
}

// replaceWord puts one word in the place of another, where that stands by
// itself.
func replaceWord(text, word, other string) string {
	fields := strings.Split(text, " ")
	for i, f := range fields {
		if strings.EqualFold(strings.Trim(f, "()-"), word) {
			at := strings.IndexFunc(f, func(r rune) bool { return r != '(' && r != '-' })
			fields[i] = f[:at] + other + f[at+len(word):]
		}
	}
	return strings.Join(fields, " ")
}
