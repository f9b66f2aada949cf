package annotate

import (
	"slices"

	"despatch/corpus"
)

// readAttribution reads attribute, link or trace an attack or a group to
// somebody.
func (cr *claimReader) readAttribution(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	to := cr.firstPrep(p.objFrom, p.objTo, attributing)
	if to >= p.objTo || cr.u.is(cr.c.chunks[to].first-1, wordAccording) {
		return false
	}
	end := cr.extended(to+1, p.objTo)
	accused := cr.collect(to+1, end, asDoer, nil)
	if len(accused) == 0 {
		return false
	}
	if v.form == participle && p.passive && cr.describes(p.verb) && !cr.ofAttack(p) {
		return true
	}
	f := cr.add(corpus.Attribute, v.head, s)
	f.accused = accused
	f.sameEvent = true
	if cr.u.isAny(v.head, pointings) {
		f.status = corpus.Alleged
	}
	from, till := p.objFrom, to
	if p.passive {
		from, till = p.subjFrom, p.subjTo
		f.by = cr.byNames(p.objFrom, p.objTo)
	} else {
		f.by = cr.subjectNames(p)
	}
	cr.attributed(f, from, till)
	return true
}

// ofAttack tells whether the subject is an attack or a tool, which can be
// attributed; "individuals linked to APT31" only describes them.
func (cr *claimReader) ofAttack(p *predicate) bool {
	for k := p.subjFrom; k < p.subjTo; k++ {
		if cr.nominals[k] > 0 || cr.c.chunks[k].noun&(nounTool|nounAttack) != 0 {
			return true
		}
	}
	return false
}

var pointings = keys("point points pointed pointing")

var attributing = keys("to with on")

// attributed takes over what is attributed: the attack's targets, or the
// group, which is accused with its state.
func (cr *claimReader) attributed(f *frame, from, to int) {
	for k := from; k < to; k++ {
		if n := cr.nominals[k]; n > 0 {
			g := &cr.frames[n-1]
			g.target = before(g.target, cr.c.chunks[to-1].last)
			f.target = append(f.target, g.target...)
			f.accused = append(f.accused, g.accused...)
			return
		}
	}
	for _, n := range cr.collect(from, to, asDoer, nil) {
		if n.field() == corpus.Actor {
			f.accused = append(f.accused, n)
		}
	}
}

// before are the names that stand up to a token: in "links the attack to
// Iran", Iran is not what was attacked.
func before(names []*name, last int) []*name {
	return slices.DeleteFunc(names, func(n *name) bool { return n.first > last })
}

// readBehind reads "X was behind the attack", "X is responsible for it".
func (cr *claimReader) readBehind(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	if !cr.u.has(v.head, tagBe) || p.objFrom >= len(cr.c.chunks) {
		return false
	}
	from := p.objFrom
	for from < len(cr.c.chunks)-1 && cr.c.chunks[from].kind == adverb && !cr.u.has(cr.c.chunks[from].head, tagNot) {
		from++
	}
	next := &cr.c.chunks[from]
	if v.negated {
		return false
	}
	if cr.u.isAny(next.head, works) && from+1 < p.objTo && cr.u.is(cr.c.chunks[from+1].head, wordOf) {
		return cr.readWork(i, from+2, s)
	}
	if !cr.u.isAny(next.head, responsibles) && !cr.u.isAny(next.first, responsibles) {
		return false
	}
	head := cr.subjectHead(p)
	accused := cr.collect(p.subjFrom, p.subjTo, asDoer, nil)
	if own := cr.confessing(p, head); len(own) > 0 {
		f := cr.add(corpus.Responsible, v.head, s)
		f.by, f.accused = own, own
		cr.eventTargets(f, i, from)
		return true
	}
	if len(accused) == 0 && (head == nil || !cr.groupLike(head)) {
		return false
	}
	f := cr.add(corpus.Attribute, v.head, s)
	f.accused = accused
	cr.eventTargets(f, i, from)
	return true
}

// confessing are the groups that say of themselves what predicate p tells:
// "the Cyber Berkut said it was behind the attack".
func (cr *claimReader) confessing(p *predicate, head *chunk) []*name {
	if head == nil || p.reported < 0 || !cr.u.isAny(head.head, themselves) {
		return nil
	}
	over := &cr.c.preds[p.reported]
	if group := cr.subjectHead(over); group == nil || !cr.groupLike(group) {
		return nil
	}
	return cr.collect(over.subjFrom, cr.extended(over.subjFrom, over.subjTo), asDoer, nil)
}

