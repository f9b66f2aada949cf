package annotate

import (
	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// party says in which part a phrase is asked for names.
type party uint8

const (
	asDoer party = iota
	asTarget
	asSource // who says it
)

// Prepositions after which a phrase no longer names the victim, the doer or
// the source, but a reason, a time, a means or a companion.
var (
	leaveTarget = keys("after before during following amid amidst over about since until till despite like for concerning regarding under behind ahead per than versus vs because due pending beyond excluding except according")
	aside       = keys("with without via through using as by alongside")
	leaveDoer   = keys("according after before during following amid amidst over without via through using about since until till despite like as for concerning regarding ahead than versus vs because due " +
		"against on in at into onto across around near targeting throughout toward towards")
	leaveSource = keys("according after before during following amid over on about since until despite as against at into regarding concerning that")
)

func leaving(p party) keySet {
	switch p {
	case asDoer:
		return leaveDoer
	case asTarget:
		return leaveTarget
	}
	return leaveSource
}

// collect appends the names in a range of chunks that are there as the given
// party.
func (cr *claimReader) collect(from, to int, p party, dst []*name) []*name {
	left := leaving(p)
	in := true
	for k := from; k < to && k < len(cr.c.chunks); k++ {
		ch := &cr.c.chunks[k]
		switch ch.kind {
		case preposition:
			in = cr.after(k, p, left, in)
		case verbGroup:
			in = in && cr.through(ch, p)
		case nounPhrase:
			in = in || k > from && cr.c.chunks[k-1].kind == nounPhrase
			if in {
				named := len(dst)
				dst = cr.namesIn(ch, p, dst)
				if p == asTarget && len(dst) == named && (cr.u.isAny(ch.first, owning) || cr.u.is(ch.first, wordThe) && cr.u.isAny(ch.first+1, homelands)) {
					dst = cr.ownerOf(k, dst)
				}
			}
		}
	}
	return dst
}

var owning = keys("its their his her our")

// ownerOf appends the country or body that "its" or "our" in the noun phrase k
// means: "our" is said of the speaker's country.
func (cr *claimReader) ownerOf(k int, dst []*name) []*name {
	if !cr.u.isAny(cr.c.chunks[k].first, ours) {
		return cr.owner(k, dst)
	}
	for _, n := range cr.sayers() {
		if len(n.entity.Country) == 1 {
			if country := cr.nameCountry(n.entity.Country[0]); country != nil {
				return append(dst, country)
			}
		}
	}
	return dst
}

// owner appends the country or body that "its" in the noun phrase k means: the
// subject of an earlier verb of the sentence, not of the verb right before.
func (cr *claimReader) owner(k int, dst []*name) []*name {
	verbs := 0
	for i := len(cr.c.preds) - 1; i >= 0; i-- {
		p := &cr.c.preds[i]
		if p.verb > k || (p.passive || cr.c.chunks[p.verb].verb&verbName != 0) && cr.transparent(&cr.c.chunks[p.verb]) || p.subjFrom > 0 && cr.c.chunks[p.subjFrom-1].verb&verbBlame != 0 { // accused Russia of being behind
			continue
		}
		if verbs++; verbs < 2 && !p.passive && cr.tellsDoer(p) {
			if cr.u.isAny(cr.c.chunks[k].first+1, ownWords) { // steal on their own account
				return dst
			}
			continue
		}
		if names := cr.collect(p.subjFrom, p.subjTo, asSource, nil); len(names) > 0 && names[0].field() != corpus.Actor && names[0].field() != corpus.Person {
			return append(dst, names[0])
		}
	}
	return dst
}

var ours = keys("our")

var ownWords = keys("own")

// tellsDoer tells whether the subject of a predicate did the attack in its
// object: nobody attacks what is "its" own.
func (cr *claimReader) tellsDoer(p *predicate) bool {
	v := &cr.c.chunks[p.verb]
	if v.verb&(verbAttack|verbSteal|verbInto|verbLight|verbHit) != 0 {
		return true
	}
	return cr.u.has(v.head, tagBe) && p.objFrom < len(cr.c.chunks) && cr.u.isAny(cr.c.chunks[p.objFrom].head, responsibles)
}

// through tells whether a phrase goes on past a participle: "linked to" and
// "known as" in a doer's, "belonging to" and "based in" in a victim's.
func (cr *claimReader) through(ch *chunk, p party) bool {
	if cr.u.isAny(ch.head, basing) {
		return p == asTarget
	}
	if cr.u.isAny(ch.head, serves) {
		return p == asDoer
	}
	return ch.verb&(verbOwn|verbBack|verbName|verbBelieve|verbAttribute) != 0 || cr.u.has(ch.head, tagBe)
}

// after tells whether past the preposition k a phrase still names the party.
func (cr *claimReader) after(k int, p party, left keySet, in bool) bool {
	u, prep := cr.u, cr.c.chunks[k].head
	switch {
	case u.is(prep, wordAs) && u.is(prep-1, wordSuch):
		return in
	case u.is(prep, wordOf) && u.isAny(prep-1, opponents):
		return false
	case p == asDoer && (u.is(prep, wordFor) && u.isAny(prep-1, serves) || cr.behestNext(k)):
		return in
	case u.isAny(prep, left), p == asTarget && (u.isAny(prep, aside) || cr.behestNext(k)):
		return false
	case u.isAny(prep, reasonPrefixes) && k+1 < len(cr.c.chunks) && u.isAny(cr.c.chunks[k+1].head, reasons):
		return false
	case u.is(prep, wordBy) && p == asDoer:
		return in && k > 0 && cr.c.chunks[k-1].kind == verbGroup
	case p == asTarget && !in && u.isAny(prep, aiming):
		return cr.onlyAside(k)
	}
	return in
}

// behestNext tells whether the preposition k begins "on behalf of".
func (cr *claimReader) behestNext(k int) bool {
	return k+1 < len(cr.c.chunks) && cr.u.isAny(cr.c.chunks[k+1].head, behests) && cr.u.isAny(cr.c.chunks[k].head, ordered)
}

var ordered = keys("on at in under by")

// opponents are those who are against what stands after "of".
var opponents = keys("critic critics opponent opponents rival rivals enemy enemies supporter supporters support foe foes adversary adversaries")

var (
	serves  = keys("work works worked working act acts acted acting spy spying hacking employed contracted") // for a state
	behests = keys("behalf behest orders order instructions direction directions payroll service pay")       // on behalf of
)

// onlyAside tells whether the phrase left its party for a means only, after
// which a place can still be told: "hit with malware in Ukraine".
func (cr *claimReader) onlyAside(k int) bool {
	for j := k - 1; j >= 0 && cr.c.chunks[j].kind != verbGroup; j-- {
		ch := &cr.c.chunks[j]
		if ch.kind == nounPhrase && cr.u.isAny(ch.head, reasons) || ch.kind == preposition && cr.u.isAny(ch.head, leaveTarget) {
			return false
		}
	}
	return true
}

var reasonPrefixes = keys("in as for with on")

// reasons after "in" or "as" begin a phrase that tells why: in response to.
var reasons = keys("response retaliation protest revenge reaction support solidarity connection cooperation collaboration conjunction coordination wake course light anticipation attempt effort " +
	"exchange addition particular general return memory honor honour favor favour opposition reply preparation")

// namesIn appends the names of one noun phrase. Persons are attacked and speak;
// who did it is told by their states and groups.
func (cr *claimReader) namesIn(ch *chunk, p party, dst []*name) []*name {
	u := cr.u
	var last *name
	for t := ch.first; t <= ch.last; t++ {
		starting := u.namesAt(t)
		for j := range starting {
			n := &starting[j]
			if n.last > ch.last || n == last || n.mute != speaks && n.mute != former {
				continue
			}
			if n.field() == corpus.Person && p == asDoer {
				continue
			}
			dst = append(dst, n)
			last = n
		}
	}
	return dst
}

// behind tells whether a name is joined to a word of sponsorship:
// "Beijing-backed", "Russia-linked", "Chinese state-sponsored".
func (u *unit) behind(n *name) bool {
	for i := n.last + 1; i <= n.last+4 && i < len(u.tokens); i++ {
		if u.tokens[i].Kind == gazetteer.Mark && u.tokens[i].Mark == '-' {
			continue
		}
		if u.isAny(i, sponsoring) {
			return true
		}
		if !u.isAny(i, stateWords) {
			return false
		}
	}
	return false
}

var (
	sponsoring = keys("backed linked affiliated sponsored aligned associated supported funded directed controlled run tied nexus connected organized organised orchestrated based")
	stateWords = keys("state government military nation intelligence regime")
)
