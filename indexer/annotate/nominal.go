package annotate

import (
	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// broken are attack nouns that name the victim before them or after "of": the
// DNC hack, the breach of the DNC; "in" is the end of "break-in".
var broken = keys("in ins ddos breach breaches hack hacks leak leaks theft thefts compromise compromises intrusion intrusions defacement defacements infiltration penetration takedown infection sabotage dump hacking " +
	"targeting monitoring surveillance espionage exploitation disruption tapping wiretapping hijacking defacing exfiltration")

// readNominals makes a frame of each noun phrase that tells of an attack.
func (cr *claimReader) readNominals(s span) {
	for k := range cr.c.chunks {
		ch := &cr.c.chunks[k]
		if ch.kind != nounPhrase || !cr.tellsAttack(k) {
			continue
		}
		f := cr.add(corpus.Attack, ch.head, s)
		cr.nominals[k] = len(cr.frames)
		f.background = cr.isBackground(k)
		cr.modifiers(ch, f)
		cr.attachments(k, f)
		f.elsewhere = len(f.target) == 0 && cr.namesOthers(k)
		f.sameEvent = cr.definite(ch)
		f.sameDoer = f.sameDoer || cr.another(k)
		if cr.u.isAny(ch.first, nothingOf) { // no hack at the plant
			f.act = ""
		}
		cr.opposed(k, f)
	}
}

// opposed takes back an attack noun without names that somebody is against as
// such: "China opposes hacking in all its forms".
func (cr *claimReader) opposed(k int, f *frame) {
	for i := k - 1; i >= 0 && i >= k-5; i-- {
		ch := &cr.c.chunks[i]
		if ch.kind != verbGroup {
			continue
		}
		if cr.u.isAny(ch.head, opposing) && len(f.accused)+len(f.target) == 0 {
			f.act = ""
		}
		return
	}
}

var nothingOf = keys("no")

var opposing = keys("oppose opposes opposed opposing fight fights fought fighting combat combats combating condone condones condoned prohibit prohibits prohibited forbid forbids ban bans banned reject rejects " +
	"encourage encourages tolerate tolerates punish punishes crack support supports")

// tellsAttack tells whether the head of a noun phrase is an attack.
func (cr *claimReader) tellsAttack(k int) bool {
	ch := &cr.c.chunks[k]
	if ch.noun&nounAttack != 0 {
		return !cr.u.isAny(ch.head, weak) || cr.hostile(ch) || cr.prepNext(k, hitting) || cr.aimsLater(k) || cr.byGroup(k) || cr.toldBefore(ch)
	}
	return ch.noun&nounTool != 0 && (cr.foreignTool(k) || cr.prepNext(k, against))
}

// weak are attack nouns that as often mean something else: they need a word
// of hostility before them or "against" behind.
var (
	weak = keys("reconnaissance subversion operation operations campaign campaigns activity activities war influence strike strikes raid raids violation violations incident incidents attempt attempts effort efforts disruption " +
		"destruction monitoring takedown shutdown exploitation outage outages blackout blackouts dump manipulation targeting interference hostilities extortion barrage offensive aggression assault")
	hostility = keys("sponsored backed cyber hacking hack espionage cyberespionage phishing spearphishing malicious spy spying hostile ddos ransomware disinformation malware intrusion surveillance attack attacks covert " +
		"cyberattack sabotage influence hacker hackers apt exploitation theft wiper cybercrime intelligence digital online power smear destructive offensive cyberwarfare backdoor information interference")
	hitting = keys("against on targeting into")
	against = keys("against targeting")
)

// byGroup tells whether "by" and a group follow, in quotation marks or not.
func (cr *claimReader) byGroup(k int) bool {
	doer := k + 2
	if doer < len(cr.c.chunks) && cr.c.chunks[doer].kind == quote {
		doer++
	}
	return cr.prepNext(k, byWords) && doer < len(cr.c.chunks) && cr.groupLike(&cr.c.chunks[doer])
}

// toldBefore tells whether a noun phrase speaks of an attack that the article
// has told: "the operation", and "the campaign" where one was called so.
func (cr *claimReader) toldBefore(ch *chunk) bool {
	if ch.last-ch.first != 1 || !cr.u.isAny(ch.first, pointing) || !cr.u.isAny(ch.head, resumed) {
		return false
	}
	for j := len(cr.frames) - 1; j >= max(0, len(cr.frames)-farthest); j-- {
		f := &cr.frames[j]
		if f.act == corpus.Attack && (f.in.tokens[f.at].Key == cr.u.tokens[ch.head].Key || !cr.u.isAny(ch.head, electoral)) {
			return true
		}
	}
	return false
}

var (
	resumed   = keys("operation operations campaign campaigns activity activities incident incidents effort efforts")
	electoral = keys("campaign campaigns effort efforts")
)

// hostile tells whether a noun phrase has a word of hostility, or a doer's
// name, before its head.
func (cr *claimReader) hostile(ch *chunk) bool {
	for t := ch.first; t < ch.head; t++ {
		if cr.u.isAny(t, hostility) {
			return true
		}
		if n := cr.u.nameOf(t); n != nil && n.field() == corpus.Actor {
			return true
		}
	}
	return false
}

// aimsLater tells whether "against" follows a phrase or two later: a campaign
// by the government against journalists.
func (cr *claimReader) aimsLater(k int) bool {
	for i := k + 1; i < len(cr.c.chunks) && i < k+6; i++ {
		switch ch := &cr.c.chunks[i]; ch.kind {
		case preposition:
			if cr.u.isAny(ch.head, against) {
				return true
			}
		case nounPhrase, adverb:
		default:
			return false
		}
	}
	return false
}

func (cr *claimReader) prepNext(k int, preps keySet) bool {
	return k+1 < len(cr.c.chunks) && (cr.c.chunks[k+1].kind == preposition || cr.c.chunks[k+1].kind == verbGroup) && cr.u.isAny(cr.c.chunks[k+1].head, preps)
}

// isBackground tells whether an attack is told as the reason of another thing:
// "in revenge for the defacement of", "after the hack of".
func (cr *claimReader) isBackground(k int) bool {
	if k == 0 || cr.c.chunks[k-1].kind != preposition {
		return false
	}
	return cr.u.isAny(cr.c.chunks[k-1].head, reasonPreps) && len(cr.c.preds) > 0
}

var reasonPreps = keys("after following since before amid despite for")

// foreignTool tells whether malware has a country and a place or victim:
// "Chinese Trojan in Japan".
func (cr *claimReader) foreignTool(k int) bool {
	if k+1 >= len(cr.c.chunks) || cr.c.chunks[k+1].kind != preposition || !cr.u.isAny(cr.c.chunks[k+1].head, aiming) {
		return false
	}
	for _, n := range cr.namesIn(&cr.c.chunks[k], asDoer, nil) {
		if n.adjectival() {
			return true
		}
	}
	return false
}

// definite tells whether the phrase speaks of an attack told before: "the
// attack", "these attacks", "the incident".
func (cr *claimReader) definite(ch *chunk) bool {
	return cr.u.isAny(ch.first, pointing)
}

// namesOthers tells whether an attack noun has a proper name beside it that the
// gazetteer does not know: the SolarWinds hack, the attack on Sony Pictures.
func (cr *claimReader) namesOthers(k int) bool {
	if cr.u.headline && cr.u.in == inText {
		return false
	}
	from := k
	if !cr.u.isAny(cr.c.chunks[k].head, broken) { // the NotPetya attack
		from++
	}
	for i := from; i < cr.phraseEnd(k); i++ {
		for t := cr.c.chunks[i].first; t <= cr.c.chunks[i].last; t++ {
			if cr.u.nameOf(t) == nil && cr.u.words[t] == nil && cr.u.tokens[t].Kind == gazetteer.Word && cr.u.tokens[t].Case != gazetteer.Lower {
				return true
			}
		}
	}
	return false
}

// another tells whether the attack noun k is one more in a series: "a separate
// campaign", "attacks in a separate campaign". Its doer is the one told before
// where no other is.
func (cr *claimReader) another(k int) bool {
	for i := k; i < cr.phraseEnd(k); i++ {
		ch := &cr.c.chunks[i]
		for t := ch.first; t < ch.head && ch.noun&nounAttack != 0; t++ {
			if cr.u.isAny(t, furthers) {
				return true
			}
		}
	}
	return false
}

var furthers = keys("separate distinct second third further additional")

var pointing = keys("the this that these those such both its their said")

// modifiers reads the names before the head: "Chinese cyber attacks" have a
// doer, "the DNC hack" has a victim.
func (cr *claimReader) modifiers(ch *chunk, f *frame) {
	u := cr.u
	for _, n := range cr.namesIn(ch, asTarget, nil) {
		if n.last >= ch.head {
			continue
		}
		switch {
		case n.adjectival() && u.isAny(ch.head, suffered):
			f.target = append(f.target, n)
		case u.behind(n), n.adjectival(), u.tokens[n.last].Flags&possessive != 0, n.field() == corpus.Actor:
			if u.isAny(ch.head, broken) && n.field() != corpus.Actor && !u.isAny(ch.head, doings) && !u.behind(n) && u.tokens[n.last].Flags&possessive == 0 && n.last+1 != ch.head {
				f.target = append(f.target, n)
				continue
			}
			f.accused = append(f.accused, n)
		case n.field() == corpus.Institution && armed(n) && !u.isAny(ch.head, broken), n.field() == corpus.Institution && u.isAny(ch.head, doings):
			f.accused = append(f.accused, n)
		case n.field() == corpus.Institution, u.isAny(ch.head, broken), u.thingBetween(n.last+1, ch.head):
			f.target = append(f.target, n)
		}
	}
}

// thingBetween tells whether what is attacked stands between a country and the
// attack: the Ukraine power grid attack.
func (u *unit) thingBetween(from, to int) bool {
	for t := from; t < to; t++ {
		if u.nounIs(t, nounThing) && !u.nounIs(t, nounAttack|nounDoer) {
			return true
		}
	}
	return false
}

// suffered are attack nouns whose adjective is the victim's: a Turkish power
// outage.
var suffered = keys("outage outages blackout blackouts shutdown leak leaks breach breaches theft thefts dump")

// armed tells whether a body attacks rather than is attacked: a service or a
// force.
func armed(n *name) bool { return n.entity.Kind == "intelligence" || n.entity.Kind == "military" }

// doings are attack nouns whose adjective is the doer's even where they break
// something: "Chinese hacking", "Russian espionage".
var doings = keys("hacking espionage surveillance monitoring spying sabotage")

// attachments reads the phrases after the head: on and against, by and from.
func (cr *claimReader) attachments(k int, f *frame) {
	end := cr.phraseEnd(k)
	p, in := asTarget, false
	from := k + 1
	for i := k + 1; i <= end; i++ {
		if i < end && cr.c.chunks[i].kind != preposition {
			continue
		}
		if in {
			cr.give(f, p, from, i)
		}
		if i == end {
			break
		}
		p, in = cr.partyAfter(i, k, p, in)
		from = i + 1
	}
}

func (cr *claimReader) give(f *frame, p party, from, to int) {
	if p == asDoer {
		if cr.unknownDoer(from, to) {
			f.vagueDoer = true
		}
		f.accused = cr.collect(from, to, asDoer, f.accused)
		f.sameDoer = f.sameDoer || len(f.accused) == 0 && cr.refersBack(from, to)
		return
	}
	f.target = cr.collect(from, to, asTarget, f.target)
}

// unknownDoer tells whether the text says that the doer is not known.
func (cr *claimReader) unknownDoer(from, to int) bool {
	for k := from; k < to; k++ {
		for t := cr.c.chunks[k].first; t <= cr.c.chunks[k].last; t++ {
			if cr.u.isAny(t, unknowns) {
				return true
			}
		}
	}
	return false
}

var unknowns = keys("unknown unidentified unnamed unspecified anonymous")

// partyAfter tells what a preposition after an attack noun brings in.
func (cr *claimReader) partyAfter(i, k int, p party, in bool) (party, bool) {
	u, prep := cr.u, cr.c.chunks[i].head
	switch {
	case u.is(prep, wordBy):
		return asDoer, true
	case u.is(prep, wordFrom):
		if u.isAny(cr.c.chunks[k].head, takings) {
			return asTarget, true
		}
		return asDoer, true
	case u.is(prep, wordFor) && u.isAny(cr.c.chunks[k].head, doings): // spying for Russia
		return asDoer, true
	case u.isAny(prep, against) && k >= 2 && cr.answerOf(k-2) != "": // charges for hacking against officials
		return p, false
	case u.isAny(prep, aiming):
		if p == asDoer && in && u.is(prep, wordIn) && !u.isAny(cr.c.chunks[k].head, pursuits) {
			return p, false
		}
		return asTarget, true
	case u.is(prep, wordOf):
		if !in && i == k+1 && u.isAny(cr.c.chunks[k].head, pursuits) { // hostile activities of Russia
			return asDoer, true
		}
		if !in && i == k+1 {
			return asTarget, true
		}
		return p, in
	case u.isAny(prep, within):
		return p, in
	}
	return p, false
}

// pursuits are attack nouns whose "of" tells the doer.
var pursuits = keys("activity activities campaign campaigns aggression")

var (
	aiming = keys("on against at into to in upon targeting across throughout onto toward towards inside within around between")
	within = keys("of including and like within")
)

// takings are attack nouns after which "from" tells the victim.
var takings = keys("theft thefts leak leaks leakage dump exfiltration")

// phraseEnd is the first chunk after the noun phrase k that does not belong
// to it.
func (cr *claimReader) phraseEnd(k int) int {
	for i := k + 1; i < len(cr.c.chunks); i++ {
		switch ch := &cr.c.chunks[i]; ch.kind {
		case verbGroup:
			if ch.form == finite || ch.form == infinitive || !cr.transparent(ch) {
				return i
			}
		case subordinator, relative, stop, quote:
			return i
		case nounPhrase:
			if i > k+2 && cr.c.chunks[i-1].kind == conjunction && cr.tellsAttack(i) { // an attack on X and one on Y
				return i - 1
			}
		case comma:
			if !cr.listGoesOn(i) || cr.c.subjectAt(i+1) {
				return i
			}
		}
	}
	return len(cr.c.chunks)
}

// transparent tells whether a participle goes on with the noun before it:
// systems belonging to the army.
func (cr *claimReader) transparent(ch *chunk) bool {
	return ch.form == gerund && ch.verb&verbOwn != 0 || ch.form == participle && !cr.u.isAny(ch.head, neverPassive) && ch.verb&(verbOwn|verbName|verbBack|verbAttribute) != 0
}

// suspecteds end a headline: "Water utilities hit, Iran suspected".
var suspecteds = keys("suspected blamed accused")

// listGoesOn tells whether after a comma the list of names goes on: a noun
// phrase that no finite verb follows.
func (cr *claimReader) listGoesOn(i int) bool {
	for k := i + 1; k < len(cr.c.chunks) && k < i+4; k++ {
		switch cr.c.chunks[k].kind {
		case conjunction, adverb:
			continue
		case preposition:
			return cr.u.isAny(cr.c.chunks[k].head, within) || cr.u.isAny(cr.c.chunks[k].head, aiming)
		case nounPhrase:
			return k+1 >= len(cr.c.chunks) || cr.c.chunks[k+1].kind != verbGroup || cr.c.chunks[k+1].form != finite && !cr.u.isAny(cr.c.chunks[k+1].head, suspecteds)
		default:
			return false
		}
	}
	return false
}
