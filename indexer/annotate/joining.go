package annotate

import "despatch/corpus"

// readJoining reads "Canada and Japan joined the accusation", "Australia backed
// the finding": they say what another said before.
func (cr *claimReader) readJoining(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	if p.passive || v.negated || v.modal == possible || !cr.u.isAny(v.head, joining) || !cr.statementNext(p) {
		return false
	}
	by := cr.subjectNames(p)
	if len(by) == 0 || !cr.accusedBefore() {
		return false
	}
	f := cr.add(corpus.Attribute, v.head, s)
	f.by, f.sameEvent, f.sameDoer = by, true, true
	return true
}

var (
	joining = keys("join joins joined joining echo echoes echoed echoing back backs backed backing endorse endorses endorsed support supports supported supporting share shares shared repeat repeats repeated " +
		"follow follows followed sign signed")
	statements = keys("accusation accusations attribution attributions condemnation condemnations assessment assessments finding findings charge charges verdict allegation allegations advisory statement statements warning warnings")
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

// accusedBefore tells whether somebody was accused in an earlier sentence.
func (cr *claimReader) accusedBefore() bool {
	for j := len(cr.frames) - 1; j >= max(0, len(cr.frames)-farthest); j-- {
		f := &cr.frames[j]
		if !cr.ofThis(f) && (f.act == corpus.Attribute || f.act == corpus.Accuse) && len(f.accused) > 0 {
			return true
		}
	}
	return false
}
