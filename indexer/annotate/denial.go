package annotate

import "despatch/corpus"

// readDenial reads "X denied that …", "X rejected the accusations".
func (cr *claimReader) readDenial(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	by := cr.subjectNames(p)
	if p.passive {
		by = cr.byNames(p.objFrom, p.objTo)
	}
	if v.negated || !cr.u.isAny(v.head, denyWords) && !cr.deniable(p) && !cr.deniesIt(p, by) {
		return false
	}
	f := frame{act: corpus.Deny, sameDoer: cr.envoy(p), doers: len(cr.doers), status: corpus.Denied, in: cr.u, sentence: cr.sent, first: s.first, last: s.last, at: v.head, sameEvent: true}
	for j := i + 1; j < len(cr.c.preds); j++ { // what is denied is not told
		f.target = cr.collect(cr.c.preds[j].objFrom, cr.objectEnd(j), asTarget, f.target)
		cr.done[j] = true
	}
	cr.silence(p.verb, len(cr.c.chunks), &f)
	f.by, f.accused = by, by
	if len(by) == 0 {
		f.by = cr.sayers()
		f.accused = f.by
	}
	cr.frames = append(cr.frames, f)
	cr.accusers(p, f.accused, s)
	return true
}

// deniesIt reads "Beijing rejected it" where Beijing was accused before.
func (cr *claimReader) deniesIt(p *predicate, by []*name) bool {
	return p.objFrom < p.objTo && cr.u.isAny(cr.c.chunks[p.objFrom].head, pronouns) && len(cr.ofThoseAccused(by)) > 0
}

// envoy tells whether the subject of a predicate is an embassy or the like,
// which speaks for those accused where no other country is named.
func (cr *claimReader) envoy(p *predicate) bool {
	head := cr.subjectHead(p)
	return head != nil && cr.u.isAny(head.head, missions)
}

// accusers reads who made the accusation that is denied: "rejected American
// claims", "the charge made by Britain".
func (cr *claimReader) accusers(p *predicate, accused []*name, s span) {
	for k := p.objFrom; k < p.objTo; k++ {
		ch := &cr.c.chunks[k]
		if ch.kind != nounPhrase || !cr.u.isAny(ch.head, accusations) {
			continue
		}
		by := cr.namesIn(ch, asSource, nil)
		if k+1 < p.objTo && cr.u.isAny(cr.c.chunks[k+1].head, sourcing) { // accusations by Britain
			by = cr.collect(k+2, p.objTo, asSource, by)
		}
		for i := range cr.c.preds {
			if q := &cr.c.preds[i]; q.passive && cr.u.isAny(cr.c.chunks[q.verb].head, making) {
				by = append(by, cr.byNames(q.objFrom, q.objTo)...)
			}
		}
		if len(by) == 0 || len(accused) == 0 {
			return
		}
		f := cr.add(corpus.Accuse, ch.head, s)
		f.by, f.accused, f.status, f.sameEvent = by, accused, corpus.Alleged, true
		return
	}
}

var (
	accusations = keys("allegation allegations accusation accusations claim claims charge charges attribution assertion assertions suggestion suggestions")
	sourcing    = keys("by from of")
	making      = keys("made levelled leveled raised voiced published")
)

var (
	denyWords  = keys("deny denies denied denying")
	deniables  = keys("finding findings conclusion conclusions assessment verdict allegation allegations accusation accusations claim claims charge charges report reports involvement responsibility attribution assertion assertions suggestion suggestions attack attacks hacking")
	dismissals = keys("ridiculous fabricated false untrue baseless groundless unfounded nonsense slander slanders lie lies fabrication fabrications absurd smear smears ludicrous fake fiction farce " +
		"preposterous unsubstantiated bogus disinformation rubbish hoax untruths myth invention laughable")
)

// deniable tells whether the object of "reject" or "dismiss" is an accusation.
func (cr *claimReader) deniable(p *predicate) bool {
	from, to := p.objFrom, p.objTo
	if p.passive {
		from, to = p.subjFrom, p.subjTo
	}
	for k := from; k < to; k++ {
		if cr.u.isAny(cr.c.chunks[k].head, deniables) || k > from && cr.u.isAny(cr.c.chunks[k].head, dismissals) && cr.u.isAny(cr.c.chunks[k-1].head, asWords) {
			return true
		}
	}
	return false
}

// silence takes back the frames of attack nouns in a range, whose victims the
// denial speaks of.
func (cr *claimReader) silence(from, to int, f *frame) {
	for k := from; k < to; k++ {
		if n := cr.nominals[k]; n > 0 {
			g := &cr.frames[n-1]
			f.target = append(f.target, g.target...)
			f.accused = append(f.accused, g.accused...)
			g.act = ""
		}
	}
}

