package annotate

import (
	"slices"
	"strings"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// naming verbs bring in what a group is called; selfNames may stand between.
var (
	namers    = keys("dubbed called named codenamed nicknamed tracked known calls dubs calling tracks names")
	selfNames = keys("as itself themselves it the by")
	groupNoun = keys("group groups gang actor actors hackers hacker team collective crew apt operators cluster outfit hacktivists hacktivist")
)

// findUnknown notes names that a text introduces as those of groups ("a group
// dubbed X") and that nobody knows: they wait for somebody to adopt them.
func (r *reader) findUnknown(u *unit) {
	for i := range u.tokens {
		if u.marks[i]&markNamer == 0 || !u.anyBefore(i, groupNoun) {
			continue
		}
		first := i + 1
		for u.isAny(first, selfNames) && u.tokens[first].Case == gazetteer.Lower || u.isMark(first, '"') || u.isMark(first, '\'') {
			first++
		}
		last := u.properRun(first)
		if last < first {
			continue
		}
		label := strings.Join(strings.Fields(u.surface(first, last)), " ")
		id := gazetteer.Slug(label)
		if id == "" || slices.ContainsFunc(r.unknown, func(f corpus.Found) bool { return f.ID == id }) {
			continue
		}
		r.unknown = append(r.unknown, corpus.Found{ID: id, Field: corpus.Actor, Kind: "unknown", Label: label})
	}
}

// anyBefore tells whether one of the words stands a few tokens before i in its
// sentence.
func (u *unit) anyBefore(i int, set keySet) bool {
	const reach = 6
	for j := i - 1; j >= max(0, i-reach) && !u.isMark(j, '.'); j-- {
		if u.isAny(j, set) {
			return true
		}
	}
	return false
}

// properRun is the last of up to three capitalised words from i on that belong
// to no name.
func (u *unit) properRun(i int) int {
	const longest = 3
	last := i - 1
	for j := i; j < min(len(u.tokens), i+longest); j++ {
		t := &u.tokens[j]
		if t.Kind == gazetteer.Link || t.Kind == gazetteer.Mark || u.nameAt[j] != 0 || t.Kind == gazetteer.Word && t.Case == gazetteer.Lower || u.has(j, tagPrep|tagDet|tagPron|tagConj) {
			break
		}
		if t.Kind == gazetteer.Number && j == i {
			break
		}
		last = j
	}
	return last
}
