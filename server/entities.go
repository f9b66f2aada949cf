package server

import (
	"context"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/search"
)

// entityAnswer is the body of /entities/{id}.
type entityAnswer struct {
	ID      string              `json:"id"`
	Field   string              `json:"field"`
	Kind    string              `json:"kind"`
	Label   string              `json:"label"`
	Names   []entityName        `json:"names"`
	Country []string            `json:"country"`
	Seat    string              `json:"seat,omitempty"`
	Parent  string              `json:"parent,omitempty"`
	Refs    map[string][]string `json:"refs"`
	From    string              `json:"from,omitempty"`
	Until   string              `json:"until,omitempty"`
	// Total counts the articles that mention it, Roles those in whose claims
	// it has the role, Companions what is mentioned beside it.
	Total      search.Total            `json:"total"`
	Roles      map[string]search.Total `json:"roles"`
	Companions map[string]facet        `json:"companions"`
	Index      search.Position         `json:"index"`
}

// entityName is one way to write an entity, and who says so.
type entityName struct {
	Text     string `json:"text"`
	Rule     string `json:"rule"`
	Source   string `json:"source,omitempty"`
	Language string `json:"language,omitempty"`
	// Context is true for a plain word that counts only where its
	// surroundings speak for it.
	Context bool `json:"context,omitempty"`
	// Also are the other entities that bear the name.
	Also []string `json:"also"`
}

// roleFields are the roles an entity page counts.
var roleFields = [...]string{search.Perpetrator, search.Target, search.Responder, search.Denier, search.Speaker}

// companionSize is how many companions of each field are named.
const companionSize = 10

// entityAPI answers GET /entities/{id}.
func (s *Server) entityAPI(c *gin.Context) {
	if _, err := readParams(c.Request.URL.RawQuery, nil); err != nil {
		s.fail(c, err)
		return
	}
	a, err := s.entity(c.Request.Context(), c.Param("id"))
	if err != nil {
		s.fail(c, err)
		return
	}
	c.PureJSON(http.StatusOK, a)
}

// entity gathers all that is known of an entity. One that only articles name
// has what the articles say.
func (s *Server) entity(ctx context.Context, id string) (entityAnswer, error) {
	e, known := s.tables().Entity(id)
	if !known {
		e = s.unlisted(ctx, id)
	}
	if e == nil {
		err := failure(search.NotFound, "there is no entity %q", clip(id, 64))
		if named := s.tables().Lookup(id); len(named) > 0 {
			err.Suggestion = named[0].ID
		}
		return entityAnswer{}, err
	}
	a := entityAnswer{
		ID: e.ID, Field: e.Field, Kind: e.Kind, Label: e.Label, Names: s.namesOf(e), Country: orEmpty(e.Country),
		Seat: e.Seat, Parent: e.Parent, Refs: e.Refs, From: e.From, Until: e.Until,
		Roles: map[string]search.Total{}, Companions: map[string]facet{},
	}
	if a.Refs == nil {
		a.Refs = map[string][]string{}
	}
	if err := s.countEntity(ctx, &a); err != nil {
		return a, err
	}
	return a, s.countRoles(ctx, &a)
}

func (s *Server) namesOf(e *gazetteer.Entity) []entityName {
	told := []entityName{}
	for _, n := range e.Names {
		name := entityName{Text: n.Text, Rule: n.Rule, Source: n.Source, Language: n.Lang, Context: n.Context, Also: []string{}}
		for _, other := range s.tables().Lookup(n.Text) {
			if other.ID != e.ID {
				name.Also = append(name.Also, other.ID)
			}
		}
		told = append(told, name)
	}
	return told
}

// countEntity counts the articles that mention it and what else they do.
func (s *Server) countEntity(ctx context.Context, a *entityAnswer) error {
	q := search.Query{Visible: accessOf(ctx).Collections, Filters: []search.Filter{{Field: a.Field, Values: []string{a.ID}}}}
	for _, field := range corpus.EntityFields {
		q.Facets = append(q.Facets, search.FacetRequest{Field: field, Size: companionSize + 1})
	}
	results, err := s.Engine.Search(ctx, q)
	if err != nil {
		return err
	}
	a.Total, a.Index = results.Total, results.Index
	for _, field := range corpus.EntityFields {
		if field == a.Field { // its own field is counted sideways, without it
			continue
		}
		f := s.tellFacet(field, results.Facets[field])
		f.Buckets = f.Buckets[:min(companionSize, len(f.Buckets))]
		a.Companions[field] = f
	}
	return s.countPeers(ctx, a)
}

// countPeers counts the companions in the entity's own field. The entity is
// asked for as part of the match, which does not drill sideways.
func (s *Server) countPeers(ctx context.Context, a *entityAnswer) error {
	results, err := s.Engine.Search(ctx, search.Query{
		Visible: accessOf(ctx).Collections,
		Match:   search.Filter{Field: a.Field, Values: []string{a.ID}},
		Facets:  []search.FacetRequest{{Field: a.Field, Size: companionSize + 1}},
	})
	if err != nil {
		return err
	}
	f := s.tellFacet(a.Field, results.Facets[a.Field])
	f.Buckets = slices.DeleteFunc(f.Buckets, func(b bucket) bool { return b.Value == a.ID })
	f.Buckets = f.Buckets[:min(companionSize, len(f.Buckets))]
	f.TotalValues = max(0, f.TotalValues-1)
	a.Companions[a.Field] = f
	return nil
}

func (s *Server) countRoles(ctx context.Context, a *entityAnswer) error {
	for _, role := range roleFields {
		results, err := s.Engine.Search(ctx, search.Query{
			Visible: accessOf(ctx).Collections,
			Filters: []search.Filter{{Field: role, Values: []string{a.ID}}},
		})
		if err != nil {
			return err
		}
		a.Roles[role] = results.Total
	}
	return nil
}

// unlisted is an entity that no table has but some visible article names.
func (s *Server) unlisted(ctx context.Context, id string) *gazetteer.Entity {
	for _, field := range corpus.EntityFields {
		results, err := s.Engine.Search(ctx, search.Query{
			Visible: accessOf(ctx).Collections,
			Filters: []search.Filter{{Field: field, Values: []string{id}}},
			Facets:  []search.FacetRequest{{Field: field, Size: 1}},
		})
		if err != nil || results.Total.Articles == 0 {
			continue
		}
		e := &gazetteer.Entity{ID: id, Field: field, Label: id, Kind: "unlisted"}
		for _, b := range results.Facets[field].Buckets {
			if b.Value == id && b.Label != "" {
				e.Label = b.Label
			}
		}
		return e
	}
	return nil
}
