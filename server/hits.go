package server

import (
	"context"

	"despatch/corpus"
	"despatch/search"
)

// hit is one article found. Every key is always there; lists are never null.
type hit struct {
	ID          string      `json:"id"`
	Score       float64     `json:"score"`
	Title       string      `json:"title"`
	URL         string      `json:"url"`
	Source      string      `json:"source"`
	Collection  string      `json:"collection"`
	Language    string      `json:"language"`
	Published   corpus.Date `json:"published"`
	Version     int         `json:"version"`
	Snippet     string      `json:"snippet"`
	Actor       []string    `json:"actor"`
	Country     []string    `json:"country"`
	Institution []string    `json:"institution"`
	Person      []string    `json:"person"`
	// Copies is how many other articles have nearly the same text.
	Copies int    `json:"copies"`
	CopyOf string `json:"copy_of,omitempty"`

	roles map[string][]string
}

// tellHits fetches what the index does not keep: titles, addresses and the
// text that snippets are cut from. An article that was deleted since the
// snapshot was taken is left out.
func (s *Server) tellHits(ctx context.Context, r request, found []search.Hit) ([]hit, error) {
	ids := make([]string, len(found))
	for i, h := range found {
		ids[i] = h.ID
	}
	records, err := s.Corpus.GetMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	var lens *lens
	if r.highlight {
		lens = newLens(r.search)
	}
	hits := make([]hit, 0, len(found))
	for _, h := range found {
		if err := search.Pace(ctx); err != nil {
			return nil, err
		}
		if record, ok := records[h.ID]; ok && r.access.sees(record.Collection) {
			told := tellHit(h, &record)
			if lens != nil {
				told.Snippet = lens.snippet(&record.Article, func() []corpus.Mention { return s.mentions(ctx, h.ID, record.Version) })
			}
			hits = append(hits, told)
		}
	}
	return hits, nil
}

// mentions are those read in one version of an article, none where the index
// has another.
func (s *Server) mentions(ctx context.Context, id string, version int) []corpus.Mention {
	d, err := s.Engine.Document(ctx, id)
	if err != nil || d.Version != version {
		return nil
	}
	return d.Annotation.Mentions
}

func tellHit(h search.Hit, a *corpus.Record) hit {
	return hit{
		ID: h.ID, Score: h.Score, Title: a.Title, URL: a.URL, Source: a.Source, Collection: a.Collection,
		Language: a.Language, Published: a.Published, Version: h.Version,
		Actor:       orEmpty(h.Entities[corpus.Actor]),
		Country:     orEmpty(h.Entities[corpus.Country]),
		Institution: orEmpty(h.Entities[corpus.Institution]),
		Person:      orEmpty(h.Entities[corpus.Person]),
		Copies:      h.Copies, CopyOf: h.CopyOf, roles: h.Roles,
	}
}

// orEmpty keeps JSON lists from being null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
