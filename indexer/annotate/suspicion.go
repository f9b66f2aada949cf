package annotate

import "despatch/corpus"

// readSuspicion reads "China is suspected", "experts suspect Russian
// involvement". What is believed to have been done is read with the verb that
// tells it.
func (cr *claimReader) readSuspicion(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	if !cr.u.isAny(v.head, suspecting) || v.negated {
		return false
	}
	if cr.complementNext(i) {
		return false
	}
	var by, accused []*name
	if p.passive {
		accused = cr.collect(p.subjFrom, p.subjTo, asDoer, nil)
		by = cr.byNames(p.objFrom, p.objTo)
	} else {
		accused = cr.collect(p.objFrom, p.objTo, asDoer, nil)
		by = cr.subjectNames(p)
	}
	him := !p.passive && p.objFrom < p.objTo && cr.u.isAny(cr.c.chunks[p.objFrom].head, pronouns)
	if him {
		accused = nil
	}
	if len(accused) == 0 && !him {
		return false
	}
	f := cr.add(corpus.Accuse, v.head, s)
	f.sameDoer = him
	f.by, f.accused, f.status = by, accused, corpus.Alleged
	cr.eventTargets(f, i, p.objFrom)
	return true
}

var suspecting = keys("suspect suspects suspected suspecting")

// complementNext tells whether a verb hangs on predicate i: "suspected to be
// behind".
func (cr *claimReader) complementNext(i int) bool {
	if i+1 >= len(cr.c.preds) {
		return false
	}
	next := cr.c.preds[i+1].verb
	form := cr.c.chunks[next].form
	return form == infinitive && next == cr.c.preds[i].verb+1
}
