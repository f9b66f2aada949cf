package annotate

import (
	"slices"
	"strings"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

var (
	firstNames = keys("john james david michael robert william richard thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald " +
		"timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam " +
		"nathan henry douglas zachary peter kyle walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert " +
		"mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca " +
		"sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine rachel carolyn janet catherine maria heather diane ruth julie olivia joyce " +
		"oliver tim iain stewart nigel boris theresa rishi keir liz tony gordon ben tom simon nick alex chris matt dan sam jim bob bill jake antony dominic priti suella jeremy dmitry vladimir sergei sergey " +
		"alexei mikhail ivan igor yevgeny volodymyr emmanuel angela olaf annalena heiko ursula josep jens thierry jean pierre marie francois nicolas xi wang zhao hua mao li ali mohammad mohammed hassan " +
		"hossein ahmad mahmoud abdullah benjamin yair naftali avigdor recep kim park moon shinzo narendra imran scott malcolm kevin julia penny jacinda justin stephen barack joe hillary kamala mike " +
		"antony jake lloyd alejandro merrick rod sally christopher")
	offices = keys("minister president premier chancellor secretary spokesman spokeswoman spokesperson ambassador senator congressman congresswoman director chief commissioner general colonel judge justice " +
		"prosecutor mp chairman chairwoman ceo analyst researcher professor governor mayor speaker leader mep representative")
	naming   = keys("said says told added claimed warned confirmed announced stated wrote tweeted argued insisted explained denied condemned accused blamed testified noted replied described called")
	noPerson = keys("the a an mps he she they it we who which that and but")
)

// findPersons finds people by honorific, office and speech verb, and then by
// the surnames of those found.
func (r *reader) findPersons() {
	for i := range r.units {
		u := &r.units[i]
		for t := 0; t < len(u.tokens); t++ {
			if u.tokens[t].Kind != gazetteer.Word || u.tokens[t].Case == gazetteer.Lower || u.nameAt[t] != 0 {
				continue
			}
			if last := r.personAt(u, t); last > t {
				r.takePerson(u, t, last)
				t = last
			}
		}
	}
	people := r.surnames()
	for i := range r.units {
		r.units[i].findSurnames(people)
	}
}

// personAt tells where the full name of a person that starts at token i ends;
// -1 for none.
func (r *reader) personAt(u *unit, i int) int {
	if !u.nameGoesOn(i+1) || u.isAny(i, titles) || u.isAny(i, offices) && u.words[i] != nil {
		return -1
	}
	last := u.fullName(i)
	if last <= i || last-i > 3 {
		return -1
	}
	if u.isAny(i, firstNames) || u.isAny(i-1, titles) || u.isMark(i-1, '.') && u.isAny(i-2, titles) || u.isAny(i-1, offices) {
		return last
	}
	if u.isAny(last+1, naming) || u.isAny(i-1, naming) && (u.isMark(last+1, ',') || u.isMark(last+1, '.')) {
		return last
	}
	return -1
}

// nameGoesOn tells whether the token at i can be the second of a person's name:
// nearly every capital is that of a sentence, which this tells soonest.
func (u *unit) nameGoesOn(i int) bool {
	if i >= len(u.tokens) {
		return false
	}
	t := &u.tokens[i]
	return t.Kind == gazetteer.Word && (t.Case == gazetteer.Title || t.Case == gazetteer.Mixed) || t.Mark == '-'
}

// fullName is the last of two to four capitalised words from i on that no
// name covers.
func (u *unit) fullName(i int) int {
	last := i
	for j := i; j < len(u.tokens) && j < i+4; j++ {
		t := &u.tokens[j]
		if j > i && (t.Has(gazetteer.Line) || u.isMark(j-1, '.')) && !u.wrapped {
			break
		}
		if u.isMark(j, '-') && u.joinedBefore(j+1) {
			continue
		}
		if t.Kind != gazetteer.Word || t.Case != gazetteer.Title && t.Case != gazetteer.Mixed || u.nameAt[j] != 0 && j > i+1 {
			break
		}
		if u.words[j] != nil && u.words[j].tags&(tagDet|tagPrep|tagConj|tagSub|tagPron|tagBe|tagModal|tagHave) != 0 || u.isAny(j, noPerson) || u.has(j, tagEd) && !u.has(j, tagNoun) || u.nounIs(j, nounTime|nounAttack|nounThing|nounState) {
			break
		}
		last = j
		if t.Has(gazetteer.Possessive) {
			break
		}
	}
	return last
}

func (r *reader) takePerson(u *unit, first, last int) {
	label := strings.Join(strings.Fields(u.surface(first, last)), " ")
	id := gazetteer.Slug(label)
	if id == "" {
		return
	}
	e := r.discover(gazetteer.Entity{ID: id, Field: corpus.Person, Kind: "person", Label: label})
	if len(e.Country) == 0 && r.found[e.ID] == e {
		e.Country = u.countryOf(first, last)
	}
	rule := rulePattern
	if u.isAny(first-1, titles) || u.isAny(first-1, offices) {
		rule = ruleTitle
	}
	u.add(name{first: first, last: last, entity: e, rule: rule})
	r.present[e]++
	for t := first; t <= last; t++ {
		u.nameAt[t] = int32(len(u.names))
	}
}

// countryOf is whose a person is, by the office told beside the name: "Chinese
// foreign ministry spokesman X", "X, who speaks for China's government".
func (u *unit) countryOf(first, last int) []string {
	const before, after = 5, 9
	office := false
	var found []string
	look := func(t int) {
		office = office || u.isAny(t, offices) || u.isAny(t, serving) || u.nounIs(t, nounState)
		for _, n := range u.namesAt(t) {
			if len(n.entity.Country) == 1 && n.field() != corpus.Person && n.field() != corpus.Actor && !slices.Contains(found, n.entity.Country[0]) {
				found = append(found, n.entity.Country[0])
			}
		}
	}
	for t := first - 1; t >= max(0, first-before) && u.tokens[t].Kind != gazetteer.Mark; t-- {
		look(t)
	}
	if len(found) == 0 && u.isMark(last+1, ',') {
		for t := last + 2; t < min(len(u.tokens), last+after) && u.tokens[t].Kind != gazetteer.Mark; t++ {
			look(t)
		}
	}
	if !office || len(found) != 1 {
		return nil
	}
	return found
}

var serving = keys("speaks spokesman spokeswoman spokesperson minister ministry embassy officer official president prosecutor foreign")

// findSurnames finds "Mr Dowden" and "Dowden" where a full name is known.
func (u *unit) findSurnames(people map[uint64]*gazetteer.Entity) {
	var among uint64 // a bit for each surname: most words are none
	for key := range people {
		among |= 1 << (key >> 58)
	}
	if among == 0 {
		return
	}
	for t := range u.tokens {
		token := &u.tokens[t]
		if among&(1<<(token.Key>>58)) == 0 || token.Kind != gazetteer.Word || token.Case == gazetteer.Lower || u.nameAt[t] != 0 {
			continue
		}
		if e := people[token.Key]; e != nil {
			u.add(name{first: t, last: t, entity: e, rule: ruleReference})
			u.nameAt[t] = int32(len(u.names))
		}
	}
}

// surnames maps the last words of the persons named to them; a surname that
// two of them share stands for neither.
func (r *reader) surnames() map[uint64]*gazetteer.Entity {
	var people map[uint64]*gazetteer.Entity
	for e := range r.present {
		if e.Field != corpus.Person {
			continue
		}
		if people == nil {
			people = map[uint64]*gazetteer.Entity{}
		}
		words := strings.Fields(e.Label)
		if len(words) < 2 {
			continue
		}
		key := gazetteer.Key(words[len(words)-1])
		if other, taken := people[key]; taken && other != e {
			people[key] = nil
			continue
		}
		people[key] = e
	}
	return people
}
