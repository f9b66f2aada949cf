package gazetteer

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"despatch/corpus"
)

// Gazetteer is the entities of the embedded tables and of the user's own. It
// does not change once loaded and may be shared by goroutines.
type Gazetteer struct {
	entities []Entity       // by field, then id
	byID     map[string]int // index in entities, of ids of old as well
	byName   map[string][]int32
	owners   []int32        // what most of byName points into
	bodies   map[string]int // country and what the body is to it
	version  string
	problems []Problem // found while loading the user's table
}

// Entity returns the entity with the given id, or that had it once.
func (g *Gazetteer) Entity(id string) (*Entity, bool) {
	i, ok := g.byID[id]
	if !ok {
		return nil, false
	}
	return &g.entities[i], true
}

// All yields every entity: actors, countries, institutions, persons, each in
// the order of their ids.
func (g *Gazetteer) All() iter.Seq[*Entity] {
	return func(yield func(*Entity) bool) {
		for i := range g.entities {
			if !yield(&g.entities[i]) {
				return
			}
		}
	}
}

// Entities gives every entity in the order of All. It is shared: do not modify
// it.
func (g *Gazetteer) Entities() []Entity { return g.entities }

// Len is the number of entities.
func (g *Gazetteer) Len() int { return len(g.entities) }

// Kinds lists the kinds that entities have, in order.
func (g *Gazetteer) Kinds() []string {
	var kinds []string
	for i := range g.entities {
		if kind := g.entities[i].Kind; kind != "" && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// ByKind yields the entities of one kind, such as parliament, in stable order.
func (g *Gazetteer) ByKind(kind string) iter.Seq[*Entity] {
	return func(yield func(*Entity) bool) {
		for i := range g.entities {
			if g.entities[i].Kind == kind && !yield(&g.entities[i]) {
				return
			}
		}
	}
}

// Version identifies the contents of the tables: annotations made under
// another version are out of date.
func (g *Gazetteer) Version() string { return g.version }

// Lookup returns every entity that the name may mean, whether it is an id (also
// of MITRE ATT&CK), a label or an alias, without regard to case, diacritics, hyphens and spaces.
// Those that bear the name as id or label come first. A body named by pattern
// ("Ukrainian Foreign Ministry") is found where no table has the name.
func (g *Gazetteer) Lookup(name string) []*Entity {
	key := Fold(name)
	owners := g.byName[key]
	if len(owners) == 0 {
		if body, ok := g.bodyByPattern(name); ok {
			return []*Entity{body}
		}
		return nil
	}
	found := make([]*Entity, len(owners))
	for i, owner := range owners {
		found[i] = &g.entities[owner]
	}
	slices.SortStableFunc(found, func(a, b *Entity) int {
		return cmp.Compare(bearing(a, key), bearing(b, key))
	})
	return found
}

// bearing is how an entity bears a name: 0 as its id or label, 1 as an alias, 2
// as one that needs context, 3 as a generic name that others share.
func bearing(e *Entity, key string) int {
	if Fold(e.ID) == key || Fold(e.Label) == key {
		return 0
	}
	least := 3
	for _, name := range e.Names {
		if name.Rule == RuleGeneric || Fold(name.Text) != key {
			continue
		}
		if !name.Context {
			return 1
		}
		least = 2
	}
	return least
}

// Body returns what a country has for one kind of body: parliament,
// foreign-ministry, election-body and so on (see Bodies).
func (g *Gazetteer) Body(country, body string) (*Entity, bool) {
	i, ok := g.bodies[country+" "+body]
	if !ok {
		return nil, false
	}
	return &g.entities[i], true
}

func knownField(field string) bool {
	return slices.Contains(corpus.EntityFields[:], field)
}

func byFieldAndID(a, b Entity) int {
	return cmp.Or(strings.Compare(a.Field, b.Field), strings.Compare(a.ID, b.ID))
}
