package annotate

// participle finds what a verb in -ing or a bare -ed belongs to.
func (c *clauses) participle(p *predicate, from, k int) {
	v := &c.chunks[k]
	if c.splitsVerb(k) {
		over := &c.preds[len(c.preds)-1]
		p.subjFrom, p.subjTo = over.subjFrom, over.subjTo
		p.passive = c.u.has(c.chunks[over.verb].head, tagBe)
		return
	}
	if last := len(c.preds) - 1; last >= 0 && v.form == gerund && c.chunks[k-1].kind == preposition && c.chunks[c.preds[last].verb].verb&(verbBlame|verbIndict) != 0 && !c.preds[last].passive {
		p.subjFrom, p.subjTo = c.preds[last].verb+1, k-1 // accused Russia of attacking
		return
	}
	if k > 0 && c.chunks[k-1].kind == nounPhrase && c.chunks[k-1].noun&nounTime == 0 && len(c.preds) > 0 && (v.form == gerund || c.bareIsPassive(k, p)) {
		p.subjFrom, p.subjTo = c.antecedent(k)
		p.passive = v.form == participle
		return
	}
	if v.form == participle && p.subjFrom < p.subjTo {
		p.passive = c.bareIsPassive(k, p)
		return
	}
	if k > 0 && c.chunks[k-1].kind == nounPhrase && c.chunks[k-1].noun&nounTime == 0 && v.form == gerund && p.subjFrom < p.subjTo {
		return
	}
	if len(c.preds) > 0 {
		p.controller = len(c.preds) - 1
		over := &c.preds[p.controller]
		p.subjFrom, p.subjTo = over.subjFrom, over.subjTo
		if v.form == participle {
			p.passive = over.passive || c.bareIsPassive(k, p)
		}
		return
	}
	if v.form == participle {
		p.passive = true
	}
}

// splitsVerb tells whether the participle k completes an auxiliary from which a
// phrase parts it: "has for a month read the mail".
func (c *clauses) splitsVerb(k int) bool {
	if len(c.preds) == 0 || c.chunks[k].form != participle {
		return false
	}
	aux := c.preds[len(c.preds)-1].verb
	return c.chunks[aux].verb == 0 && c.u.has(c.chunks[aux].last, tagHave|tagBe) && aux+1 < k && c.chunks[aux+1].kind == preposition && k-aux <= 5
}

// bareIsPassive tells "websites hacked by X" and "mails stolen" from "hackers
// attacked websites".
func (c *clauses) bareIsPassive(k int, p *predicate) bool {
	if c.chunks[k].verb&(verbSay|verbTry|verbClaim|verbThreat|verbDeny) != 0 && c.chunks[k].verb&(verbAttack|verbSteal|verbName|verbBack|verbAttribute) == 0 || c.u.isAny(c.chunks[k].head, neverPassive) {
		return c.byNext(k)
	}
	next := c.pastTimes(k + 1)
	if next >= len(c.chunks) {
		return true
	}
	n := &c.chunks[next]
	switch n.kind {
	case nounPhrase:
		return n.noun&nounTime != 0
	case quote:
		return false
	case conjunction: // hacked and defaced websites: as the second
		if next+1 < len(c.chunks) && c.chunks[next+1].kind == verbGroup && c.chunks[next+1].form == participle {
			return c.bareIsPassive(next+1, p)
		}
	case preposition:
		if c.u.is(n.head, wordBy) {
			return true
		}
		if c.chunks[k].verb&verbInto != 0 && c.u.isAny(n.head, intoPreps) {
			return false
		}
		return true
	}
	return true
}

// pastTimes passes over adverbs and phrases of time: "indicted in 2018 two
// agents".
func (c *clauses) pastTimes(k int) int {
	for k < len(c.chunks) {
		switch {
		case c.chunks[k].kind == adverb:
			k++
		case c.chunks[k].kind == preposition && k+2 < len(c.chunks) && c.timely(&c.chunks[k+1]) && c.chunks[k+2].kind == nounPhrase:
			k += 2
		default:
			return k
		}
	}
	return k
}

// timely tells whether a noun phrase is a time.
func (c *clauses) timely(ch *chunk) bool {
	return ch.kind == nounPhrase && (ch.noun&nounTime != 0 || c.u.tags[ch.head] == posNumber)
}

// byNext tells whether "by" follows the verb.
func (c *clauses) byNext(k int) bool {
	return c.byAfter(k) > 0
}

// byAfter is the chunk "by" that follows the verb group k, 0 for none.
func (c *clauses) byAfter(k int) int {
	for k++; k < len(c.chunks) && c.chunks[k].kind == adverb; k++ {
	}
	if k < len(c.chunks) && c.chunks[k].kind == preposition && c.u.is(c.chunks[k].head, wordBy) {
		return k
	}
	return 0
}

// neverPassive are verbs without object: their -ed is the past.
var neverPassive = keys("pointed belonged consisted engaged participated resulted appeared emerged began continued tried attempted succeeded failed worked occurred happened broke gained went came took remained stayed started " +
	"followed increased declined collaborated cooperated responded reacted retaliated intruded spied interfered meddled eavesdropped snooped served acted operated")

var intoPreps = keys("into on in upon at to against")
