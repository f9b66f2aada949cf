package annotate

import "despatch/corpus"

// subjectNames are the names that the subject of a predicate says or does it.
// "They" in what somebody says are those who say it.
func (cr *claimReader) subjectNames(p *predicate) []*name {
	if head := cr.subjectHead(p); head != nil && p.reported >= 0 && cr.u.isAny(head.head, themselves) {
		p = &cr.c.preds[p.reported]
	}
	return cr.collect(p.subjFrom, p.subjTo, asSource, nil)
}

// byNames are the names after "by" in a passive.
func (cr *claimReader) byNames(from, to int) []*name {
	for k := from; k < to; k++ {
		if ch := &cr.c.chunks[k]; ch.kind == preposition && cr.u.is(ch.head, wordBy) {
			return cr.collect(k+1, to, asSource, nil)
		}
	}
	return nil
}

// readBlame reads accuse X of, blame X for, hold X responsible for.
func (cr *claimReader) readBlame(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	objTo := cr.objectEnd(i)
	at := cr.chargeAt(p.objFrom, objTo)
	if v.negated || cr.otherCharge(i, at) || cr.u.isAny(v.head, holding) && !cr.accountable(p) {
		return false
	}
	by, accused, at := cr.blamed(p, objTo, at)
	if len(accused) == 0 {
		return false
	}
	f := cr.add(corpus.Accuse, v.head, s)
	f.by, f.accused, f.status = by, accused, corpus.Alleged
	if head := cr.subjectHead(p); head != nil && !p.passive && cr.u.isAny(head.head, indictments) { // an indictment unsealed in New York accuses
		f.act, f.status = corpus.Indict, ""
		f.by = cr.issuedIn(p)
	}
	f.byHome = len(f.by) == 0 && !p.passive && cr.official(p)
	cr.eventTargets(f, i, at)
	return true
}

// chargeAt is the preposition that brings in what somebody is accused of: the
// first that a deed follows, for "accused a unit of the army of hacking", else
// the first.
func (cr *claimReader) chargeAt(from, to int) int {
	first := cr.firstPrep(from, to, blaming)
	for k := first; k < to && k+1 < len(cr.c.chunks); k++ {
		next := &cr.c.chunks[k+1]
		if cr.c.chunks[k].kind == preposition && cr.u.isAny(cr.c.chunks[k].head, blaming) && (next.kind == verbGroup || cr.nominals[k+1] > 0 || next.noun&(nounAttack|nounAmount) != 0) {
			return k
		}
	}
	return first
}

// issuedIn is the country where the indictment that is the subject of a
// predicate was made public: unsealed in New York.
func (cr *claimReader) issuedIn(p *predicate) []*name {
	by := cr.subjectNames(p)
	for i := range cr.c.preds {
		if q := &cr.c.preds[i]; len(by) == 0 && q.verb > p.subjFrom && q.verb < p.verb {
			by = cr.courtOf(q)
		}
	}
	return by
}

var indictments = keys("indictment indictments complaint charges")

// blamed tells who blames whom, and from which chunk on for what: "X accuses Y
// of it" and "X blames it on Y", turned round in the passive.
func (cr *claimReader) blamed(p *predicate, objTo, at int) (by, accused []*name, what int) {
	on := cr.firstPrep(p.objFrom, objTo, onto)
	laid := on < cr.firstPrep(p.objFrom, objTo, reasonFor) && cr.u.isAny(cr.c.chunks[p.verb].head, blames)
	if laid {
		accused = cr.collect(on+1, cr.extended(on+1, objTo), asDoer, nil)
	}
	switch {
	case laid && p.passive:
		return cr.byNames(p.objFrom, objTo), accused, p.subjFrom
	case laid:
		cr.attackedBefore(p.objFrom, on)
		return cr.subjectNames(p), accused, p.objFrom
	case p.passive:
		return cr.byNames(p.objFrom, objTo), cr.collect(p.subjFrom, p.subjTo, asDoer, nil), at
	}
	return cr.subjectNames(p), cr.collect(p.objFrom, min(at, objTo), asDoer, nil), at
}

