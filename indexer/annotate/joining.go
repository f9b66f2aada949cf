package annotate

import "despatch/corpus"

// readJoining reads "Canada and Japan joined the accusation", "Australia backed
// the finding": they say what another said before.
func (cr *claimReader) readJoining(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	if v.negated || v.modal == possible || !cr.joins(p, v) {
		return false
	}
	by := cr.companions(p)
	if p.passive {
		by = append(by, cr.byNames(p.objFrom, p.objTo)...)
	} else {
		by = append(by, cr.subjectNames(p)...)
	}
	joined := cr.accusedBefore()
	if len(by) == 0 || joined < 0 {
		return false
	}
	act := corpus.Attribute
	if cr.frames[joined].act == corpus.Sanction {
		act = corpus.Sanction
	}
	f := cr.add(act, v.head, s)
	f.by, f.accused, f.target, f.sameEvent = by, cr.frames[joined].accused, cr.frames[joined].target, true
	return true
}

var (
	joining = keys("join joins joined joining echo echoes echoed echoing back backs backed backing endorse endorses endorsed support supports supported supporting share shares shared repeat repeats repeated " +
		"follow follows followed sign signed")
	statements = keys("accusation accusations attribution attributions condemnation condemnations assessment assessments finding findings charge charges verdict allegation allegations advisory statement statements warning warnings")
)

// joins tells whether a verb makes its subject, or the doer of its passive,
// say what was said before: joined the charge, took the same view, is shared
// by allies.
func (cr *claimReader) joins(p *predicate, v *chunk) bool {
	switch {
	case p.passive:
		head := cr.subjectHead(p)
		return cr.u.isAny(v.head, joining) && head != nil && cr.u.isAny(head.head, statements)
	case cr.u.isAny(v.head, joining) && cr.statementNext(p):
		return true
	}
	for k := p.objFrom; k < p.objTo; k++ {
		ch := &cr.c.chunks[k]
		alike := cr.u.isAny(ch.first, sames) || cr.u.isAny(ch.first+1, sames)
		switch {
		case ch.kind != nounPhrase:
		case cr.u.isAny(v.head, agreeing) && alike && (cr.u.isAny(ch.head, views) || cr.u.isAny(ch.head, statements) || cr.u.isAny(ch.head, sames)):
			return true
		case cr.u.isAny(v.head, following) && cr.u.isAny(ch.head, statements):
			return true
		}
	}
	return false
}

// companions are those that a statement is signed or made together with.
func (cr *claimReader) companions(p *predicate) []*name {
	for k := p.objFrom; k < p.objTo; k++ {
		if ch := &cr.c.chunks[k]; ch.kind == preposition && cr.u.isAny(ch.head, together) {
			return cr.collect(k+1, p.objTo, asSource, nil)
		}
	}
	return nil
}

var (
	sames     = keys("same supporting")
	views     = keys("view views conclusion conclusions thing culprit claim line judgment judgement")
	agreeing  = keys("take takes took reach reaches reached draw drew make makes made say says said issue issues issued publish publishes published come came do does did")
	following = keys("follow follows followed sign signs signed")
	together  = keys("with alongside")
)

// statementNext tells whether the object of a verb is an accusation.
func (cr *claimReader) statementNext(p *predicate) bool {
	for k := p.objFrom; k < p.objTo; k++ {
		if ch := &cr.c.chunks[k]; ch.kind == nounPhrase {
			return cr.u.isAny(ch.head, statements)
		}
	}
	return false
}

// accusedBefore is the last frame of an earlier sentence in which somebody was
// accused, one with its source before others, -1 for none.
func (cr *claimReader) accusedBefore() int {
	last := -1
	for j := len(cr.frames) - 1; j >= max(0, len(cr.frames)-farthest); j-- {
		f := &cr.frames[j]
		if cr.ofThis(f) || f.act != corpus.Attribute && f.act != corpus.Accuse && f.act != corpus.Sanction || len(f.accused) == 0 {
			continue
		}
		if len(f.by) > 0 {
			return j
		}
		if last < 0 {
			last = j
		}
	}
	return last
}
