package annotate

import "despatch/corpus"

// answerNouns are nouns of an answer, with its act: imposed sanctions,
// unsealed an indictment, launched an investigation.
var (
	sanctionNouns    = keys("sanction sanctions")
	measures         = keys("measures")
	restrictive      = keys("restrictive")
	indictNouns      = keys("warrant warrants indictment indictments charges arrest arrests conviction")
	condemnNouns     = keys("condemnation condemnations")
	investigateNouns = keys("investigation investigations probe probes inquiry inquiries")
	answering        = keys("on against of into over for")
)

// readAnswerNoun reads a verb whose object is an answer. It says no where the
// object is none.
func (cr *claimReader) readAnswerNoun(i int, s span) bool {
	p := &cr.c.preds[i]
	if cr.c.chunks[p.verb].verb&verbDeny != 0 { // rejected the charges
		return false
	}
	from, to := p.objFrom, p.objTo
	if p.passive {
		from, to = p.subjFrom, p.subjTo
	}
	if cr.readListing(p, s) {
		return true
	}
	found := false
	for k := from; k < to; k++ {
		if ch := &cr.c.chunks[k]; ch.kind == preposition && cr.u.isAny(ch.head, leaveTarget) {
			break // served in the army, according to the indictment
		}
		act := cr.answerOf(k)
		if act == "" || cr.c.chunks[p.verb].negated || cr.c.chunks[p.verb].modal == possible {
			continue
		}
		f := frame{act: act, in: cr.u, sentence: cr.sent, first: s.first, last: s.last, at: cr.c.chunks[k].head, sameEvent: true}
		if p.passive {
			f.by = cr.byNames(p.objFrom, p.objTo)
		} else {
			f.by = cr.subjectNames(p)
			f.byHome = len(f.by) == 0 && cr.official(p)
		}
		if at := cr.firstPrep(from, to, answering); at < min(to, k+4) && act != corpus.Investigate {
			f.accused = cr.collect(at+1, cr.extended(at+1, to), asDoer, nil)
			f.sameDoer = len(f.accused) == 0 && cr.refersBack(at+1, to)
		}
		cr.frames = append(cr.frames, f)
		found = true
	}
	return found
}

// readListing reads "put X under sanctions", "X was put on the sanctions list".
func (cr *claimReader) readListing(p *predicate, s span) bool {
	v := &cr.c.chunks[p.verb]
	under := cr.firstPrep(p.objFrom, p.objTo, listings)
	if under+1 >= p.objTo || v.negated || v.modal == possible || !cr.u.isAny(v.head, imposing) || !cr.sanctionsIn(&cr.c.chunks[under+1]) {
		return false
	}
	f := cr.add(corpus.Sanction, v.head, s)
	f.sameEvent = true
	if p.passive {
		f.by = cr.byNames(p.objFrom, p.objTo)
		f.accused = cr.collect(p.subjFrom, p.subjTo, asDoer, nil)
	} else {
		f.by = cr.subjectNames(p)
		f.accused = cr.collect(p.objFrom, under, asDoer, nil)
	}
	return true
}

func (cr *claimReader) sanctionsIn(ch *chunk) bool {
	for t := ch.first; t <= ch.last; t++ {
		if cr.u.isAny(t, sanctionNouns) {
			return true
		}
	}
	return false
}

var (
	imposing = keys("put puts putting place places placed placing bring brought")
	listings = keys("under on onto")
)

// answerOf is the act that the noun phrase k stands for, empty for none.
func (cr *claimReader) answerOf(k int) string {
	ch := &cr.c.chunks[k]
	if ch.kind != nounPhrase {
		return ""
	}
	switch {
	case cr.u.isAny(ch.head, sanctionNouns), cr.u.isAny(ch.head, measures) && cr.u.isAny(ch.head-1, restrictive):
		return corpus.Sanction
	case cr.u.isAny(ch.head, indictNouns):
		return corpus.Indict
	case cr.u.isAny(ch.head, condemnNouns):
		return corpus.Condemn
	case cr.u.isAny(ch.head, investigateNouns):
		return corpus.Investigate
	}
	return ""
}
