package annotate

import (
	"strings"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// bodyHeads are the words that a body's name is built on, with its kind.
// "Ministry of Health" begins with one, "Foreign Ministry" ends with one.
var bodyHeads = headKinds("ministry ministry,department ministry,agency agency,commission commission,committee committee,council council,parliament parliament,senate parliament,assembly parliament," +
	"court court,tribunal court,police police,army military,navy military,embassy embassy,consulate embassy,authority agency,office agency,bureau agency,service agency,directorate agency," +
	"prosecutor court,command military,chancellery government,secretariat government,inspectorate agency,congress parliament,cabinet government,bundestag parliament,treasury ministry")

var headWords = keysOf(bodyHeads)

// leading are the heads that may begin a name: Ministry of …, Office for ….
var leading = keys("ministry department agency commission committee council office bureau directorate authority service secretariat inspectorate court assembly house board academy embassy consulate bank institute")

func headKinds(list string) map[uint64]string {
	kinds := map[uint64]string{}
	for pair := range strings.SplitSeq(list, ",") {
		head, kind, _ := strings.Cut(pair, " ")
		kinds[gazetteer.Key(head)] = kind
	}
	return kinds
}

// linking are the small words inside a body's name.
var linking = keys("of for on and the de des")

// findInstitutions finds bodies by the pattern of their names.
func (r *reader) findInstitutions() {
	for i := range r.units {
		u := &r.units[i]
		for t := range u.tokens {
			if u.marks[t]&markHead == 0 {
				continue
			}
			kind, ok := bodyHeads[u.tokens[t].Key]
			if !ok || u.bodyAt[t] {
				continue
			}
			if kind == "embassy" {
				r.takeEmbassy(u, t)
				continue
			}
			if !r.takeLeading(u, t, kind) {
				r.takeTrailing(u, t, kind)
			}
		}
		r.order(u)
	}
}

// takeLeading reads "Ministry of Foreign Affairs (of Ukraine)".
func (r *reader) takeLeading(u *unit, i int, kind string) bool {
	if n := u.nameOf(i + 2); u.is(i+1, wordOf) && n != nil && n.field() == corpus.Country && n.first == i+2 && !n.adjectival() && r.gazetteerBody(n.entity.ID, u.surface(i, i)) != nil {
		return r.takeBody(u, i, n.last, n.entity.ID, kind)
	}
	if !u.isAny(i, leading) || u.tokens[i].Case == gazetteer.Lower || !(u.is(i+1, wordOf) || u.is(i+1, wordFor)) {
		return false
	}
	last := u.nameEnd(i + 2)
	if last < i+2 {
		return false
	}
	country := u.countryBeside(i, last)
	if inner := u.countryIn(i, last); inner != "" {
		country = inner
	}
	return r.takeBody(u, i, last, country, kind)
}

// itWords end a body's name in a headline: "Ministry of Culture Website".
var itWords = keys("website websites site sites server servers system systems network networks account accounts page pages database databases data email emails hacked hack breach breached attack attacked")

// nameEnd is the last token of the capitalised words that begin at i, with
// the small words between them.
func (u *unit) nameEnd(i int) int {
	last := i - 1
	for j := i; j < len(u.tokens) && j < i+8; j++ {
		t := &u.tokens[j]
		if t.Has(gazetteer.Line) && !u.wrapped {
			break
		}
		if u.isMark(j, '&') || u.isMark(j, '-') && u.joinedBefore(j+1) || u.isAny(j, linking) && t.Case == gazetteer.Lower {
			continue
		}
		if u.isAny(j, itWords) {
			break
		}
		if t.Kind != gazetteer.Word || t.Case == gazetteer.Lower || t.Case == gazetteer.NoCase || u.is(j-1, wordAnd) && u.newBody(j) {
			break
		}
		last = j
		if t.Has(gazetteer.Possessive) {
			break
		}
	}
	return last
}

// newBody tells whether after "and" another body begins: the Ministry of
// Defence and Ministry of Health.
func (u *unit) newBody(i int) bool { return u.isAny(i, leading) || u.nameOf(i) != nil }

// takeTrailing reads "Ukrainian Foreign Ministry" and "Bolivian Army": a
// country, capitalised words, and the head.
func (r *reader) takeTrailing(u *unit, i int, kind string) bool {
	if u.tokens[i].Case == gazetteer.Lower {
		return r.takeLower(u, i, kind)
	}
	first := i
	for first > 0 && i-first < 5 && u.tokens[first-1].Kind == gazetteer.Word && u.nameOf(first-1) == nil && !u.tokens[first-1].Has(gazetteer.Possessive) && (u.tokens[first-1].Case == gazetteer.Title || u.tokens[first-1].Case == gazetteer.Upper) && !u.has(first-1, tagDet|tagPrep|tagConj|tagSub|tagPron) {
		first--
	}
	n := u.nameOf(first - 1)
	if n == nil || n.field() != corpus.Country || n.last != first-1 {
		return false
	}
	return r.takeBody(u, n.first, i, n.entity.ID, kind)
}

// takeLower reads "China's foreign ministry" and, where a country stands a few
// words before or right behind, "a foreign ministry spokesman in Beijing".
func (r *reader) takeLower(u *unit, i int, kind string) bool {
	const longest = 4
	for first := i; first > i-longest && first > 0; first-- {
		if n := u.nameOf(first - 1); n != nil {
			if n.field() != corpus.Country || n.last != first-1 || r.gazetteerBody(n.entity.ID, u.surface(first, i)) == nil {
				return false
			}
			return r.takeBody(u, n.first, i, n.entity.ID, kind)
		}
		if u.tokens[first-1].Kind != gazetteer.Word {
			break
		}
	}
	if !u.isAny(i-1, portfolios) {
		return false
	}
	country := u.ownerBefore(i - 1)
	if country == "" {
		country = u.countryNear(i)
	}
	if country == "" || r.gazetteerBody(country, u.surface(i-1, i)) == nil {
		return false
	}
	return r.takeBody(u, i-1, i, country, kind)
}

// ownerBefore is the country that "its" before a body's name at token i means:
// the first one named in the sentence, else in the one before; empty for none.
func (u *unit) ownerBefore(i int) string {
	if !u.isAny(i-1, owning) {
		return ""
	}
	at := 0
	for at+1 < len(u.sents) && u.sents[at].last < i {
		at++
	}
	for s := at; s >= max(0, at-1) && s < len(u.sents); s-- {
		if country := u.countryIn(u.sents[s].first, min(u.sents[s].last, i-1)); country != "" {
			return country
		}
	}
	return ""
}

var portfolios = keys("foreign defence defense interior justice finance")

// countryNear is the one country named within a few words of a ministry, in
// its sentence: "Beijing … its foreign ministry said".
func (u *unit) countryNear(i int) string {
	const before, after = 16, 6
	found := ""
	for t := max(0, i-before); t < min(len(u.tokens), i+after); t++ {
		if t < i && u.isMark(t, '.') {
			found = ""
		}
		for _, n := range u.namesAt(t) {
			if n.field() != corpus.Country {
				continue
			}
			if found != "" && found != n.entity.ID {
				return ""
			}
			found = n.entity.ID
		}
		if t > i && u.isMark(t, '.') {
			break
		}
	}
	return found
}

// countryIn is the country named inside a run of tokens.
func (u *unit) countryIn(first, last int) string {
	for t := first; t <= last; t++ {
		for _, n := range u.namesAt(t) {
			if n.field() == corpus.Country && n.last <= last {
				return n.entity.ID
			}
		}
	}
	return ""
}

// gazetteerBody is the body of a country that the tables have under a
// country-less name.
func (r *reader) gazetteerBody(country, form string) *gazetteer.Entity {
	form = strings.ToLower(form)
	for body, forms := range gazetteer.Bodies {
		for _, f := range forms {
			if f == form {
				if e, ok := r.gazetteer.Body(country, body); ok {
					return e
				}
			}
		}
	}
	return nil
}

// takeBody makes the tokens a mention of a country's body. Without a country
// a body is nobody's, and is left out.
func (r *reader) takeBody(u *unit, first, last int, country, kind string) bool {
	if country == "" {
		return false
	}
	own := first
	if n := u.nameOf(first); n != nil && n.field() == corpus.Country {
		own = n.last + 1
	}
	form := u.surface(own, last)
	if of := u.nameOf(own + 2); of != nil && of.last == last && u.is(own+1, wordOf) && r.gazetteerBody(country, u.surface(own, own)) != nil {
		form = u.surface(own, own)
	}
	e := r.gazetteerBody(country, form)
	if e == nil {
		e = r.discover(gazetteer.Entity{ID: country + "-" + gazetteer.Slug(form), Field: corpus.Institution, Kind: kind, Label: r.labelOf(country, form), Country: []string{country}})
	}
	u.add(name{first: first, last: last, entity: e, rule: rulePattern})
	r.present[e]++
	return true
}

// labelOf names a body so that it is clear whose it is.
func (r *reader) labelOf(country, form string) string {
	c, ok := r.gazetteer.Entity(country)
	if !ok || strings.Contains(form, c.Label) {
		return form
	}
	return form + " (" + c.Label + ")"
}

// takeEmbassy reads "Chinese embassy in London": the body is China's, its
// seat is Britain and is no part of what happens.
func (r *reader) takeEmbassy(u *unit, i int) {
	owner, first := "", i
	if n := u.nameOf(i - 1); n != nil && n.field() == corpus.Country {
		owner, first = n.entity.ID, n.first
	} else if n := u.nameOf(i + 2); n != nil && n.field() == corpus.Country && u.is(i+1, wordOf) {
		owner = n.entity.ID
	}
	if owner == "" {
		return
	}
	last, seat, from := i, "", i+1
	if first == i { // the embassy of China in Berlin
		from = u.nameOf(i+2).last + 1
	}
	for j := from; j <= from+1; j++ {
		n := u.nameOf(j)
		if n == nil || n.field() != corpus.Country || !(u.is(j-1, wordIn) || u.is(j-1, wordTo)) {
			continue
		}
		seat = n.entity.ID
		n.mute = seated
		last = n.last
	}
	e := r.discover(gazetteer.Entity{ID: owner + "-embassy", Field: corpus.Institution, Kind: "embassy", Label: r.labelOf(owner, "Embassy"), Country: []string{owner}})
	u.add(name{first: first, last: last, entity: e, rule: rulePattern, seat: seat})
	r.present[e]++
}
