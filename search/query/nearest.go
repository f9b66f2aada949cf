package query

import (
	"slices"
	"strings"

	"despatch/search"
	"despatch/search/analysis"
)

// qualifiers are the names that may stand before a colon.
var qualifiers = append(slices.Clone(search.Fields[:]), "title", "has")

// fieldNear is the qualifier that an unknown name is a misspelling of, empty
// if it is none: it begins with the same letter and is one typing error off
// (two in a long name), or it is a field's beginning or plural.
func fieldNear(name string) string {
	if len(name) < 4 || slices.Contains(qualifiers, name) {
		return ""
	}
	for _, field := range qualifiers {
		if len(field) > 4 && strings.HasPrefix(field, name) || name == field+"s" || name == strings.TrimSuffix(field, "y")+"ies" {
			return field
		}
	}
	best, least := "", 3
	for _, field := range qualifiers {
		if len(field) < 4 || field[0] != name[0] {
			continue
		}
		if d := analysis.Distance(name, field, 2); d < least && (d == 1 || len(field) >= 7) {
			best, least = field, d
		}
	}
	return best
}

// nearestName is the label or alias in the given fields that differs least
// from name.
func (r *resolver) nearestName(fields []string, name string) string {
	small := strings.ToLower(name)
	best, least := "", min(3, max(1, len(small)/4))+1
	for e := range r.gazetteer.All() {
		if !slices.Contains(fields, e.Field) {
			continue
		}
		for i := range e.Names {
			text := e.Names[i].Text
			if n := len(text) - len(small); n >= least || -n >= least {
				continue
			}
			if d := analysis.Distance(small, strings.ToLower(text), least); d < least {
				best, least = text, d
			}
		}
	}
	return best
}