var (
	onto      = keys("on")
	reasonFor = keys("for")
	blames    = keys("blame blames blamed blaming pin pins pinned")
)

// attackedBefore takes those blamed out of the targets of the attack that is
// blamed on them.
func (cr *claimReader) attackedBefore(from, on int) {
	for k := from; k < on; k++ {
		if n := cr.nominals[k]; n > 0 {
			g := &cr.frames[n-1]
			g.target = before(g.target, cr.c.chunks[on].first)
		}
	}
}

// accountable tells whether "hold" is followed by what makes it blame. To hold
// somebody to account is mostly what is still to be done.
func (cr *claimReader) accountable(p *predicate) bool {
	v := &cr.c.chunks[p.verb]
	if v.modal == possible {
		return false
	}
	ahead := v.form == infinitive || v.form == gerund || cr.u.tags[max(v.first-1, 0)] == posTo || cr.u.tags[max(v.first-2, 0)] == posTo
	for k := p.objFrom; k < p.objTo; k++ {
		ch := &cr.c.chunks[k]
		if cr.u.isAny(ch.head, responsible) || cr.u.isAny(ch.last, responsible) || !ahead && (cr.u.isAny(ch.head, accounts) || cr.u.isAny(ch.last, accounts)) {
			return true
		}
	}
	return false
}

var (
	holding     = keys("hold holds held holding")
	responsible = keys("responsible liable")
	accounts    = keys("accountable account")
)

// otherCharge tells whether somebody is accused of doing what is no attack:
// of cooperating with Iran.
func (cr *claimReader) otherCharge(i, at int) bool {
	if at+1 >= len(cr.c.chunks) || cr.c.chunks[at].kind != preposition {
		return false
	}
	of := &cr.c.chunks[at+1]
	if of.kind != verbGroup || of.verb&(verbAttack|verbSteal|verbInto|verbLight|verbHit|verbBack|verbTry) != 0 {
		return false
	}
	for k := at + 1; k < len(cr.c.chunks); k++ {
		ch := &cr.c.chunks[k]
		if cr.nominals[k] > 0 || ch.kind == verbGroup && ch.form == infinitive && ch.verb&(verbAttack|verbHit) != 0 { // to influence the vote
			return false
		}
	}
	return true
}

var blaming = keys("of for")

// firstPrep is the first chunk in a range that is one of the prepositions;
// the end of the range for none.
func (cr *claimReader) firstPrep(from, to int, preps keySet) int {
	for k := from; k < to; k++ {
		if cr.c.chunks[k].kind == preposition && cr.u.isAny(cr.c.chunks[k].head, preps) {
			return k
		}
	}
	return to
}

// eventTargets gives a frame the targets of the attack that it speaks of: the
// attack noun or the verb in -ing after chunk from.
func (cr *claimReader) eventTargets(f *frame, i, from int) {
	f.sameEvent = true
	for k := from; k < len(cr.c.chunks); k++ {
		if n := cr.nominals[k]; n > 0 {
			f.target = append(f.target, cr.frames[n-1].target...)
			f.elsewhere = f.elsewhere || cr.frames[n-1].elsewhere
			if len(f.target) > 0 {
				return
			}
		}
		if ch := &cr.c.chunks[k]; ch.kind == verbGroup && (ch.form == gerund || ch.form == infinitive) && ch.verb&(verbAttack|verbInto|verbSteal|verbHit) != 0 {
			for j := i + 1; j < len(cr.c.preds); j++ {
				if cr.c.preds[j].verb == k {
					f.target = cr.collect(cr.c.preds[j].objFrom, cr.objectEnd(j), asTarget, f.target)
					cr.done[j] = true
				}
			}
			return
		}
		if ch := &cr.c.chunks[k]; ch.kind == subordinator || ch.kind == stop {
			return
		}
	}
}

