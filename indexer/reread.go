package indexer

import (
	"encoding/json"

	"despatch/corpus"
	"despatch/search"
)

// Reread is what one article gained and lost between two readings of the
// same version. Entities are written field:id.
type Reread struct {
	ID             string         `json:"id"`
	Version        int            `json:"version"`
	GainedEntities []string       `json:"gained_entities,omitempty"`
	LostEntities   []string       `json:"lost_entities,omitempty"`
	GainedClaims   []corpus.Claim `json:"gained_claims,omitempty"`
	LostClaims     []corpus.Claim `json:"lost_claims,omitempty"`
}

// Empty tells whether entities and claims are the same.
func (d *Reread) Empty() bool {
	return len(d.GainedEntities)+len(d.LostEntities)+len(d.GainedClaims)+len(d.LostClaims) == 0
}

// NewReread compares two readings of an article.
func NewReread(before, after *search.Document) Reread {
	d := Reread{ID: after.ID, Version: after.Version}
	had, has := entitiesOf(&before.Annotation), entitiesOf(&after.Annotation)
	d.GainedEntities, d.LostEntities = without(has, had), without(had, has)
	d.GainedClaims = claimsWithout(after.Annotation.Claims, before.Annotation.Claims)
	d.LostClaims = claimsWithout(before.Annotation.Claims, after.Annotation.Claims)
	return d
}

func entitiesOf(an *corpus.Annotation) []string {
	var all []string
	for _, f := range [...]struct {
		field string
		ids   []string
	}{
		{corpus.Actor, an.Facets.Actor}, {corpus.Country, an.Facets.Country},
		{corpus.Institution, an.Facets.Institution}, {corpus.Person, an.Facets.Person},
	} {
		for _, id := range f.ids {
			all = append(all, f.field+":"+id)
		}
	}
	return all
}

func claimsWithout(list, gone []corpus.Claim) []corpus.Claim {
	known := map[string]bool{}
	for i := range gone {
		known[claimKey(&gone[i])] = true
	}
	var rest []corpus.Claim
	for i := range list {
		if !known[claimKey(&list[i])] {
			rest = append(rest, list[i])
		}
	}
	return rest
}

// claimKey is the same for claims that say the same in the same place.
func claimKey(c *corpus.Claim) string {
	b, err := json.Marshal(c)
	if err != nil { // strings and numbers always marshal
		return ""
	}
	return string(b)
}
