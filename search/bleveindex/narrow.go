package bleveindex

import (
	"strings"

	"despatch/search"
)

func isKindValue(col int, value string) bool {
	return isRole(col) && strings.HasPrefix(value, search.KindPrefix)
}

// claimSet names a set of claims: those of a segment that count for a column
// in articles that meet some of the constraints by having no value.
type claimSet struct {
	segment, col, missing int
}

// tuplesFor gives the claims whose values count in a role's facet: those in
// which everything that was asked of one claim holds, but for the parameters
// of the facet itself.
//
// They depend on the article only by which constraints it meets in having no
// value, so that few sets serve them all.
func (p *plan) tuplesFor(segIndex, col int, doc uint32) bitset {
	if p.narrowed == nil {
		p.narrowed = map[claimSet]bitset{}
		p.held = map[int][]constraint{}
	}
	list, ok := p.held[col]
	if !ok {
		list = p.claims.without(col)
		p.held[col] = list
	}
	seg := p.snap.segments[segIndex]
	key := claimSet{segIndex, col, metByMissing(seg, list, doc)}
	if set, ok := p.narrowed[key]; ok {
		return set
	}
	set := tuplesOf(seg.claims, unmet(list, key.missing))
	if isRole(col) {
		_, acts := rolePart(col)
		set.and(seg.claims.actsOf(acts))
	}
	p.narrowed[key] = set
	return set
}

// metByMissing marks the constraints that an article meets by having no value.
func metByMissing(seg *segment, list []constraint, doc uint32) int {
	mask := 0
	for i, c := range list {
		if c.missing && len(seg.claims.roles[c.col-plainColumns].of(doc)) == 0 {
			mask |= 1 << i
		}
	}
	return mask
}

// unmet are the constraints that are not marked as met already.
func unmet(list []constraint, met int) []constraint {
	var held []constraint
	for i, c := range list {
		if met&(1<<i) == 0 {
			held = append(held, c)
		}
	}
	return held
}