// readDismissals reads "the so-called attacks by China are fabricated" and
// "the idea that China had attacked was ridiculous": whoever says so denies.
func (cr *claimReader) readDismissals(s span) {
	at := cr.dismissal()
	if at < 0 {
		return
	}
	f := frame{act: corpus.Deny, status: corpus.Denied, in: cr.u, sentence: cr.sent, first: s.first, last: s.last, at: at, sameEvent: true}
	taken := false
	for j := len(cr.frames) - 1; j >= 0 && cr.ofThis(&cr.frames[j]); j-- {
		g := &cr.frames[j]
		if g.act == corpus.Deny {
			return
		}
		if g.act == "" || g.at > at {
			continue
		}
		f.accused = append(f.accused, g.accused...)
		f.target = append(f.target, g.target...)
		g.act, taken = "", true
	}
	if !taken && !cr.soCalled(s) {
		return
	}
	f.by = ofTheAccused(cr.sayers(), f.accused)
	cr.frames = append(cr.frames, f)
}

// ofTheAccused are those of the speakers that speak for the accused, who alone
// can deny; the accused themselves where there are none.
func ofTheAccused(speakers, accused []*name) []*name {
	var by []*name
	for _, n := range speakers {
		if shareCountry([]*name{n}, accused) {
			by = append(by, n)
		}
	}
	if len(by) == 0 {
		return accused
	}
	return by
}

// readProtest reads "called the allegation a slander", "called it groundless",
// "had nothing to do with it", "ruled out that it was involved".
func (cr *claimReader) readProtest(i int, s span) bool {
	p := &cr.c.preds[i]
	v := &cr.c.chunks[p.verb]
	if p.passive || v.negated || !cr.protests(p, v) {
		return false
	}
	by := cr.subjectNames(p)
	if len(by) == 0 {
		by = cr.sayers() // said that he ruled it out
	}
	if len(by) == 0 {
		return false
	}
	f := frame{act: corpus.Deny, status: corpus.Denied, in: cr.u, sentence: cr.sent, first: s.first, last: s.last, at: v.head, sameEvent: true, by: by, accused: by}
	cr.silence(p.verb, len(cr.c.chunks), &f)
	cr.frames = append(cr.frames, f)
	return true
}

// protests tells whether a verb with its object rejects an accusation.
func (cr *claimReader) protests(p *predicate, v *chunk) bool {
	last := v.last
	if p.objTo > p.objFrom {
		last = cr.c.chunks[p.objTo-1].last
	}
	calls := cr.u.isAny(v.head, calling)
	for t := v.first; t <= last; t++ {
		switch {
		case calls && cr.u.isAny(t, dismissals):
			return true
		case cr.u.isAny(t, nothings) && cr.u.is(t+1, wordTo) && cr.u.isAny(t+2, doForms):
			return true
		}
	}
	return cr.u.isAny(v.head, ruling) && cr.u.isAny(v.head+1, outs)
}

var (
	calling  = keys("call calls called calling describe describes described describing brand branded label labelled term termed dismiss dismissed dismisses")
	nothings = keys("nothing")
	ruling   = keys("rule rules ruled ruling")
	outs     = keys("out")
)

// dismissal is the token of a dismissive word that is said of the subject, -1
// for none.
func (cr *claimReader) dismissal() int {
	for i := range cr.c.preds {
		p := &cr.c.preds[i]
		if !cr.u.has(cr.c.chunks[p.verb].first, tagBe) && !cr.u.has(cr.c.chunks[p.verb].head, tagBe) && !cr.c.chunks[p.verb].passive {
			continue
		}
		if cr.c.chunks[p.verb].negated {
			continue
		}
		last := cr.c.chunks[p.verb].last
		if p.objTo > p.objFrom {
			last = cr.c.chunks[p.objTo-1].last
		}
		for t := cr.c.chunks[p.verb].first; t <= last; t++ {
			if cr.u.isAny(t, dismissals) {
				return cr.c.chunks[p.verb].first
			}
		}
	}
	return -1
}

func (cr *claimReader) soCalled(s span) bool {
	for t := s.first; t+2 <= s.last; t++ {
		if cr.u.is(t, wordSo) && cr.u.isAny(t+2, calledWords) {
			return true
		}
	}
	return false
}

var calledWords = keys("called")

// readNoEvidence takes back what a sentence says there is no evidence of.
func (cr *claimReader) readNoEvidence(s span) {
	for t := s.first + 1; t <= s.last; t++ {
		if !cr.u.isAny(t, proofs) || !cr.u.isAny(t-1, lacking) && !cr.u.isAny(t-2, lacking) {
			continue
		}
		for j := len(cr.frames) - 1; j >= 0 && cr.ofThis(&cr.frames[j]); j-- {
			if cr.frames[j].at > t {
				cr.frames[j].act = ""
			}
		}
	}
}

var (
	proofs  = keys("evidence proof indication indications sign signs")
	lacking = keys("no without lack any")
)
