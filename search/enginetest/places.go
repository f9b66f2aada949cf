package enginetest

import (
	"slices"
	"strings"
)

// phrase finds a phrase by trying every way to give each word a place: every
// place of the first word from which one succeeds counts.
func phrase(lists [][]stretch, slop int) []stretch {
	if len(lists) == 0 {
		return nil
	}
	var out []stretch
	for _, s := range lists[0] {
		if end, ok := fits(lists, []int{s.first}, slop); ok {
			out = append(out, stretch{s.first, end})
		}
	}
	return out
}

// fits goes on from the places given to the first words. Each place less the
// number of its word differs from the others' by slop at most, and no two
// words have the same place.
func fits(lists [][]stretch, taken []int, slop int) (end int, ok bool) {
	var shifted []int
	for k, p := range taken {
		shifted = append(shifted, p-k)
	}
	if slices.Max(shifted)-slices.Min(shifted) > slop {
		return 0, false
	}
	if len(taken) == len(lists) {
		return slices.Max(taken), true
	}
	for _, s := range lists[len(taken)] {
		if slices.Contains(taken, s.first) {
			continue
		}
		if end, ok := fits(lists, append(slices.Clone(taken), s.first), slop); ok {
			return end, true
		}
	}
	return 0, false
}

// nearOnes counts the places of a that have a place of b close by, without a
// word in common.
func nearOnes(a, b []stretch, distance int) int {
	n := 0
	for _, s := range a {
		if slices.ContainsFunc(b, func(t stretch) bool {
			return t.first > s.last && t.first-s.last <= distance || s.first > t.last && s.first-t.last <= distance
		}) {
			n++
		}
	}
	return n
}

// glob holds a word against a pattern in which * stands for any letters.
func glob(pattern, word string) bool {
	before, after, starred := strings.Cut(pattern, "*")
	if !starred {
		return pattern == word
	}
	rest, ok := strings.CutPrefix(word, before)
	if !ok {
		return false
	}
	for i := 0; i <= len(rest); i++ {
		if glob(after, rest[i:]) {
			return true
		}
	}
	return false
}

// editDistance counts the letters to insert, delete, replace or swap with
// their neighbour, no letter being touched twice (Damerau's distance as
// "optimal string alignment").
func editDistance(a, b string) int {
	s, t := []rune(a), []rune(b)
	d := make([][]int, len(s)+1)
	for i := range d {
		d[i] = make([]int, len(t)+1)
		d[i][0] = i
	}
	for j := range t {
		d[0][j+1] = j + 1
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			change := 1
			if s[i-1] == t[j-1] {
				change = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+change)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(s)][len(t)]
}
