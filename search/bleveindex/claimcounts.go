package bleveindex

import (
	"fmt"
	"slices"

	"despatch/search"
)

// claimCounts counts claims by their parts.
type claimCounts struct {
	claims, articles int
	parts            map[search.ClaimPart]*partCounts
}

// partCounts are, by value, how many claims have it and how many articles.
type partCounts struct{ values map[string]*claimCount }

type claimCount struct{ claims, articles int }

func newClaimCounts(parts []search.ClaimPart) *claimCounts {
	c := &claimCounts{parts: map[search.ClaimPart]*partCounts{}}
	for _, p := range parts {
		c.parts[p] = &partCounts{map[string]*claimCount{}}
	}
	return c
}

// add counts the claims of one article.
func (c *claimCounts) add(seg *segment, tuples []uint32) {
	c.articles++
	c.claims += len(tuples)
	for name, part := range c.parts {
		var values []string
		for _, t := range tuples {
			values = append(values, seg.claims.partValues(name, t)...)
		}
		slices.Sort(values)
		for i, v := range values {
			n := part.values[v]
			if n == nil {
				n = &claimCount{}
				part.values[v] = n
			}
			n.claims++
			if i == 0 || values[i-1] != v {
				n.articles++
			}
		}
	}
}

// partValues are the values a claim has in a part, kinds left out.
func (c *claimColumns) partValues(name search.ClaimPart, t uint32) []string {
	if name == search.PartYear {
		return c.tuples[t].years()
	}
	part, ok := claimParts[name]
	if !ok {
		return nil
	}
	var values []string
	for _, v := range c.tuples[t].parts[part] {
		if !c.isKind[v] {
			values = append(values, c.values[v])
		}
	}
	return values
}

var claimParts = map[search.ClaimPart]int{
	search.PartAccused: partAccused, search.PartTarget: partTarget, search.PartBy: partBy,
	search.PartAct: partAct, search.PartStatus: partStatus,
}

// years are the years in the time of a claim.
func (t *claimTuple) years() []string {
	if t.from.month == 0 {
		return nil
	}
	first, _ := yearMonth(t.from.month)
	last, _ := yearMonth(t.to.month)
	var years []string
	for y := first; y <= last; y++ {
		years = append(years, fmt.Sprintf("%04d", y))
	}
	return years
}

func (c *claimRun) facets() (map[search.ClaimPart]search.Facet, error) {
	facets := make(map[search.ClaimPart]search.Facet, len(c.counts.parts))
	for name, part := range c.counts.parts {
		if _, ok := claimParts[name]; !ok && name != search.PartYear {
			return nil, &search.Error{Code: search.BadParameter, Param: "facet", Position: -1, Detail: fmt.Sprintf("claims cannot be counted by %q", name)}
		}
		facet := search.Facet{TotalValues: len(part.values)}
		for v, n := range part.values {
			facet.Buckets = append(facet.Buckets, search.Bucket{Value: v, Label: v, Count: n.claims, Distinct: n.articles})
		}
		slices.SortFunc(facet.Buckets, byCount)
		facet.Buckets = facet.Buckets[:min(c.query.Size, len(facet.Buckets))]
		if name == search.PartAccused || name == search.PartTarget || name == search.PartBy {
			if err := c.label(colTarget, facet.Buckets); err != nil {
				return nil, err
			}
		}
		facets[name] = facet
	}
	return facets, nil
}
