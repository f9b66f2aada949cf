package annotate

import "despatch/corpus"

// readVictim reads "X was the target of an attack", "X fell victim to it",
// "their targets were Y" and "targets include Y".
func (cr *claimReader) readVictim(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	if p.objFrom >= p.objTo || v.negated {
		return false
	}
	is, head := &cr.c.chunks[p.objFrom], cr.subjectHead(p)
	switch {
	case p.passive && cr.u.isAny(v.head, subjecting):
		cr.subjectVictim(p, s)
		return true
	case !cr.u.has(v.head, tagBe) && !cr.u.isAny(v.head, becoming):
		return false
	case is.kind == preposition && cr.u.isAny(is.head, underWords) && p.objFrom+1 < p.objTo && cr.nominals[p.objFrom+1] > 0:
		f := &cr.frames[cr.nominals[p.objFrom+1]-1]
		f.target = cr.collect(p.subjFrom, p.subjTo, asTarget, f.target)
		return true
	case is.kind == preposition && cr.u.isAny(is.head, insides) && head != nil && cr.groupLike(head) && p.objFrom+1 < p.objTo && cr.u.isAny(cr.c.chunks[p.objFrom+1].head, networks):
		f := cr.add(corpus.Attack, v.head, s) // has been inside the networks of
		cr.subjectDoers(f, p)
		f.target = cr.collect(p.objFrom+1, cr.objectEnd(i), asTarget, nil)
		return true
	case is.kind == nounPhrase && cr.u.isAny(is.head, victims):
		cr.subjectVictim(p, s)
		return true
	case head != nil && cr.u.isAny(head.head, victims):
		f := cr.add(corpus.Attack, v.head, s)
		f.target = cr.collect(p.objFrom, cr.objectEnd(i), asTarget, nil)
		f.accused = cr.possessor(p)
		f.sameEvent, f.sameDoer = true, len(f.accused) == 0
		return true
	}
	return false
}

var (
	becoming   = keys("become becomes became fall falls fell fallen come comes came include includes included remain remained")
	subjecting = keys("subjected exposed")
	underWords = keys("under")
	networks   = keys("network networks system systems server servers mailbox mailboxes computers infrastructure email emails mail")
	victims    = keys("target targets victim victims focus subject")
)

// readWarding reads "the attack was blocked by Parliament's measures": who wards
// an attack off is its target, if no other is told.
func (cr *claimReader) readWarding(i int) {
	p := &cr.c.preds[i]
	if !cr.u.isAny(cr.c.chunks[p.verb].head, warding) || !p.passive {
		return
	}
	for k := p.subjFrom; k < p.subjTo; k++ {
		if n := cr.nominals[k]; n > 0 && len(cr.frames[n-1].target) == 0 {
			if by := cr.firstPrep(p.objFrom, p.objTo, byWords); by < p.objTo {
				cr.frames[n-1].target = cr.collect(by+1, p.objTo, asTarget, nil)
			}
			return
		}
	}
}

var warding = keys("block blocked repel repelled deflected withstood")

// subjectVictim makes the subject the target of the attack told after it.
func (cr *claimReader) subjectVictim(p *predicate, s span) {
	for k := p.objFrom; k < p.objTo; k++ {
		if n := cr.nominals[k]; n > 0 {
			f := &cr.frames[n-1]
			f.target = cr.collect(p.subjFrom, p.subjTo, asTarget, f.target)
			return
		}
	}
	if cr.u.isAny(cr.c.chunks[p.verb].head, subjecting) {
		return
	}
	f := cr.add(corpus.Attack, cr.c.chunks[p.verb].head, s)
	f.target = cr.collect(p.subjFrom, p.subjTo, asTarget, nil)
	f.accused = cr.collect(p.objFrom+1, p.objTo, asDoer, nil)
	f.sameEvent = true
}

// possessor are the doers in "Iron Tiger's targets", "the targets of APT31".
func (cr *claimReader) possessor(p *predicate) []*name {
	return cr.collect(p.subjFrom, p.subjTo, asDoer, nil)
}

// readBacking reads "the group is sponsored by China".
func (cr *claimReader) readBacking(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	head := cr.subjectHead(p)
	if v.verb&verbBack == 0 || !p.passive || v.negated || v.form == participle && cr.describes(p.verb) || head == nil || !cr.groupLike(head) && cr.u.tags[head.head] != posPron {
		return false
	}
	by := cr.firstPrep(p.objFrom, p.objTo, byWords)
	accused := cr.collect(min(by+1, p.objTo), p.objTo, asDoer, nil)
	if len(accused) == 0 {
		return false
	}
	f := cr.add(corpus.Attribute, v.head, s)
	f.accused = cr.collect(p.subjFrom, p.subjTo, asDoer, accused)
	f.sameEvent = true
	return true
}

var byWords = keys("by")

// lendParties gives an attack noun that a predicate mentions the doer or the
// victim that stands in the predicate's subject.
func (cr *claimReader) lendParties(i int) {
	if cr.c.preds[i].passive {
		cr.lendVictims(i)
		return
	}
	cr.lendDoers(i)
}

// lendVictims reads "was blocked in a cyber attack", "was hit by an attack".
func (cr *claimReader) lendVictims(i int) {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	if v.negated || v.verb&notDoing&^verbThwart != 0 && v.verb&(verbHit|verbAttack) == 0 || cr.nominals[min(p.subjFrom, len(cr.nominals)-1)] > 0 {
		return
	}
	for k := p.objFrom + 1; k < p.objTo; k++ {
		n := cr.nominals[k]
		if n == 0 || cr.c.chunks[k-1].kind != preposition || !cr.u.isAny(cr.c.chunks[k-1].head, meansPreps) || len(cr.frames[n-1].target) > 0 {
			continue
		}
		cr.frames[n-1].target = cr.collect(p.subjFrom, p.subjTo, asTarget, nil)
		return
	}
}

var meansPreps = keys("in by with through via during")

// lendDoers gives an attack noun in the object of a predicate the group in
// its subject: "APT41 started with attacks on".
func (cr *claimReader) lendDoers(i int) {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	head := cr.subjectHead(p)
	if head == nil || v.negated || v.verb&notDoing != 0 && v.verb&(verbLight|verbTry) == 0 || !cr.groupLike(head) || cr.nominals[p.subjFrom] > 0 {
		return
	}
	for k := p.objFrom; k < p.objTo; k++ {
		n := cr.nominals[k]
		if n == 0 || len(cr.frames[n-1].accused) > 0 || cr.frames[n-1].background || cr.frames[n-1].vagueDoer {
			continue
		}
		cr.subjectDoers(&cr.frames[n-1], p)
		return
	}
}

// notDoing are verbs whose subject does not do the attack in their object.
const notDoing = verbSay | verbBlame | verbAttribute | verbBelieve | verbSanction | verbIndict | verbCondemn | verbInvestigate | verbDeny | verbThwart | verbThreat
