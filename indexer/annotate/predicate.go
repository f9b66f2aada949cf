package annotate

import (
	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

const possessive = gazetteer.Possessive

// readPredicate reads what a verb claims.
func (cr *claimReader) readPredicate(i int, s span) {
	defer cr.lendParties(i)
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	if v.negated && v.verb&(verbLight|verbBack) != 0 {
		cr.undo(p)
	}
	switch {
	case cr.done[i], cr.notSaid(p):
	case v.verb&verbBlame != 0 && cr.readBlame(i, s):
	case cr.readAnswerNoun(i, s):
	case v.verb&verbSanction != 0 && cr.readAnswer(i, s, corpus.Sanction):
	case v.verb&verbIndict != 0 && cr.readAnswer(i, s, corpus.Indict):
	case v.verb&verbCondemn != 0 && cr.readAnswer(i, s, corpus.Condemn):
	case v.verb&verbInvestigate != 0 && cr.readAnswer(i, s, corpus.Investigate):
	case v.verb&verbDeny != 0 && cr.readDenial(i, s):
	case cr.readJoining(i, s):
	case cr.readProtest(i, s):
	case v.verb&verbName != 0 && cr.readNaming(i, s), cr.readDoor(i, s), cr.readFinger(i, s):
	case v.verb&verbAttribute != 0 && cr.readAttribution(i, s):
	case v.verb&verbBelieve != 0 && cr.readSuspicion(i, s):
	case cr.readClaim(i, s), cr.readOrigin(i, s):
	case v.verb&verbThwart != 0:
		cr.readWarding(i)
	case (v.verb&(verbLight|verbHit) != 0 || cr.u.isAny(v.head, suffering)) && cr.readLight(i, s):
	case cr.u.isAny(v.head, putting) && !p.passive && cr.readPlant(i, s):
	case v.verb&(verbAttack|verbSteal|verbInto|verbHit) != 0:
		cr.readAttack(i, s)
	case cr.readBehind(i, s), cr.readVictim(i, s), cr.readIs(i, s), cr.readBacking(i, s), cr.readBelonging(i, s):
	}
}

// notSaid tells whether somebody is told not to say or think what predicate p
// tells: "we do not judge that Russia was behind it".
func (cr *claimReader) notSaid(p *predicate) bool {
	if p.reported < 0 {
		return false
	}
	over := &cr.c.chunks[cr.c.preds[p.reported].verb]
	return over.negated && over.verb&(verbSay|verbBelieve) != 0 && over.verb&verbDeny == 0
}

// undo takes back the attack nouns in the object of a negated verb: has never
// supported hacking.
func (cr *claimReader) undo(p *predicate) {
	for k := p.objFrom; k < p.objTo; k++ {
		if ch := &cr.c.chunks[k]; ch.kind == preposition && !cr.u.is(ch.head, wordOf) && !cr.u.is(ch.head, wordIn) {
			return
		}
		if n := cr.nominals[k]; n > 0 {
			cr.frames[n-1].act = ""
		}
	}
}

// readAttack reads a verb whose object is hit: subject and object, turned
// round in the passive.
func (cr *claimReader) readAttack(i int, s span) {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	if v.verb&verbAttack == 0 && !cr.stealing(p, v) && !cr.intruding(p, v) && !cr.hitting(p, v) {
		return
	}
	if v.negated || cr.u.isAny(v.head, blows) && cr.u.isAny(v.last+1, backwards) {
		return
	}
	passive := p.passive || cr.thingSubject(p, v)
	f := cr.add(corpus.Attack, v.head, s)
	objTo := cr.objectEnd(i)
	if passive {
		f.target = cr.collect(p.subjFrom, p.subjTo, asTarget, f.target)
		if head := cr.subjectHead(p); head != nil && p.reported >= 0 && cr.u.isAny(head.head, themselves) { // said it was attacked
			over := &cr.c.preds[p.reported]
			f.target = cr.collect(over.subjFrom, over.subjTo, asTarget, f.target)
		}
		cr.byPhrase(f, p.objFrom, objTo)
		return
	}
	cr.subjectDoers(f, p)
	cr.objectTargets(f, p.objFrom, objTo)
	f.accused = cr.mastersIn(p.objFrom, objTo, v, f.accused)
}

// mastersIn appends those for whom an attack is done: "spied for Russia",
// "stole secrets on behalf of China".
func (cr *claimReader) mastersIn(from, to int, v *chunk, dst []*name) []*name {
	for k := from; k < to; k++ {
		if ch := &cr.c.chunks[k]; ch.kind == preposition && (cr.behestNext(k) || cr.u.is(ch.head, wordFor) && cr.u.isAny(v.head, spyings)) {
			return cr.collect(k+1, to, asDoer, dst)
		}
	}
	return dst
}

var (
	blows     = keys("hit hits hitting strike strikes struck striking lash lashes lashed fire fires fired") // hit back
	backwards = keys("back out")
)

// stealing tells whether a verb of taking has something to take as object:
// data, mails, documents.
func (cr *claimReader) stealing(p *predicate, v *chunk) bool {
	if v.verb&verbSteal == 0 {
		return false
	}
	if cr.u.isAny(v.head, stealing) {
		return true
	}
	if head := cr.subjectHead(p); cr.u.isAny(v.head, seizing) && head != nil && !cr.groupLike(head) && !p.passive { // the Justice Department seized the money
		return false
	}
	from, to := p.objFrom, p.objTo
	if p.passive {
		from, to = p.subjFrom, p.subjTo
	}
	for k := from; k < to; k++ {
		if cr.u.isAny(cr.c.chunks[k].head, loot) {
			return true
		}
	}
	return false
}

var (
	stealing = keys("steal steals stole stolen stealing exfiltrate exfiltrates exfiltrated exfiltrating leak leaks leaked leaking siphon siphoned siphoning intercept intercepted intercepting intercepts hack hacked")
	loot     = keys("addresses address million millions numbers lists credentials money data email emails mail mails documents document files file information database databases records passwords credentials account accounts secrets correspondence messages details " +
		"names access intelligence website websites systems network networks money funds computers")
	seizing = keys("seize seizes seized")
	intoAll = keys("into on upon")
)

// intruding tells whether the verb has the preposition that makes it an
// attack: broke into, spied on, gained access to.
func (cr *claimReader) intruding(p *predicate, v *chunk) bool {
	if v.verb&verbInto == 0 {
		return false
	}
	if cr.u.isAny(v.head, spyings) {
		return true
	}
	if cr.u.isAny(v.head, lurking) {
		return p.objFrom < p.objTo && cr.u.isAny(cr.c.chunks[p.objFrom].head, insides)
	}
	for k := p.objFrom; k < len(cr.c.chunks) && k < p.objFrom+4; k++ {
		ch := &cr.c.chunks[k]
		switch {
		case cr.u.isAny(v.head, goings):
			if cr.u.isAny(ch.head, afters) && ch.kind != nounPhrase {
				return true
			}
		case cr.u.isAny(v.head, gaining):
			if k == p.objFrom && cr.u.isAny(v.head, getting) && cr.u.isAny(ch.head, intoOnly) { // got into the network
				return true
			}
			if ch.kind == nounPhrase && cr.u.isAny(ch.head, accesses) || cr.u.isAny(v.head, downing) && cr.u.isAny(ch.head, downs) {
				return true
			}
		case cr.u.isAny(v.head, downing):
			if cr.u.isAny(ch.head, downs) {
				return true
			}
		case (ch.kind == preposition || ch.kind == adverb) && cr.u.isAny(ch.head, intoAll):
			return true
		}
	}
	return false
}

var (
	spyings  = keys("spy spies spied spying snoop snooping snooped eavesdrop eavesdropping eavesdropped hack hacks hacked hacking intrude intruded intruding infiltrate")
	lurking  = keys("lurk lurks lurked lurking burrow burrows burrowed burrowing hide hid hidden hiding sat sit sitting embed embedded embedding settle settled settling")
	insides  = keys("in inside within into")
	gaining  = keys("gain gains gained gaining get gets got getting seize seizes seized seizing take takes took taken taking")
	getting  = keys("get gets got gotten getting")
	intoOnly = keys("into")
	goings   = keys("go goes going went")
	afters   = keys("after")
	downing  = keys("cut cuts cutting bring brings brought bringing take takes took taken taking shut shuts shutting force forces forced forcing knock knocks knocked knocking put puts")
	downs    = keys("down offline off power electricity")
	accesses = keys("access entry control")
)

// hitting tells whether a verb of harm is an attack here: done by an attack, a
// tool or a doer, or to a computer.
func (cr *claimReader) hitting(p *predicate, v *chunk) bool {
	if v.verb&verbHit == 0 || !cr.r.cyber {
		return false
	}
	for k := p.subjFrom; k < p.subjTo; k++ {
		if cr.nominals[k] > 0 || cr.c.chunks[k].noun&(nounTool|nounDoer|nounAttack) != 0 {
			return true
		}
	}
	return cr.u.isAny(v.head, disrupting) && len(cr.collect(p.subjFrom, p.subjTo, asDoer, nil)) > 0
}

var disrupting = keys("disrupt disrupts disrupted disrupting cripple crippled cripples interrupt interrupted knock knocked halt halted")

// thingSubject tells whether the subject of a verb without object can only be
// its victim: "Israeli websites hacked".
func (cr *claimReader) thingSubject(p *predicate, v *chunk) bool {
	if v.form != participle && v.form != finite || p.relative || !cr.u.has(v.head, tagEd) {
		return false
	}
	for k := p.objFrom; k < p.objTo; k++ {
		if cr.c.chunks[k].kind == nounPhrase && (k == p.objFrom || cr.c.chunks[k-1].kind != preposition) {
			return false
		}
	}
	subject := cr.subjectHead(p)
	return subject != nil && subject.noun&nounThing != 0 && subject.noun&nounDoer == 0 && v.verb&verbInto == 0
}

// subjectHead is the first noun phrase of the subject.
func (cr *claimReader) subjectHead(p *predicate) *chunk {
	for k := p.subjFrom; k < p.subjTo; k++ {
		if cr.c.chunks[k].kind == nounPhrase {
			return &cr.c.chunks[k]
		}
	}
	return nil
}

// objectEnd is how far the object goes on through participles that belong to
// it.
func (cr *claimReader) objectEnd(i int) int {
	end := cr.c.preds[i].objTo
	for j := i + 1; j < len(cr.c.preds) && cr.c.preds[j].verb == end && cr.transparent(&cr.c.chunks[end]); j++ {
		end = cr.c.preds[j].objTo
	}
	return end
}

// byPhrase reads the doer of a passive.
func (cr *claimReader) byPhrase(f *frame, from, to int) {
	for k := from; k < to; k++ {
		ch := &cr.c.chunks[k]
		if ch.kind != preposition {
			continue
		}
		if cr.u.is(ch.head, wordBy) {
			if k+1 < len(cr.c.chunks) && cr.c.chunks[k+1].kind == verbGroup {
				return
			}
			end := cr.extended(k+1, to)
			if cr.unknownDoer(k+1, end) {
				f.vagueDoer = true
			}
			f.accused = cr.collect(k+1, end, asDoer, f.accused)
			f.sameDoer = f.sameDoer || len(f.accused) == 0 && cr.refersBack(k+1, end)
			cr.objectTargets(f, from, k)
			if at := cr.firstPrep(k+1, end, against); at < end { // conducted by X against Y
				cr.objectTargets(f, at+1, end)
			}
			return
		}
	}
	cr.placeTargets(f, from, to)
}

// refersBack tells whether a range speaks of doers told before: "the group",
// "them".
func (cr *claimReader) refersBack(from, to int) bool {
	for k := from; k < to && k < len(cr.c.chunks); k++ {
		ch := &cr.c.chunks[k]
		if ch.kind == nounPhrase && (cr.u.isAny(ch.first, pointing) && ch.noun&nounDoer != 0 || cr.u.isAny(ch.head, pronouns)) {
			return true
		}
	}
	return false
}

// bids are nouns of what is tried, told by the infinitive after them.
var bids = keys("attempt attempts bid bids plot plots effort efforts campaign campaigns operation operations plan plans scheme")

var pronouns = keys("him her them it they he she")

// extended lets a phrase go on through "linked to the GRU".
func (cr *claimReader) extended(from, to int) int {
	for to < len(cr.c.chunks) && cr.c.chunks[to].kind == verbGroup && cr.transparent(&cr.c.chunks[to]) {
		to++
		for to < len(cr.c.chunks) && (cr.c.chunks[to].kind == preposition || cr.c.chunks[to].kind == nounPhrase) {
			to++
		}
	}
	return to
}

// placeTargets reads where a passive happened: "were attacked in Japan".
func (cr *claimReader) placeTargets(f *frame, from, to int) {
	f.target = cr.collect(from, to, asTarget, f.target)
}

// objectTargets reads the victims of an object.
func (cr *claimReader) objectTargets(f *frame, from, to int) {
	f.target = cr.collect(from, to, asTarget, f.target)
}

// subjectDoers reads the doers of a subject; where the subject is an attack
// itself, its doers.
func (cr *claimReader) subjectDoers(f *frame, p *predicate) {
	for k := p.subjFrom; k < p.subjTo; k++ {
		if n := cr.nominals[k]; n > 0 {
			f.accused = append(f.accused, cr.frames[n-1].accused...)
			f.sameEvent = f.sameEvent || cr.frames[n-1].sameEvent
			f.target = append(f.target, cr.frames[n-1].target...)
			return
		}
	}
	if before := p.verb - 1; before >= 0 && cr.c.chunks[p.verb].form == infinitive && cr.u.isAny(cr.c.chunks[before].head, bids) { // a Russian attempt to hack
		if f.accused = cr.namesIn(&cr.c.chunks[before], asDoer, f.accused); len(f.accused) > 0 {
			return
		}
	}
	head := cr.subjectHead(p)
	if head == nil {
		f.sameDoer = true
		return
	}
	if own := cr.confessing(p, head); len(own) > 0 { // the group said it had hacked
		f.act, f.by, f.accused = corpus.Responsible, own, own
		return
	}
	if cr.unknownDoer(p.subjFrom, p.subjTo) {
		f.vagueDoer = true
	}
	if cr.u.isAny(head.first, pointing) && head.noun&nounDoer != 0 || cr.u.tags[head.head] == posPron {
		f.sameDoer = true
	}
	f.accused = cr.collect(p.subjFrom, cr.extended(p.subjFrom, p.subjTo), asDoer, f.accused)
}
