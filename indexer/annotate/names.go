package annotate

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// findNames finds what title and text name. Names that stand for themselves
// come first; those that need their surroundings are decided by them then.
func (r *reader) findNames() {
	for i := range r.units {
		u := &r.units[i]
		u.matches = r.matcher.Find(u.text, u.tokens, 0, len(u.tokens), u.matches)
	}
	for i := range r.units {
		r.takeClear(&r.units[i])
	}
	for i := range r.units {
		r.order(&r.units[i])
		r.takeDoubtful(&r.units[i])
	}
	for i := range r.units {
		u := &r.units[i]
		r.order(u)
		r.findForms(u)
		r.order(u)
	}
	r.findInstitutions()
	r.findPersons()
	r.findReferences()
	for i := range r.units {
		u := &r.units[i]
		r.order(u)
		u.muteNames()
		r.findUnknown(u)
	}
}

// takeClear takes the matches that can only be one entity.
func (r *reader) takeClear(u *unit) {
	for i := range u.matches {
		m := &u.matches[i]
		e, name := r.onlyMeaning(m)
		if e == nil || r.doubtful(u, m, e, name) || !r.languageFits(name) {
			continue
		}
		if u.misleads(m.First, m.Last, e, name) || u.ofAnother(m, e) {
			m.Names = nil
			continue
		}
		r.take(u, m, e, name)
	}
}

// ofAnother tells whether a body's name has another country's before it: the
// Philippine Justice Department is not the American one.
func (u *unit) ofAnother(m *gazetteer.Match, e *gazetteer.Entity) bool {
	if e.Field != corpus.Institution || len(e.Country) != 1 || len(u.names) == 0 {
		return false
	}
	last := &u.names[len(u.names)-1]
	return last.last == m.First-1 && last.field() == corpus.Country && last.adjectival() && last.entity.ID != e.Country[0]
}

// doubtful tells whether a name needs its surroundings: a plain word, a body
// of several countries, or a code name in capitals written like a word
// (CHROMIUM the group, Chromium the browser).
func (r *reader) doubtful(u *unit, m *gazetteer.Match, e *gazetteer.Entity, n *gazetteer.Name) bool {
	if n.Context || n.Rule == gazetteer.RuleGeneric {
		return true
	}
	return e.Field == corpus.Actor && m.First == m.Last && u.tokens[m.First].Case == gazetteer.Title && n.Text == strings.ToUpper(n.Text)
}

// onlyMeaning returns the entity that all names of a match mean, with the
// first of these names; nil where there are several.
func (r *reader) onlyMeaning(m *gazetteer.Match) (*gazetteer.Entity, *gazetteer.Name) {
	var only *gazetteer.Entity
	var named *gazetteer.Name
	for _, id := range m.Names {
		e, name := r.meaning(id)
		if name.Rule == gazetteer.RuleNot {
			return nil, nil
		}
		if only != nil && e != only {
			return nil, nil
		}
		if only == nil {
			only, named = e, name
		}
	}
	return only, named
}

func (r *reader) meaning(id int32) (*gazetteer.Entity, *gazetteer.Name) {
	entity, name := r.matcher.Name(id)
	e := &r.entities[entity]
	return e, &e.Names[name]
}

func (r *reader) languageFits(n *gazetteer.Name) bool {
	return n.Lang == "" || n.Lang == r.article.Language || n.Lang == "en" && r.article.Language == "" || ofItsOwnScript(n.Text)
}

// ofItsOwnScript tells whether a name is in letters that no language in Latin
// ones could mistake: it is known whatever the article's language.
func ofItsOwnScript(text string) bool {
	const greek, latinAdditional, pastLatin = 0x370, 0x1e00, 0x1f00
	first, _ := utf8.DecodeRuneInString(text)
	return first >= greek && (first < latinAdditional || first >= pastLatin)
}

// take makes a match a name, and finds the country inside the name of a body
// or a group.
func (r *reader) take(u *unit, m *gazetteer.Match, e *gazetteer.Entity, n *gazetteer.Name) {
	u.add(name{first: m.First, last: m.Last, entity: e, rule: n.Rule})
	r.present[e]++
	m.Names = nil
	if e.Field != corpus.Country && e.Field != corpus.Person && m.Last > m.First {
		r.takeInner(u, m.First, m.Last)
	}
}

// takeInner finds the countries that are named inside of a longer name.
func (r *reader) takeInner(u *unit, first, last int) {
	var buf [4]gazetteer.Match
	inner := r.matcher.Find(u.text, u.tokens, first, last, buf[:0])
	if !u.tokens[last].Has(gazetteer.Piece) {
		from := first + 1
		if len(inner) > 0 {
			from = inner[len(inner)-1].Last + 1
		}
		inner = r.matcher.Find(u.text, u.tokens, from, last+1, inner)
	}
	for i := range inner {
		e, n := r.onlyMeaning(&inner[i])
		if e == nil || e.Field != corpus.Country || n.Context || !r.languageFits(n) {
			continue
		}
		u.add(name{first: inner[i].First, last: inner[i].Last, entity: e, rule: n.Rule, inner: true})
		r.present[e]++
	}
}

// order sorts the names by place, drops those that overlap another of their
// field, and notes the names at their tokens, inner ones first.
func (r *reader) order(u *unit) {
	if !u.unordered {
		return
	}
	u.unordered = false
	slices.SortStableFunc(u.names, func(a, b name) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.last, a.last))
	})
	end := [...]int{-1, -1, -1, -1}
	u.names = slices.DeleteFunc(u.names, func(n name) bool {
		past := &end[fieldIndex(n.entity.Field)]
		if n.first <= *past {
			return true
		}
		*past = n.last
		return false
	})
	u.noteNames()
}

func fieldIndex(field string) int {
	switch field {
	case corpus.Actor:
		return 0
	case corpus.Country:
		return 1
	case corpus.Institution:
		return 2
	}
	return 3
}

// discover makes an entity that no table has, or returns the one made before.
func (r *reader) discover(e gazetteer.Entity) *gazetteer.Entity {
	if seen, ok := r.found[e.ID]; ok {
		return seen
	}
	if known, ok := r.gazetteer.Entity(e.ID); ok && known.Field == e.Field {
		return known
	}
	if known, ok := r.named(e); ok {
		return known
	}
	made := &e
	r.found[e.ID] = made
	return made
}

// named is the entity of the tables that has the name of one about to be made:
// written in a way that the table does not know, it would else be there twice.
func (r *reader) named(e gazetteer.Entity) (*gazetteer.Entity, bool) {
	var known []*gazetteer.Entity
	for _, k := range r.gazetteer.Lookup(e.Label) {
		if k.Field == e.Field {
			known = append(known, k)
		}
	}
	if len(known) != 1 {
		return nil, false
	}
	return known[0], true
}

func sortedByID(found map[string]*gazetteer.Entity) []*gazetteer.Entity {
	return slices.SortedFunc(maps.Values(found), func(a, b *gazetteer.Entity) int { return cmp.Compare(a.ID, b.ID) })
}
