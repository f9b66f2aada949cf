package gazetteer

import (
	"cmp"
	"slices"

	"despatch/corpus"
)

// Shared is a name that several entities have.
type Shared struct {
	Name   string
	Owners []string // ids
	marked bool     // all owners but one have it as a word that needs context
}

// Ambiguous lists the names that mean more than one entity, in alphabetical
// order. A country and its own body with one name (Kremlin) are not
// ambiguous: the name means both.
func (g *Gazetteer) Ambiguous() []Shared {
	var all []Shared
	for key, owners := range g.byName {
		if len(owners) < 2 || g.together(owners) {
			continue
		}
		s := Shared{}
		plain := 0
		for _, i := range owners {
			e := &g.entities[i]
			s.Owners = append(s.Owners, e.ID)
			text, context := nameOf(e, key)
			s.Name = cmp.Or(s.Name, text)
			if !context {
				plain++
			}
		}
		s.marked = plain < 2
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Shared) int { return cmp.Or(cmp.Compare(a.Name, b.Name), slices.Compare(a.Owners, b.Owners)) })
	return all
}

// nameOf is the name of an entity that folds to the key, and whether it needs
// context. An entity that only its id calls so does not compete for the name.
func nameOf(e *Entity, key string) (text string, context bool) {
	for _, n := range e.Names {
		if n.Rule != RuleNot && Fold(n.Text) == key {
			return n.Text, n.Context
		}
	}
	return e.ID, true
}

// together says whether the owners of a name are one country and bodies of it.
func (g *Gazetteer) together(owners []int32) bool {
	country := ""
	for _, i := range owners {
		if e := &g.entities[i]; e.Field == corpus.Country {
			if country != "" {
				return false
			}
			country = e.ID
		}
	}
	for _, i := range owners {
		e := &g.entities[i]
		if e.Field != corpus.Country && (len(owners) > 2 || !slices.Contains(e.Country, country)) {
			return false
		}
	}
	return country != ""
}
