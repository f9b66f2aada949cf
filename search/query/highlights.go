package query

import (
	"despatch/search"
	"despatch/search/analysis"
)

// Highlights lists what a match looks for in an article's text and title.
// Qualifiers and what must not be there are no part of it.
func Highlights(n search.Node) []analysis.Wanted {
	return highlights(nil, n)
}

func highlights(wanted []analysis.Wanted, n search.Node) []analysis.Wanted {
	switch n := n.(type) {
	case search.And:
		for _, part := range n {
			wanted = highlights(wanted, part)
		}
	case search.Or:
		for _, part := range n {
			wanted = highlights(wanted, part)
		}
	case search.Near:
		wanted = highlights(highlights(wanted, n.A), n.B)
	case search.Word:
		wanted = append(wanted, analysis.Wanted{Word: n.Text, Title: n.Title})
	case search.Phrase:
		wanted = append(wanted, analysis.Wanted{Phrase: n.Text, Slop: n.Slop, Title: n.Title})
	case search.Wildcard:
		wanted = append(wanted, analysis.Wanted{Pattern: n.Pattern, Title: n.Title})
	case search.Fuzzy:
		wanted = append(wanted, analysis.Wanted{Fuzzy: n.Text, Distance: n.Distance, Title: n.Title})
	}
	return wanted
}
