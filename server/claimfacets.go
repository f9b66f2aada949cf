package server

import (
	"context"
	"slices"
	"strings"

	"despatch/search"
)

// claimFilters are the filters of articles that choose a part of claims.
var claimFilters = map[search.ClaimPart]string{
	search.PartAccused: search.Perpetrator, search.PartTarget: search.Target,
	search.PartAct: search.Act, search.PartStatus: search.Status,
}

// claimFacets counts claims by each part that was asked for, drilled sideways:
// what is chosen of a part narrows the other parts, and its own buckets stay.
func (s *Server) claimFacets(ctx context.Context, q search.ClaimQuery, found search.ClaimResults) (map[string]facet, error) {
	facets := map[string]facet{}
	for _, part := range q.Count {
		f := s.tellFacet(fieldOfPart(part), found.Facets[part])
		aside, chosen := withoutPart(q, part)
		if len(chosen) > 0 {
			counted, err := s.Engine.Claims(ctx, aside)
			if err != nil {
				return nil, err
			}
			f = s.tellFacet(fieldOfPart(part), counted.Facets[part])
			f.Buckets = s.choose(part, f.Buckets, chosen, q.Size)
		}
		facets[string(part)] = f
	}
	return facets, nil
}

// choose marks what is chosen among all buckets and keeps that, with the first
// others, up to size of them.
func (s *Server) choose(part search.ClaimPart, all []bucket, chosen []string, size int) []bucket {
	var kept []bucket
	for i, b := range all {
		b.Selected = slices.Contains(chosen, b.Value)
		if i < size || b.Selected {
			kept = append(kept, b)
		}
	}
	for _, value := range chosen {
		listed := slices.ContainsFunc(kept, func(b bucket) bool { return b.Value == value })
		if !listed && !strings.HasPrefix(value, search.KindPrefix) {
			kept = append(kept, bucket{Value: value, Label: s.label(fieldOfPart(part), value), Selected: true})
		}
	}
	return kept
}

// withoutPart is a count of claims by one part that leaves out what is chosen
// of it, and what that is.
func withoutPart(q search.ClaimQuery, part search.ClaimPart) (aside search.ClaimQuery, chosen []string) {
	q.Count, q.Size, q.Limit, q.Cursor = []search.ClaimPart{part}, search.MaxFacetSize, 0, ""
	q.Filters = slices.DeleteFunc(slices.Clone(q.Filters), func(f search.Filter) bool {
		own := f.Field == claimFilters[part] && !f.Exclude
		if own {
			chosen = append(chosen, f.Values...)
		}
		return own
	})
	if q.Parts == nil {
		return q, chosen
	}
	m := *q.Parts
	switch part {
	case search.PartAccused:
		chosen, m.Accused = append(chosen, m.Accused...), nil
	case search.PartBy:
		chosen, m.By = append(chosen, m.By...), nil
	case search.PartYear:
		if year := string(m.From); year != "" && m.From == m.To && len(year) == len("2024") {
			chosen = append(chosen, year)
		}
		if len(chosen) > 0 {
			m.From, m.To = "", ""
		}
	}
	q.Parts = &m
	if len(m.By)+len(m.Accused) == 0 && m.From == "" && m.To == "" {
		q.Parts = nil
	}
	return q, chosen
}
