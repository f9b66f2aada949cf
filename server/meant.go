package server

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"despatch/search"
	"despatch/search/analysis"
)

// maxMended is how many words of a query that found nothing are looked at.
const maxMended = 8

// meant looks for words, sources and collections that no article has in a
// query that found nothing, and for what may have been meant by them. It gives
// the warnings, and the query with the other words in their place, empty where
// there are none.
func (s *Server) meant(ctx context.Context, r request) (warnings []string, mended string, err error) {
	if warnings, err = s.unheld(ctx, r); err != nil {
		return nil, "", err
	}
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

// unheld warns of sources and collections that no article is from.
func (s *Server) unheld(ctx context.Context, r request) (warnings []string, err error) {
	for _, f := range append(filtersIn(r.search.Match), r.search.Filters...) {
		if f.Exclude || f.Field != search.Source && f.Field != search.Collection {
			continue
		}
		held, err := s.Engine.Search(ctx, search.Query{
			Visible: r.access.Collections, Facets: []search.FacetRequest{{Field: f.Field, Size: search.MaxFacetSize}},
		})
		if err != nil {
			return nil, err
		}
		var names []string
		for _, b := range held.Facets[f.Field].Buckets {
			names = append(names, b.Value)
		}
		for _, value := range f.Values[:min(len(f.Values), maxMended)] {
			if w := unheldWarning(f.Field, value, names); w != "" && !slices.Contains(warnings, w) {
				warnings = append(warnings, w)
			}
		}
	}
	return warnings, nil
}

// filtersIn lists the qualifiers that a query finds articles by.
func filtersIn(n search.Node) (filters []search.Filter) {
	switch n := n.(type) {
	case search.Filter:
		return []search.Filter{n}
	case search.And:
		for _, part := range n {
			filters = append(filters, filtersIn(part)...)
		}
	case search.Or:
		for _, part := range n {
			filters = append(filters, filtersIn(part)...)
		}
	}
	return filters
}

func unheldWarning(field, value string, names []string) string {
	near := analysis.Nearest(value, names)
	switch {
	case value == search.Missing || slices.Contains(names, value):
		return ""
	case near != "":
		return fmt.Sprintf("no article has the %s %q; did you mean %s?", field, value, near)
	case len(names) < search.MaxFacetSize: // else it may be one that is not listed
		return fmt.Sprintf("no article has the %s %q", field, value)
	}
	return ""
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
