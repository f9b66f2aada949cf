package server

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"despatch/corpus"
	"despatch/search"
	"despatch/search/analysis"
)

// The limits of what a request may carry, beside those of package search.
const (
	maxURLBytes = 8 << 10
	maxValues   = 200 // of all parameters together
	maxValue    = 256 // bytes of one filter's value: longer than any name of an entity
)

// names are the parameters that an endpoint understands.
type names []string

func (n names) and(more ...string) names { return append(slices.Clone(n), more...) }

// filterNames are the parameters that narrow a search, the same everywhere.
var filterNames = func() names {
	n := names{"q", "from", "to"}
	for _, f := range search.Fields {
		n = append(n, f, "exclude."+f)
	}
	return n
}()

var (
	// countNames are those of endpoints that count.
	countNames = filterNames.and("collapse")
	// searchNames are those of /search.
	searchNames = countNames.and("facet", "facet_size", "sort", "limit", "cursor", "highlight", "format")
	// repeatable are the parameters that may be given more than once, besides
	// the filters.
	repeatable = []string{"facet", "by", "accused"}
)

// readParams reads a query string strictly: no name that the endpoint does not
// know, no single value given twice.
func readParams(raw string, known names) (url.Values, error) {
	if len(raw) > maxURLBytes {
		return nil, failure(search.BadParameter, "the query string is %d bytes long, over the limit of %d; use POST", len(raw), maxURLBytes)
	}
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, failure(search.BadParameter, "the query string cannot be read: %v", err)
	}
	return values, checkParams(values, known)
}

func checkParams(values url.Values, known names) error {
	total := 0
	for name, given := range values {
		if !slices.Contains(known, name) {
			e := failure(search.UnknownParam, "there is no parameter %q here", clip(name, 64))
			e.Param, e.Suggestion = clip(name, 64), analysis.Nearest(name, known)
			return e
		}
		if len(given) > 1 && !isRepeatable(name) {
			return badParam(name, "%s is given %d times; once is enough", name, len(given))
		}
		for _, v := range given {
			if len(v) > maxValue && name != "q" && name != "cursor" {
				return badParam(name, "a value of %s is %d bytes long, over the limit of %d", name, len(v), maxValue)
			}
		}
		total += len(given)
	}
	if total > maxValues {
		return failure(search.BadParameter, "%d values are given, over the limit of %d", total, maxValues)
	}
	return nil
}

func isRepeatable(name string) bool {
	return isFilter(name) || slices.Contains(repeatable, name)
}

func isFilter(name string) bool {
	return slices.Contains(search.Fields[:], strings.TrimPrefix(name, "exclude."))
}

// whole reads a whole number between low and high; absent gives otherwise.
func whole(v url.Values, name string, otherwise, low, high int) (int, error) {
	text := v.Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, badParam(name, "%s is %q, not a whole number", name, clip(text, 40))
	}
	if n < low || n > high {
		return 0, badParam(name, "%s is %d; it goes from %d to %d", name, n, low, high)
	}
	return n, nil
}

// oneOf reads a value that must be one of a few; absent gives the first.
func oneOf(v url.Values, name string, choices ...string) (string, error) {
	text := v.Get(name)
	if text == "" {
		return choices[0], nil
	}
	if slices.Contains(choices, text) {
		return text, nil
	}
	e := badParam(name, "%s is %q; it can be %s", name, clip(text, 40), strings.Join(choices, ", "))
	e.Suggestion = analysis.Nearest(text, choices)
	return "", e
}

// day reads a date of any precision, empty for none.
func day(v url.Values, name string) (corpus.Date, error) {
	d, err := corpus.ParseDate(v.Get(name))
	if err != nil {
		return "", badParam(name, "%s: %v", name, err)
	}
	return d, nil
}

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}
