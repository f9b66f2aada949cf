package enginetest

import (
	"slices"
	"strings"

	"despatch/corpus"
	"despatch/search"

	"pgregory.net/rapid"
)

// genQuery makes a query with every facet and a timeline.
func genQuery(t *rapid.T) search.Query {
	q := search.Query{
		Sort: rapid.SampledFrom([]search.Sort{
			search.ByRelevance, search.Newest, search.Oldest, search.LastAdded, search.Fresh,
		}).Draw(t, "sort"),
		Limit:    rapid.IntRange(1, 5).Draw(t, "limit"),
		Collapse: rapid.IntRange(0, 3).Draw(t, "collapse") == 0,
	}
	if rapid.IntRange(0, 4).Draw(t, "with match") > 0 {
		q.Match = genNode(t, 3)
	}
	for range rapid.IntRange(0, 3).Draw(t, "filters") {
		q.Filters = append(q.Filters, genFilter(t))
	}
	if rapid.IntRange(0, 4).Draw(t, "restricted") == 0 {
		q.Visible = []string{rapid.SampledFrom([]string{"news", "desk", "none"}).Draw(t, "visible")}
	}
	for _, field := range search.Fields {
		q.Facets = append(q.Facets, search.FacetRequest{
			Field: field, Size: rapid.IntRange(0, 4).Draw(t, "size"),
			Prefix: rapid.SampledFrom([]string{"", "", "", "a", "k", "un", "2"}).Draw(t, "prefix"),
		})
	}
	q.Timeline = &search.TimelineRequest{
		Claimed: rapid.IntRange(0, 3).Draw(t, "claimed") == 0,
		Step:    rapid.SampledFrom([]search.Step{search.ByDay, search.ByWeek, search.ByMonth, search.ByYear}).Draw(t, "step"),
		Split:   rapid.SampledFrom([]string{"", corpus.Country, search.Target, search.Status}).Draw(t, "split"),
	}
	return q
}

func genNode(t *rapid.T, depth int) search.Node {
	kind := rapid.IntRange(0, 11).Draw(t, "node")
	if depth == 0 && kind < 4 {
		kind += 4
	}
	switch kind {
	case 0, 1:
		return search.And(genNodes(t, depth-1))
	case 2:
		return search.Or(genNodes(t, depth-1))
	case 3:
		return search.Not{Node: genNode(t, depth-1)}
	case 4, 5:
		return genFilter(t)
	case 6:
		return genClaimMatch(t)
	case 7:
		return genNear(t)
	case 8:
		return genPattern(t)
	case 9:
		return genPhrase(t)
	}
	return genWord(t)
}

func genNodes(t *rapid.T, depth int) []search.Node {
	var list []search.Node
	for range rapid.IntRange(1, 3).Draw(t, "parts") {
		list = append(list, genNode(t, depth))
	}
	return list
}

func genWord(t *rapid.T) search.Word {
	return search.Word{
		Text:  rapid.SampledFrom(vocabulary).Draw(t, "word"),
		Title: rapid.IntRange(0, 5).Draw(t, "title only") == 0,
	}
}

func genPhrase(t *rapid.T) search.Phrase {
	return search.Phrase{
		Text:  genText(t, "phrase", 1, 3),
		Slop:  rapid.SampledFrom([]int{0, 0, 1, 2, 4}).Draw(t, "slop"),
		Title: rapid.IntRange(0, 5).Draw(t, "title only") == 0,
	}
}

func genPattern(t *rapid.T) search.Node {
	if rapid.Bool().Draw(t, "fuzzy") {
		return search.Fuzzy{
			Text:     rapid.SampledFrom([]string{"hakcers", "parliment", "elction", "spie", "ministre", "securty"}).Draw(t, "misspelt"),
			Distance: rapid.IntRange(1, 2).Draw(t, "distance"),
		}
	}
	return search.Wildcard{
		Pattern: rapid.SampledFrom([]string{"hack*", "sanct*n", "*tion", "*rli*", "sec*ies", "cyber*", "électio*", "apt3*"}).Draw(t, "pattern"),
		Title:   rapid.IntRange(0, 5).Draw(t, "title only") == 0,
	}
}

func genNear(t *rapid.T) search.Near {
	side := func(name string) search.Node {
		switch rapid.IntRange(0, 2).Draw(t, name) {
		case 0:
			return search.Filter{Field: corpus.Country, Values: someValues(t, countries)}
		case 1:
			return search.Phrase{Text: genText(t, "phrase", 1, 2)}
		}
		return search.Word{Text: rapid.SampledFrom(vocabulary).Draw(t, "word")}
	}
	return search.Near{A: side("a"), B: side("b"), Distance: rapid.IntRange(1, 8).Draw(t, "distance")}
}

func someValues(t *rapid.T, from []string) []string {
	return once(rapid.SliceOfN(rapid.SampledFrom(from), 1, 2).Draw(t, "values"))
}

// fieldValues are what each field can be asked for, something unknown among
// it.
func fieldValues(field string) []string {
	switch field {
	case corpus.Actor:
		return append([]string{"unknown", search.Missing}, actors...)
	case corpus.Country:
		return append([]string{"unknown", search.Missing}, countries...)
	case corpus.Institution:
		return append([]string{"unknown", search.Missing}, bodies...)
	case corpus.Person, search.Speaker:
		return append([]string{"unknown", search.Missing}, people...)
	case search.Source:
		return append([]string{"unknown", search.Missing}, sources[:3]...)
	case search.Language:
		return []string{"en", "de", "fr", search.Missing}
	case search.Collection:
		return []string{"news", "desk"}
	case search.Status:
		return append([]string{search.Missing}, statuses...)
	case search.Act:
		return append([]string{search.Missing}, acts...)
	}
	roles := append([]string{search.Missing, "unknown", "kind:state", "kind:parliament", "kind:none"}, actors...)
	return append(append(roles, countries...), bodies...)
}

func genFilter(t *rapid.T) search.Filter {
	f := search.Filter{
		Field:   rapid.SampledFrom(search.Fields[:]).Draw(t, "field"),
		Exclude: rapid.IntRange(0, 4).Draw(t, "exclude") == 0,
	}
	if f.Field != search.Date {
		f.Values = someValues(t, fieldValues(f.Field))
		return f
	}
	if rapid.Bool().Draw(t, "ranged") {
		f.From = rapid.SampledFrom(dates).Draw(t, "from")
		f.To = rapid.SampledFrom(dates).Draw(t, "to")
		return f
	}
	for _, d := range dates[1:] {
		if rapid.IntRange(0, 6).Draw(t, "date") == 0 {
			f.Values = append(f.Values, string(d))
		}
	}
	if len(f.Values) == 0 {
		f.Values = []string{search.Missing}
	}
	return f
}

func genClaimMatch(t *rapid.T) search.ClaimMatch {
	part := func(from []string) []string {
		if rapid.IntRange(0, 2).Draw(t, "part") > 0 {
			return nil
		}
		return someValues(t, from)
	}
	roles := slices.DeleteFunc(fieldValues(search.Target), func(v string) bool { return strings.HasPrefix(v, "unknown") })
	return search.ClaimMatch{
		By: part(roles), Accused: part(roles), Target: part(roles), Act: part(acts), Status: part(statuses),
		From: rapid.SampledFrom([]corpus.Date{"", "", "2021", "2023-12"}).Draw(t, "from"),
		To:   rapid.SampledFrom([]corpus.Date{"", "", "2022", "2024-03"}).Draw(t, "to"),
	}
}
