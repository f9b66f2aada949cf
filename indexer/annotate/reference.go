package annotate

import (
	"cmp"
	"slices"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// referring are the words by which a body named before is meant: "the
// commission" is the last one whose name has that word, "the House" a
// parliament.
var (
	referring = keys("commission ministry agency department committee council embassy court centre center bureau authority")
	houses    = keys("house commons lords parliament")
	// parliaments are the words for both chambers together.
	parliaments = keys("parliament")
)

// findReferences finds "the commission", "the agency", "the House", and the
// acronyms that the article itself introduces.
func (r *reader) findReferences() {
	for i := range r.units {
		u := &r.units[i]
		r.bindAcronyms(u)
		r.order(u)
		for t := 1; t < len(u.tokens); t++ {
			if u.marks[t]&markRefer == 0 || u.nameAt[t] != 0 || !u.is(t-1, wordThe) && !(u.isAny(t, houses) && u.isAny(t-1, thisWords)) && !(u.isAny(t, homelands) && u.is(t-1, wordThat)) {
				continue
			}
			if u.isAny(t, homelands) && u.tokens[t].Case == gazetteer.Lower {
				if e := u.lastCountry(t); e != nil {
					u.add(name{first: t, last: t, entity: e, rule: ruleReference})
				}
				continue
			}
			if e := r.referent(u, t); e != nil {
				u.add(name{first: t, last: t, entity: e, rule: ruleReference})
			}
		}
		r.order(u)
	}
}

var homelands = keys("country nation")

// lastCountry is the country named last before token t, if its sentence or
// the one before names no other.
func (u *unit) lastCountry(t int) *gazetteer.Entity {
	const reach = 60
	var last *gazetteer.Entity
	for i := max(0, t-reach); i < t; i++ {
		for _, n := range u.namesAt(i) {
			if n.field() != corpus.Country || n.rule == ruleReference {
				continue
			}
			if last != nil && last != n.entity {
				return nil
			}
			last = n.entity
		}
	}
	return last
}

// referent is the body that "the" and the word at t mean, nil for none.
func (r *reader) referent(u *unit, t int) *gazetteer.Entity {
	if u.isAny(t, referring) && (u.tokens[t].Case == gazetteer.Lower || u.tokens[t].Case == gazetteer.Title) && !u.capitalNext(t) {
		return r.lastBody(u, t, func(n *name) bool {
			return u.is(n.last, u.tokens[t].Key) || containsWord(n.entity.Label, u.tokens[t].Key)
		})
	}
	if u.isAny(t, houses) && u.tokens[t].Case == gazetteer.Title && !u.capitalNext(t) {
		return r.house(u, t)
	}
	return nil
}

// house is the chamber that "the House" at token t means: the one named before
// by that word, else the lower house of the parliament named last.
func (r *reader) house(u *unit, t int) *gazetteer.Entity {
	if named := r.lastBody(u, t, func(n *name) bool {
		return n.entity.Kind == "parliament" && containsWord(n.entity.Label, u.tokens[t].Key)
	}); named != nil {
		return named
	}
	last := r.lastBody(u, t, func(n *name) bool { return n.entity.Kind == "parliament" })
	if last == nil || len(last.Country) != 1 {
		return last
	}
	if lower, ok := r.gazetteer.Body(last.Country[0], "lower-house"); ok && !u.isAny(t, parliaments) {
		return lower
	}
	return last
}

func (u *unit) capitalNext(t int) bool {
	return t+1 < len(u.tokens) && u.tokens[t+1].Kind == gazetteer.Word && u.tokens[t+1].Case != gazetteer.Lower && !u.tokens[t+1].Has(gazetteer.Line) ||
		u.is(t+1, wordOf) || u.is(t+1, wordFor)
}

// lastBody is the institution named last before token t that fits, in this
// unit or the title.
func (r *reader) lastBody(u *unit, t int, fits func(*name) bool) *gazetteer.Entity {
	const reach = 300 // names
	from, _ := slices.BinarySearchFunc(u.names, t, func(n name, t int) int { return cmp.Compare(n.first, t) })
	for j := from - 1; j >= max(0, from-reach); j-- {
		n := &u.names[j]
		if n.last < t && n.field() == corpus.Institution && n.rule != ruleReference && fits(n) {
			return n.entity
		}
	}
	if u.in == inTitle {
		return nil
	}
	title := &r.units[0]
	for j := len(title.names) - 1; j >= 0; j-- {
		if n := &title.names[j]; n.field() == corpus.Institution && containsWord(n.entity.Label, u.tokens[t].Key) {
			return n.entity
		}
	}
	return nil
}

// containsWord tells whether a label has a word with the key.
func containsWord(label string, key uint64) bool {
	var buf [16]gazetteer.Token
	for _, t := range gazetteer.Tokenize(label, buf[:0]) {
		if t.Key == key {
			return true
		}
	}
	return false
}

// bindAcronyms finds "Name of a Body (NOB)" and takes NOB for the body in the
// rest of the unit.
func (r *reader) bindAcronyms(u *unit) {
	bound := map[uint64]*gazetteer.Entity{}
	for j := range u.names {
		n := &u.names[j]
		i := n.last + 2
		if n.field() != corpus.Institution || !u.isMark(n.last+1, '(') || i+1 >= len(u.tokens) || !u.isMark(i+1, ')') {
			continue
		}
		if u.tokens[i].Kind == gazetteer.Word && u.tokens[i].Case == gazetteer.Upper {
			bound[u.tokens[i].Key] = n.entity
		}
	}
	if len(bound) == 0 {
		return
	}
	for t := range u.tokens {
		if e := bound[u.tokens[t].Key]; e != nil && u.tokens[t].Case == gazetteer.Upper && !u.bodyAt[t] {
			u.add(name{first: t, last: t, entity: e, rule: "acronym"})
		}
	}
}
