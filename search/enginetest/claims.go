package enginetest

import (
	"cmp"
	"fmt"
	"slices"

	"despatch/corpus"
	"despatch/search"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// Claims answers a query for claims: all of them, in order.
func (m *Model) Claims(q search.ClaimQuery) search.ClaimResults {
	x := m.ask(search.Query{Match: q.Match, Filters: q.Filters, Visible: q.Visible, Sort: search.Newest})
	res := search.ClaimResults{Facets: map[search.ClaimPart]search.Facet{}}
	values := map[search.ClaimPart]map[string]*search.Bucket{}
	for _, p := range q.Count {
		values[p] = map[string]*search.Bucket{}
	}
	for _, a := range x.ordered(x.found("")) {
		var held []*corpus.Claim
		for _, c := range a.held(x.roles("")) {
			if q.Parts == nil || a.hasParts(c, *q.Parts) {
				held = append(held, c)
				res.Hits = append(res.Hits, search.ClaimHit{Article: a.ID, Version: a.Version, Published: a.Published, Claim: *c})
			}
		}
		if len(held) > 0 {
			res.Articles++
		}
		for part, counts := range values {
			countClaims(part, held, counts)
		}
	}
	res.Claims = len(res.Hits)
	for part, counts := range values {
		res.Facets[part] = x.claimFacet(part, counts, q.Size)
	}
	return res
}

// countClaims counts the claims of one article by a part.
func countClaims(part search.ClaimPart, claims []*corpus.Claim, counts map[string]*search.Bucket) {
	inArticle := map[string]bool{}
	for _, c := range claims {
		for _, v := range partValues(part, c) {
			if counts[v] == nil {
				counts[v] = &search.Bucket{Value: v}
			}
			counts[v].Count++
			inArticle[v] = true
		}
	}
	for v := range inArticle {
		counts[v].Distinct++
	}
}

func partValues(part search.ClaimPart, c *corpus.Claim) []string {
	switch part {
	case search.PartAccused:
		return once(c.Accused)
	case search.PartTarget:
		return once(c.Target)
	case search.PartBy:
		return once(c.By)
	case search.PartAct:
		return []string{c.Act}
	case search.PartStatus:
		return []string{c.Status}
	}
	first, last, ok := whenDays(c.When)
	if !ok {
		return nil
	}
	var years []string
	for y := first[:4]; y <= last[:4]; y = nextStep(y, search.ByYear) {
		years = append(years, y)
	}
	return years
}

func (x *question) claimFacet(part search.ClaimPart, counts map[string]*search.Bucket, size int) search.Facet {
	facet := search.Facet{TotalValues: len(counts)}
	for _, b := range counts {
		b.Label = b.Value
		if part == search.PartAccused || part == search.PartTarget || part == search.PartBy {
			b.Label = x.labelOf(search.Target, b.Value)
		}
		facet.Buckets = append(facet.Buckets, *b)
	}
	slices.SortFunc(facet.Buckets, func(a, b search.Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	facet.Buckets = facet.Buckets[:min(size, len(facet.Buckets))]
	return facet
}

// claims compares claims, page by page, and their counts.
func (s *session) claims(t *rapid.T) {
	q := search.ClaimQuery{
		Query: genQuery(t),
		Count: []search.ClaimPart{
			search.PartAccused, search.PartTarget, search.PartBy, search.PartAct, search.PartStatus, search.PartYear,
		},
		Size: rapid.IntRange(0, 4).Draw(t, "size"),
	}
	if rapid.Bool().Draw(t, "with parts") {
		m := genClaimMatch(t)
		q.Parts = &m
	}
	want := s.model.Claims(q)
	got, err := s.engine.Claims(t.Context(), q)
	fatal(t, err)
	hits := got.Hits
	for next := got.Next; next != "" && len(hits) <= want.Claims; {
		q.Cursor = next
		page, err := s.engine.Claims(t.Context(), q)
		fatal(t, err)
		hits, next = append(hits, page.Hits...), page.Next
	}
	got.Hits, got.Next, got.Index = hits, "", search.Position{}
	if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s\nclaims (-want +got):\n%s", fmt.Sprintf("%+v %+v", q, q.Parts), diff)
	}
	s.followYears(t, q, got.Facets[search.PartYear].Buckets)
}

// followYears asks for the claims of each year counted.
func (s *session) followYears(t *rapid.T, q search.ClaimQuery, years []search.Bucket) {
	var parts search.ClaimMatch
	if q.Parts != nil {
		parts = *q.Parts
	}
	if parts.From != "" || parts.To != "" {
		return // a year may hold days of a claim that the range does not
	}
	q.Parts, q.Cursor = &parts, ""
	for _, b := range years {
		parts.From, parts.To = corpus.Date(b.Value), corpus.Date(b.Value)
		got, err := s.engine.Claims(t.Context(), q)
		fatal(t, err)
		if got.Claims != b.Count {
			t.Fatalf("%+v: %d claims of %s instead of %d", q, got.Claims, b.Value, b.Count)
		}
	}
}