// readAnswer reads sanction, indict, condemn and investigate.
func (cr *claimReader) readAnswer(i int, s span, act string) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	f := frame{act: act, in: cr.u, sentence: cr.sent, first: s.first, last: s.last, at: v.head, sameEvent: true}
	if p.passive {
		f.by = cr.byNames(p.objFrom, p.objTo)
		if len(f.by) == 0 && act == corpus.Indict {
			f.by = cr.courtOf(p)
		}
		f.accused = cr.collect(p.subjFrom, p.subjTo, asDoer, nil)
	} else {
		f.by = cr.subjectNames(p)
		f.byHome = len(f.by) == 0 && cr.official(p)
		f.accused = cr.answered(p, act)
		f.event = cr.answeredEvent(p)
		f.sameDoer = len(f.accused) == 0 && cr.refersBack(p.objFrom, cr.extended(p.objFrom, p.objTo))
	}
	if act == corpus.Sanction || act == corpus.Indict {
		cr.eventTargets(&f, i, p.objFrom)
		cr.masters(&f, i)
		cr.markSlight(p)
	}
	cr.frames = append(cr.frames, f)
	return true
}

// markSlight marks the attacks in an answer's object of which nothing may be
// told but the answer: sanctioned for hacking.
func (cr *claimReader) markSlight(p *predicate) {
	for k := p.objFrom; k < len(cr.c.chunks) && cr.c.chunks[k].kind != subordinator && cr.c.chunks[k].kind != stop; k++ {
		if n := cr.nominals[k]; n > 0 {
			cr.frames[n-1].slight = true
		}
	}
}

// masters adds to those punished the states that they spied for: "charged two
// Germans over spying for Russia".
func (cr *claimReader) masters(f *frame, i int) {
	for k := cr.c.preds[i].objFrom; k < cr.c.preds[i].objTo; k++ {
		if n := cr.nominals[k]; n > 0 && cr.u.isAny(cr.c.chunks[k].head, doings) {
			f.accused = append(f.accused, cr.frames[n-1].accused...)
		}
	}
}

// courtOf is the country where somebody was charged or arrested, right after
// the verb: "have been charged in New York".
func (cr *claimReader) courtOf(p *predicate) []*name {
	if p.objFrom+1 >= p.objTo || !cr.u.is(cr.c.chunks[p.objFrom].head, wordIn) {
		return nil
	}
	return cr.namesIn(&cr.c.chunks[p.objFrom+1], asSource, nil)
}

// answeredEvent is 1 + the frame of the first attack in an answer's object, 0
// for none.
func (cr *claimReader) answeredEvent(p *predicate) int {
	for k := p.objFrom; k < p.objTo; k++ {
		if cr.nominals[k] > 0 {
			return cr.nominals[k]
		}
	}
	return 0
}

// answered are those whom an answer meets: the object of sanction or indict,
// the doers of the attack that is condemned or investigated.
func (cr *claimReader) answered(p *predicate, act string) []*name {
	for k := p.objFrom; k < p.objTo && (act == corpus.Condemn || act == corpus.Investigate); k++ {
		if n := cr.nominals[k]; n > 0 && (act == corpus.Investigate || len(cr.frames[n-1].accused) > 0) {
			return cr.frames[n-1].accused
		}
	}
	if act == corpus.Investigate {
		return nil
	}
	from := p.objFrom
	if to := cr.firstPrep(from, p.objTo, toWords); act == corpus.Condemn && to < p.objTo { // summoned the ambassador to the ministry
		return cr.collect(from, to, asDoer, nil)
	}
	if at := cr.firstPrep(from, p.objTo, answering); act == corpus.Sanction && at < p.objTo && cr.answerOf(from) != "" {
		from = at + 1
	}
	return cr.collect(from, cr.extended(from, p.objTo), asDoer, nil)
}

var toWords = keys("to")

