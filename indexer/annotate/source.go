package annotate

import (
	"slices"

	"despatch/corpus"
)

// readVersus reads "X vs. Y" as a title: X attacks Y.
func (cr *claimReader) readVersus(s span) {
	if len(cr.c.preds) > 0 {
		return
	}
	for k := range cr.c.chunks {
		if cr.c.chunks[k].kind != preposition || !cr.u.isAny(cr.c.chunks[k].head, versus) {
			continue
		}
		f := cr.add(corpus.Attack, cr.c.chunks[k].head, s)
		f.accused = cr.collect(0, k, asDoer, nil)
		f.target = cr.collect(k+1, len(cr.c.chunks), asTarget, nil)
		return
	}
}

var versus = keys("vs versus")

// readSources finds who says what the sentence tells: "according to X", "X
// said that …". A source that is a state's makes it an attribution.
func (cr *claimReader) readSources(s span) {
	by := cr.accordingTo()
	by = append(by, cr.sayers()...)
	cr.remember(by)
	ours := len(by) == 0 && cr.officialSpeaks()
	if told, official := cr.tellers(); len(by) == 0 {
		by, ours = told, ours || official
	}
	if len(by) == 0 && !ours || cr.attributedBy(by, ours) {
		return
	}
	for j := len(cr.frames) - 1; j >= 0 && cr.ofThis(&cr.frames[j]); j-- {
		f := &cr.frames[j]
		if f.act != corpus.Attack || len(f.accused) == 0 || cr.statusOf(f) == corpus.Hypothetical || shareCountry(by, f.accused) {
			continue
		}
		copied := *f
		copied.target = cr.alsoHit(j)
		copied.act, copied.by, copied.byHome, copied.echo = corpus.Attribute, by, ours, ours
		cr.frames = append(cr.frames, copied)
		return
	}
}

// alsoHit are the targets of frame j and of the attacks of the same doers that
// its sentence tells before it.
func (cr *claimReader) alsoHit(j int) []*name {
	target := slices.Clone(cr.frames[j].target)
	for i := j - 1; i >= 0 && cr.ofThis(&cr.frames[i]); i-- {
		if g := &cr.frames[i]; g.act == corpus.Attack && slices.Equal(g.accused, cr.frames[j].accused) {
			target = append(target, others(g.target, g.accused)...)
		}
	}
	return target
}

// attributedBy names the source in the attributions of the sentence that lack
// one, and tells whether there are any.
func (cr *claimReader) attributedBy(by []*name, ours bool) bool {
	found := false
	for j := len(cr.frames) - 1; j >= 0 && cr.ofThis(&cr.frames[j]); j-- {
		f := &cr.frames[j]
		if f.act != corpus.Attribute && f.act != corpus.Accuse {
			continue
		}
		found = true
		if len(f.by) == 0 && !shareCountry(by, f.accused) {
			f.by, f.byHome = by, ours
		}
	}
	return found
}

func (cr *claimReader) ofThis(f *frame) bool { return f.in == cr.u && f.sentence == cr.sent }

// shareCountry tells whether the source is of a country that is accused: what
// it says of the attack is no attribution then.
func shareCountry(by, accused []*name) bool {
	for _, b := range by {
		for _, a := range accused {
			if b.entity == a.entity || slices.ContainsFunc(b.entity.Country, func(id string) bool { return slices.Contains(a.entity.Country, id) }) {
				return true
			}
		}
	}
	return false
}

// accordingTo are the names after "according to".
func (cr *claimReader) accordingTo() []*name {
	for k := range cr.c.chunks {
		ch := &cr.c.chunks[k]
		if cr.u.is(ch.head, wordAccording) || ch.kind == verbGroup && cr.u.is(ch.last, wordAccording) {
			end := k + 1
			for end < len(cr.c.chunks) && cr.c.chunks[end].kind != verbGroup && !cr.endsSource(end) {
				end++
			}
			return cr.collect(k+1, end, asSource, nil)
		}
	}
	return nil
}

