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

// narrowing gives the claims whose values count in a role's facet: those in
// which everything that was asked of one claim holds, but for the parameters
// of the facet itself.
func (p *plan) narrowing() func(segIndex, col int, doc uint32) bitset {
	constraints := map[int][]constraint{}
	memo := map[claimSet]bitset{}
	return func(segIndex, col int, doc uint32) bitset {
		list, ok := constraints[col]
		if !ok {
			list = p.claims.without(col)
			constraints[col] = list
		}
		seg := p.snap.segments[segIndex]
		key := claimSet{segIndex, col, metByMissing(seg, list, doc)}
		if set, ok := memo[key]; ok {
			return set
		}
		var held []constraint
		for i, c := range list {
			if key.missing&(1<<i) == 0 {
				held = append(held, c)
			}
		}
		set := tuplesOf(seg.claims, held)
		_, acts := rolePart(col)
		set.and(seg.claims.actsOf(acts))
		memo[key] = set
		return set
	}
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