// readClaim reads claims of responsibility and claims to have done it.
func (cr *claimReader) readClaim(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	responsible := p.objFrom < p.objTo && cr.nominals[p.objFrom] > 0 && v.verb&verbClaim != 0 // claimed the attack
	for k := p.objFrom; k < p.objTo; k++ {
		responsible = responsible || cr.u.isAny(cr.c.chunks[k].head, taking)
	}
	if !responsible {
		return false
	}
	if v.verb&verbClaim == 0 && !cr.u.isAny(v.head, assuming) || v.negated {
		return false
	}
	f := cr.add(corpus.Responsible, v.head, s)
	f.accused = cr.collect(p.subjFrom, p.subjTo, asDoer, nil)
	f.by, f.sameEvent = f.accused, true
	if p.passive {
		f.accused = cr.byNames(p.objFrom, p.objTo)
		f.by = f.accused
	}
	cr.eventTargets(f, i, p.objFrom)
	return true
}

var assuming = keys("take takes took taken taking assume assumes assumed accept accepts accepted admit admits admitted acknowledge acknowledged")

var taking = keys("responsibility credit")

// readLight reads verbs whose object is the attack: conduct, launch, carry
// out, suffer.
func (cr *claimReader) readLight(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	from, to := p.objFrom, p.objTo
	if p.passive {
		from, to = p.subjFrom, p.subjTo
	}
	for k := from; k < to; k++ {
		if ch := &cr.c.chunks[k]; !p.passive && ch.kind == preposition && cr.u.isAny(ch.head, leaveTarget) {
			break // declared an emergency after attacks
		}
		n := cr.nominals[k]
		if n == 0 {
			continue
		}
		f := &cr.frames[n-1]
		switch {
		case p.passive:
			cr.byPhrase(f, p.objFrom, cr.objectEnd(i))
		case cr.u.isAny(v.head, suffering):
			if len(f.target) == 0 {
				f.target = cr.collect(p.subjFrom, p.subjTo, asTarget, nil)
			}
		default:
			cr.subjectDoers(f, p)
		}
		return true
	}
	if p.passive && v.verb&verbLight != 0 && cr.c.byNext(p.verb) && cr.readUse(i, s) || !p.passive && cr.readPlant(i, s) {
		return true
	}
	return v.verb&(verbAttack|verbSteal|verbInto|verbHit) == 0
}

// readPlant reads "APT41 injected a backdoor into" and "sent malware to".
func (cr *claimReader) readPlant(i int, s span) bool {
	p := &cr.c.preds[i]
	head := cr.subjectHead(p)
	if head == nil || !cr.groupLike(head) || p.objFrom >= p.objTo || cr.c.chunks[p.objFrom].noun&nounTool == 0 || cr.c.chunks[p.verb].negated {
		return false
	}
	f := cr.add(corpus.Attack, cr.c.chunks[p.verb].head, s)
	cr.subjectDoers(f, p)
	f.target = cr.collect(p.objFrom+1, cr.objectEnd(i), asTarget, nil)
	return true
}

var putting = keys("put puts putting place places placed placing leave leaves left leaving")

// readUse reads "a spy tool used by a Chinese group": the group attacks.
func (cr *claimReader) readUse(i int, s span) bool {
	p := &cr.c.preds[i]
	doer := cr.c.byAfter(p.verb) + 1
	if doer >= len(cr.c.chunks) || !cr.groupLike(&cr.c.chunks[doer]) {
		return false
	}
	f := cr.add(corpus.Attack, cr.c.chunks[p.verb].head, s)
	f.accused = cr.collect(doer, cr.extended(doer, p.objTo), asDoer, nil)
	if at := cr.firstPrep(doer, p.objTo, against); at < p.objTo {
		f.target = cr.collect(at+1, p.objTo, asTarget, nil)
	}
	f.sameEvent = true
	return true
}

var suffering = keys("receive receives received receiving sustain sustained experience experienced experiencing suffer suffers suffered suffering face faced faces facing report reported")