var themselves = keys("it they")

// readWork reads "the attack was the work of X".
func (cr *claimReader) readWork(i, doer int, s span) bool {
	p := &cr.c.preds[i]
	accused := cr.collect(doer, cr.extended(doer, p.objTo), asDoer, nil)
	if len(accused) == 0 {
		return false
	}
	f := cr.add(corpus.Attribute, cr.c.chunks[p.verb].head, s)
	f.accused, f.sameEvent = accused, true
	cr.attributed(f, p.subjFrom, p.subjTo)
	return true
}

var works = keys("work handiwork doing deed act result")

// readOrigin reads "the attack came from X", "the malware originated in X".
func (cr *claimReader) readOrigin(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	from := cr.firstPrep(p.objFrom, min(p.objTo, p.objFrom+3), origins)
	if !cr.u.isAny(v.head, coming) && !(p.passive && cr.u.isAny(v.head, steering)) || v.negated || v.modal == possible || from >= p.objTo || !cr.ofAttack(p) {
		return false
	}
	accused := cr.collect(from+1, cr.extended(from+1, p.objTo), asDoer, nil)
	if len(accused) == 0 {
		return false
	}
	f := cr.add(corpus.Attribute, v.head, s)
	f.accused, f.sameEvent = accused, true
	cr.attributed(f, p.subjFrom, p.subjTo)
	return true
}

var (
	coming  = keys("come comes came coming originate originates originated originating emanate emanates emanated stem stems stemmed")
	origins = keys("from of")
	// steering are passives after which "from" tells the doer: run from Minsk.
	steering = keys("run operated directed launched controlled coordinated steered")
)

// readVerbless reads "FBI says North Korea behind Sony hack": a title that
// leaves out the verb.
func (cr *claimReader) readVerbless(s span) {
	for k := 1; k+1 < len(cr.c.chunks); k++ {
		if n := cr.nominals[k+1]; n > 0 && cr.u.isAny(cr.c.chunks[k].head, underWords) && len(cr.frames[n-1].target) == 0 {
			cr.frames[n-1].target = cr.collect(k-1, k, asTarget, nil)
			return
		}
		if cr.c.chunks[k].kind != preposition || !cr.u.isAny(cr.c.chunks[k].head, behindWords) || cr.c.chunks[k-1].kind != nounPhrase || cr.c.chunks[k+1].kind != nounPhrase {
			continue
		}
		accused := cr.collect(k-1, k, asDoer, nil)
		if len(accused) == 0 || cr.nominals[k+1] == 0 && cr.c.chunks[k+1].noun&nounAttack == 0 {
			continue
		}
		f := cr.add(corpus.Attribute, cr.c.chunks[k].head, s)
		f.accused = accused
		cr.eventTargets(f, 0, k)
		return
	}
}

var behindWords = keys("behind")

var (
	responsibles = keys("behind responsible")
	proxies      = keys("proxy proxies contractor front unit affiliate operation")
)

// readIs reads "APT40 is allegedly a Chinese state proxy": whose a group is.
func (cr *claimReader) readIs(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	if !cr.u.has(v.head, tagBe) || p.objFrom >= p.objTo || v.negated {
		return false
	}
	is, head := &cr.c.chunks[p.objFrom], cr.subjectHead(p)
	if is.kind == nounPhrase && cr.u.isAny(is.head, culprits) {
		return cr.readCulprit(i, s)
	}
	if is.kind != nounPhrase || head == nil || !cr.groupLike(is) || !cr.groupLike(head) {
		return false
	}
	accused := cr.collect(p.objFrom, cr.extended(p.objFrom, p.objTo), asDoer, nil)
	if len(accused) == 0 {
		return false
	}
	f := cr.add(corpus.Attribute, v.head, s)
	f.accused = cr.collect(p.subjFrom, p.subjTo, asDoer, accused)
	f.sameEvent = true
	return true
}

// readNaming reads "named APT31 as the author of the attack".
func (cr *claimReader) readNaming(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	as := cr.firstPrep(p.objFrom, p.objTo, asWords)
	if v.negated || v.modal == possible || as+1 >= p.objTo || !cr.culpritAt(as+1) {
		return false
	}
	f := frame{act: corpus.Attribute, in: cr.u, sentence: cr.sent, first: s.first, last: s.last, at: v.head, doers: len(cr.doers)}
	if p.passive {
		f.by, f.accused = cr.byNames(p.objFrom, p.objTo), cr.collect(p.subjFrom, p.subjTo, asDoer, nil)
	} else {
		f.by, f.accused = cr.subjectNames(p), cr.collect(p.objFrom, as, asDoer, nil)
	}
	if len(f.accused) == 0 {
		return false
	}
	cr.eventTargets(&f, i, as)
	cr.frames = append(cr.frames, f)
	return true
}

