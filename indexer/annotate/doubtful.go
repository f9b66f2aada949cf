package annotate

import (
	"strings"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// groupWords beside a plain word show that it names a group; introducers
// before it do too.
var (
	groupWords  = keys("group groups gang apt actor actors threat team crew hackers collective ransomware cluster campaign espionage operators attackers intrusion adversary")
	introducers = keys("dubbed called named aka codenamed tracked as known alias a.k.a nicknamed christened")
)

// takeDoubtful decides matches that need their surroundings, and leaves out
// those that stay open.
func (r *reader) takeDoubtful(u *unit) {
	for i := range u.matches {
		m := &u.matches[i]
		if m.Names == nil || r.ruledOut(m) {
			continue
		}
		if e, n := r.choose(u, m); e != nil {
			r.take(u, m, e, n)
		}
	}
}

// ruledOut tells whether the match is written like a name that is expressly
// not the entity and like nothing else.
func (r *reader) ruledOut(m *gazetteer.Match) bool {
	for _, id := range m.Names {
		if _, n := r.meaning(id); n.Rule != gazetteer.RuleNot {
			return false
		}
	}
	return true
}

// choose weighs the entities that a match may mean. A tie is left open.
func (r *reader) choose(u *unit, m *gazetteer.Match) (*gazetteer.Entity, *gazetteer.Name) {
	var best *gazetteer.Entity
	var named *gazetteer.Name
	most, tied := 0, false
	for _, id := range m.Names {
		e, n := r.meaning(id)
		if n.Rule == gazetteer.RuleNot || !r.languageFits(n) || u.misleads(m.First, m.Last, e, n) {
			continue
		}
		weight := r.weigh(u, m, e, n)
		if weight <= 0 {
			continue
		}
		switch {
		case e == best:
			most = max(most, weight)
		case weight > most:
			best, named, most, tied = e, n, weight, false
		case weight == most:
			tied = true
		}
	}
	if tied {
		return r.namesake(u, m)
	}
	if best != nil && named.Rule == gazetteer.RuleMetonym {
		return r.bodyBefore(m, best, named)
	}
	return best, named
}

// headOfState is the kind of bodies whose seat speaks for the country (the
// Kremlin), unless it is the body's own name (the White House).
const headOfState = "head-of-state"

// bodyBefore prefers the body that is written like a metonym of its country:
// the White House, the Pentagon.
func (r *reader) bodyBefore(m *gazetteer.Match, country *gazetteer.Entity, named *gazetteer.Name) (*gazetteer.Entity, *gazetteer.Name) {
	for _, id := range m.Names {
		e, n := r.meaning(id)
		if e.Field == corpus.Institution && len(e.Country) == 1 && e.Country[0] == country.ID && (e.Kind != headOfState || e.Label == n.Text) && r.languageFits(n) {
			return e, n
		}
	}
	return country, named
}

// namesake is the one country among several that the word is made of:
// Chinese is of China before it is of Macao. Nil where none is nearer.
func (r *reader) namesake(u *unit, m *gazetteer.Match) (*gazetteer.Entity, *gazetteer.Name) {
	surface := u.surface(m.First, m.Last)
	var best *gazetteer.Entity
	var named *gazetteer.Name
	for _, id := range m.Names {
		e, n := r.meaning(id)
		if e.Field != corpus.Country || !madeOf(surface, e.Label) {
			continue
		}
		if best != nil && best != e {
			return nil, nil
		}
		best, named = e, n
	}
	return best, named
}

// weigh says how much speaks for a meaning here; 0 or less is not enough.
func (r *reader) weigh(u *unit, m *gazetteer.Match, e *gazetteer.Entity, n *gazetteer.Name) int {
	weight := 2
	if r.doubtful(u, m, e, n) {
		weight = 0
	}
	if e.Kind == headOfState && n.Text != e.Label {
		weight -= 2
	}
	if r.present[e] > 0 && n.Rule != gazetteer.RulePlace {
		weight += 4
	}
	switch n.Rule {
	case gazetteer.RuleName:
		if e.Field != corpus.Actor || !n.Context || !u.opensSentence(m.First) {
			weight++
		}
	case gazetteer.RuleMetonym: // the body of that name comes before the country
		weight--
	}
	switch e.Field {
	case corpus.Actor:
		weight += r.weighActor(u, m, e)
	case corpus.Country:
		weight += r.weighPlace(u, m, e, n)
	case corpus.Institution:
		weight += r.weighBody(u, m, e, n)
	}
	return weight
}

// opensSentence tells whether a capital at token i may be that of a sentence, a
// line or a cell.
func (u *unit) opensSentence(i int) bool {
	return i == 0 || u.tokens[i].Has(gazetteer.Line) || u.tokens[i-1].Kind == gazetteer.Mark && u.tokens[i-1].Mark != ',' && u.tokens[i-1].Mark != '('
}

func (r *reader) weighActor(u *unit, m *gazetteer.Match, e *gazetteer.Entity) int {
	weight := 0
	if u.isAny(m.Last+1, groupWords) && !u.isMark(m.Last+1, '.') || u.isAny(m.First-1, groupWords) {
		weight += 2
	}
	if u.isAny(m.First-1, introducers) || u.isMark(m.First-1, '"') && u.isAny(m.First-2, introducers) {
		weight += 2
	}
	if u.isMark(m.First-1, '(') && u.nameOf(m.First-2) != nil && u.nameOf(m.First-2).field() == corpus.Actor {
		weight += 2
	}
	if u.verbIs(m.Last+1, verbAttack|verbSteal) && u.has(m.Last+1, tagEd|tagS) || u.is(m.First-1, wordBy) && u.verbIs(m.First-2, verbAttack|verbSteal|verbLight) {
		weight += 2
	}
	return weight
}

// lastNamed is the country named last before token i, within reach.
func (u *unit) lastNamed(i int) string {
	const reach = 60
	for t := i - 1; t >= max(0, i-reach); t-- {
		if n := u.nameOf(t); n != nil && n.field() == corpus.Country {
			return n.entity.ID
		}
	}
	return ""
}

// foremost tells whether a country is named at least half as often as
// any other: a ministry without a country is most likely its own.
func (r *reader) foremost(country string) bool {
	most, own := 0, 0
	for e, count := range r.present {
		switch {
		case e.Field != corpus.Country:
		case e.ID == country:
			own = count
		default:
			most = max(most, count)
		}
	}
	return 2*own >= most && own > 0
}

var (
	placing   = keys("in at near from to across throughout outside around against between of into for president government minister ministry parliament republic")
	stateSide = keys("atlanta governor senator u.s us usa america american americans tech bulldogs county counties alabama florida carolina tennessee savannah")
)

// georgia is the one country that shares its name with a state of America.
const georgia = "ge"

// weighPlace weighs a country or place that is also a plain word, a person or
// a part of another country.
func (r *reader) weighPlace(u *unit, m *gazetteer.Match, e *gazetteer.Entity, n *gazetteer.Name) int {
	if !n.Context {
		return 0
	}
	weight := 0
	if n.Rule == gazetteer.RuleAdjective && madeOf(u.surface(m.First, m.Last), e.Label) {
		weight += 2
	}
	if u.isAny(m.First-1, placing) || u.tokens[m.Last].Has(gazetteer.Possessive) {
		weight += 2
	}
	if u.isMark(m.First-1, ',') && u.nameOf(m.First-2) != nil || u.isMark(m.Last+1, ',') && u.nameOf(m.Last+2) != nil && u.nameOf(m.Last+2).entity == e {
		weight += 2
	}
	if u.has(m.Last+1, tagBe|tagHave|tagModal) && n.Rule != gazetteer.RuleAcronym {
		weight++
	}
	if n.Rule == gazetteer.RulePlace || n.Rule == gazetteer.RuleCapital {
		weight--
		if r.present[e] > 0 {
			weight++
		}
		if u.anyNear(m.First, stateSide) {
			weight += 2
		}
		return weight
	}
	if e.ID == georgia && n.Rule != gazetteer.RuleAdjective && u.anyNear(m.First, stateSide) {
		weight -= 6
	}
	return weight
}

// anyNear tells whether one of the words stands within a few tokens.
func (u *unit) anyNear(i int, set keySet) bool {
	const reach = 6
	for j := max(0, i-reach); j < min(len(u.tokens), i+reach+1); j++ {
		if u.isAny(j, set) {
			return true
		}
	}
	return false
}

// weighBody weighs the name of a body that several countries have by the
// country named beside it.
func (r *reader) weighBody(u *unit, m *gazetteer.Match, e *gazetteer.Entity, n *gazetteer.Name) int {
	beside := u.countryBeside(m.First, m.Last)
	for _, country := range e.Country {
		if beside != "" && beside != country {
			return -10
		}
		if beside == country {
			return 6
		}
		if u.lastNamed(m.First) == country || r.foremost(country) {
			return 1
		}
	}
	return 0
}

// countryBeside is the country named right before or, with "of", right after
// a run of tokens; empty for none.
func (u *unit) countryBeside(first, last int) string {
	before := u.nameOf(first - 1)
	if before == nil && u.joinedBefore(first) {
		before = u.nameOf(first - 2)
	}
	if before != nil && before.field() == corpus.Country {
		return before.entity.ID
	}
	if owner := u.ownerBefore(first); owner != "" {
		return owner
	}
	if !u.is(last+1, wordOf) && !u.isMark(last+1, '(') {
		return ""
	}
	for t := last + 2; t <= last+3; t++ {
		for _, n := range u.namesAt(t) {
			if n.field() == corpus.Country {
				return n.entity.ID
			}
		}
	}
	return ""
}

// madeOf tells whether an adjective is made of a country's name: their first
// letters are the same.
func madeOf(adjective, country string) bool {
	const least = 4
	return len(adjective) >= least && len(country) >= least && strings.EqualFold(adjective[:least], country[:least])
}
