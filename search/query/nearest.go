package query

import (
	"slices"
	"strings"

	"despatch/search"
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
		if d := distance(name, field, 2); d < least && (d == 1 || len(field) >= 7) {
			best, least = field, d
		}
	}
	return best
}

// nearestWord is the word that differs least from text, empty if all differ by
// more than a third.
func nearestWord(text string, words []string) string {
	best, least := "", max(1, len(text)/3)+1
	for _, w := range words {
		if d := distance(text, w, least); d < least {
			best, least = w, d
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
			if d := distance(small, strings.ToLower(text), least); d < least {
				best, least = text, d
			}
		}
	}
	return best
}

// distance is the number of single letters to insert, drop, change or swap
// with their neighbour to make b of a (optimal string alignment), or something
// over limit as soon as it is over.
func distance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if n := len(s) - len(t); n > limit || -n > limit {
		return limit + 1
	}
	rows := [3][]int{make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		row, above, twice := rows[i%3], rows[(i+2)%3], rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(t); j++ {
			row[j] = above[j-1]
			if s[i-1] != t[j-1] {
				row[j] = 1 + min(above[j-1], above[j], row[j-1])
			}
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], twice[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
	}
	return rows[len(s)%3][len(t)]
}