// culpritAt tells whether the chunk k says that somebody did it: the author,
// responsible, behind, the group behind.
func (cr *claimReader) culpritAt(k int) bool {
	head := cr.c.chunks[k].head
	behind := k+1 < len(cr.c.chunks) && cr.u.isAny(cr.c.chunks[k+1].head, behindWords)
	return cr.u.isAny(head, culprits) || cr.u.isAny(head, responsibles) || behind && cr.groupLike(&cr.c.chunks[k])
}

// readDoor reads "laid the attack at the door of Russia", "at Moscow's door".
func (cr *claimReader) readDoor(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	at := cr.firstPrep(p.objFrom, p.objTo, atWords)
	if v.negated || at+1 >= p.objTo || !cr.u.isAny(v.head, laying) || !cr.u.isAny(cr.c.chunks[at+1].head, doors) {
		return false
	}
	accused := cr.collect(at+1, cr.extended(at+1, p.objTo), asDoer, nil)
	if len(accused) == 0 {
		return false
	}
	f := cr.add(corpus.Attribute, v.head, s)
	f.accused, f.sameEvent = accused, true
	if p.passive {
		f.by = cr.byNames(p.objFrom, p.objTo)
		cr.attributed(f, p.subjFrom, p.subjTo)
		return true
	}
	f.by = cr.subjectNames(p)
	cr.attributed(f, p.objFrom, at)
	return true
}

// readFinger reads "pointed the finger at Russia over the attack".
func (cr *claimReader) readFinger(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	at := cr.firstPrep(p.objFrom, p.objTo, atWords)
	if v.negated || p.passive || at >= p.objTo || !cr.u.isAny(v.head, pointings) {
		return false
	}
	accused := cr.collect(at+1, cr.extended(at+1, p.objTo), asDoer, nil)
	if len(accused) == 0 {
		return false
	}
	f := cr.add(corpus.Accuse, v.head, s)
	f.by, f.accused, f.status = cr.subjectNames(p), accused, corpus.Alleged
	f.byHome = len(f.by) == 0 && cr.official(p)
	cr.eventTargets(f, i, at)
	return true
}

var (
	asWords = keys("as")
	atWords = keys("at")
	laying  = keys("lay lays laid laying put puts placed")
	doors   = keys("door doorstep feet")
)

// readBelonging reads "the hackers belong to APT31".
func (cr *claimReader) readBelonging(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	head := cr.subjectHead(p)
	if !cr.u.isAny(v.head, belonging) || v.negated || v.modal == possible || head == nil || !cr.groupLike(head) && cr.u.tags[head.head] != posPron {
		return false
	}
	to := cr.firstPrep(p.objFrom, p.objTo, toWords)
	masters := cr.collect(min(to+1, p.objTo), p.objTo, asDoer, nil)
	if len(masters) == 0 {
		return false
	}
	f := cr.add(corpus.Attribute, v.head, s)
	f.accused = cr.collect(p.subjFrom, p.subjTo, asDoer, masters)
	f.sameEvent = true
	return true
}

var belonging = keys("belong belongs belonged answer answers answered")

// readCulprit reads "China is the leading suspect".
func (cr *claimReader) readCulprit(i int, s span) bool {
	p := &cr.c.preds[i]
	accused := cr.collect(p.subjFrom, p.subjTo, asDoer, nil)
	if len(accused) == 0 {
		return false
	}
	f := cr.add(corpus.Accuse, cr.c.chunks[p.verb].head, s)
	f.accused, f.status = accused, corpus.Alleged
	cr.eventTargets(f, i, p.objFrom)
	return true
}

var culprits = keys("author authors source suspect suspects culprit culprits perpetrator perpetrators")

// groupLike tells whether a noun phrase is a group of doers: by its noun, or
// by the name of an actor.
func (cr *claimReader) groupLike(ch *chunk) bool {
	if ch.noun&nounDoer != 0 || cr.u.isAny(ch.head, proxies) {
		return true
	}
	for _, n := range cr.namesIn(ch, asDoer, nil) {
		if n.field() == corpus.Actor {
			return true
		}
	}
	return false
}