// tellers are those who tell the content of a noun: "confirmation from the FBI
// that …"; whether they hold an office where they are not named.
func (cr *claimReader) tellers() (by []*name, official bool) {
	for k := 3; k < len(cr.c.chunks); k++ {
		ch := &cr.c.chunks[k]
		if ch.that && cr.c.chunks[k-2].kind == preposition && cr.u.isAny(cr.c.chunks[k-2].head, sourcing) && cr.u.isAny(cr.c.chunks[k-3].head, contents) {
			return cr.collect(k-1, k, asSource, nil), cr.u.isAny(cr.c.chunks[k-1].head, officials)
		}
	}
	return nil, false
}

// inverted are the names of a subject that follows its verb: "…, says
// Copenhagen".
func (cr *claimReader) inverted(p *predicate) []*name {
	if !cr.c.afterComma(p.verb) || p.verb+1 >= len(cr.c.chunks) || cr.c.chunks[p.verb+1].kind != nounPhrase {
		return nil
	}
	end := p.verb + 2
	for end < len(cr.c.chunks) && (cr.c.chunks[end].kind == nounPhrase || cr.c.chunks[end].kind == preposition || cr.c.chunks[end].kind == conjunction) {
		end++
	}
	if end < len(cr.c.chunks) && cr.c.chunks[end].kind == verbGroup {
		return nil
	}
	return cr.collect(p.verb+1, end, asSource, nil)
}

// endsSource tells whether the list of sources after "according to" ends at a
// chunk.
func (cr *claimReader) endsSource(k int) bool {
	ch := &cr.c.chunks[k]
	return ch.kind == stop || ch.kind == subordinator || ch.kind == comma && !cr.listGoesOn(k)
}

// sayers are the subjects of the verbs of saying that report something.
func (cr *claimReader) sayers() []*name {
	for i := range cr.c.preds {
		p := &cr.c.preds[i]
		v := &cr.c.chunks[p.verb]
		if v.verb&(verbSay|verbBelieve) == 0 || v.verb&(verbAttack|verbSteal) != 0 || p.passive || v.form != finite && v.form != participle || v.negated {
			continue
		}
		if head := cr.subjectHead(p); head != nil && cr.groupLike(head) && head.noun&(nounPerson|nounForce) == 0 {
			continue
		}
		if names := cr.inverted(p); len(names) > 0 {
			return names
		}
		if names := cr.subjectNames(p); len(names) > 0 {
			return names
		}
		if head := cr.subjectHead(p); head != nil && cr.sent-cr.spokeAt <= 2 && (cr.u.isAny(head.head, personals) || cr.u.isAny(head.first, owning) && cr.u.isAny(head.head, officials)) {
			return cr.spoke
		}
	}
	return nil
}

var personals = keys("he she")

// remember keeps who spoke, or else who denied, for "he said" and "its
// spokesman said" of the next sentence.
func (cr *claimReader) remember(by []*name) {
	for j := len(cr.frames) - 1; j >= 0 && cr.ofThis(&cr.frames[j]) && len(by) == 0; j-- {
		by = cr.frames[j].by
	}
	if len(by) > 0 {
		cr.spoke, cr.spokeAt = by, cr.sent
	}
}

// officialSpeaks tells whether somebody says something who holds an office of
// no named country: "officials said", "the minister told reporters".
func (cr *claimReader) officialSpeaks() bool {
	for i := range cr.c.preds {
		p := &cr.c.preds[i]
		v := &cr.c.chunks[p.verb]
		if v.verb&(verbSay|verbBelieve|verbBlame) == 0 || p.passive || v.form != finite && v.form != participle || v.negated {
			continue
		}
		if cr.official(p) {
			return true
		}
	}
	return false
}

// official tells whether the subject of a predicate holds an office.
func (cr *claimReader) official(p *predicate) bool {
	head := cr.subjectHead(p)
	return head != nil && cr.u.isAny(head.head, officials)
}

var officials = keys("official officials minister ministers ministry government president premier chancellor prosecutor prosecutors police investigators investigator authorities lawmaker lawmakers senator " +
	"agency agencies bureau service services detectives spokesman spokeswoman spokesperson department secretary cabinet")
