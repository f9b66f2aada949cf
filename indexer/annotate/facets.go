package annotate

import (
	"slices"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// facets gathers the ids that an article is found by.
func (r *reader) facets(mentions []corpus.Mention, claims []corpus.Claim) corpus.Facets {
	fields := corpus.ByField{corpus.Actor: {}, corpus.Country: {}, corpus.Institution: {}, corpus.Person: {}}
	for i := range mentions {
		put(fields, mentions[i].Field, mentions[i].ID)
	}
	f := corpus.Facets{
		Actor: sorted(fields[corpus.Actor]), Country: sorted(fields[corpus.Country]),
		Institution: sorted(fields[corpus.Institution]), Person: sorted(fields[corpus.Person]),
		Perpetrator: corpus.ByField{}, Target: corpus.ByField{}, Responder: corpus.ByField{}, Denier: corpus.ByField{}, Speaker: corpus.ByField{},
	}
	for i := range claims {
		r.roles(&f, &claims[i])
	}
	for _, role := range [...]corpus.ByField{f.Perpetrator, f.Target, f.Responder, f.Denier, f.Speaker} {
		for _, ids := range role {
			slices.Sort(ids)
		}
	}
	return f
}

// roles reads the roles off one claim.
func (r *reader) roles(f *corpus.Facets, c *corpus.Claim) {
	r.cast(f.Speaker, c.By)
	switch c.Act {
	case corpus.Deny:
		r.cast(f.Denier, c.By)
		return
	case corpus.Attribute, corpus.Accuse, corpus.Sanction, corpus.Indict, corpus.Condemn, corpus.Investigate:
		r.cast(f.Responder, c.By)
	}
	if c.Status == corpus.Asserted || c.Status == corpus.Alleged {
		r.cast(f.Perpetrator, c.Accused)
		r.castStates(f.Perpetrator, c.Accused)
		r.cast(f.Target, c.Target)
	}
}

func (r *reader) cast(role corpus.ByField, ids []string) {
	for _, id := range ids {
		if e := r.entity(id); e != nil {
			put(role, e.Field, id)
		}
	}
}

// castStates adds the countries that the groups accused work for, also where
// the claim does not set them against themselves.
func (r *reader) castStates(role corpus.ByField, ids []string) {
	for _, id := range ids {
		if e := r.entity(id); e != nil && e.Field == corpus.Actor && e.Kind == kindState {
			r.cast(role, e.Country)
		}
	}
}

// entity is what an id means in this article, nil for nothing.
func (r *reader) entity(id string) *gazetteer.Entity {
	if e, ok := r.found[id]; ok {
		return e
	}
	if e, ok := r.gazetteer.Entity(id); ok {
		return e
	}
	return nil
}

func put(fields corpus.ByField, field, id string) {
	if !slices.Contains(fields[field], id) {
		fields[field] = append(fields[field], id)
	}
}

func sorted(ids []string) []string {
	slices.Sort(ids)
	return ids
}
