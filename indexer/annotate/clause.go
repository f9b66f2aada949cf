package annotate

// predicate is a verb group with what stands before and after it: ranges of
// chunks, the ends excluded.
type predicate struct {
	verb             int // chunk
	subjFrom, subjTo int
	objFrom, objTo   int
	clauseFrom       int
	passive          bool
	relative         bool
	controller       int // predicate on which an infinitive or a participle hangs, -1 for none
	reported         int // predicate of saying whose words these are, -1 for none
}

// clauses finds the predicates of a sentence.
type clauses struct {
	u      *unit
	chunks []chunk
	preds  []predicate
	main   mainClause
}

// mainClause is what a relative clause interrupts: where its subject stands,
// and the first predicate of the interruption, -1 for none.
type mainClause struct{ from, to, verb int }

// resumes tells whether the verb group k takes the clause up again that a
// relative clause interrupted: the relative clause has had its verb.
func (c *clauses) resumes(k int) bool {
	if c.main.verb < 0 || len(c.preds) <= c.main.verb || !c.hasNoun(c.main.from, c.main.to) {
		return false
	}
	v := &c.chunks[k]
	if v.form != finite && v.form != participle || c.coordinated(k) || c.saidBeside(k) {
		return false
	}
	for i := c.main.from; i < c.main.to; i++ {
		if c.chunks[i].kind == verbGroup && c.chunks[i].form == finite {
			return false
		}
	}
	return v.form == finite || c.afterComma(k) || !c.bareIsPassive(k, nil)
}

// tellsMaster tells whether a relative clause says whose its subject is: hackers
// who act for Russia.
func (c *clauses) tellsMaster(p *predicate) bool {
	v := &c.chunks[p.verb]
	return !v.negated && (v.verb&(verbBack|verbAttribute) != 0 && p.passive || c.u.isAny(v.head, serves))
}

func (c *clauses) afterComma(k int) bool {
	for k--; k >= 0 && c.chunks[k].kind == adverb; k-- {
	}
	return k >= 0 && c.chunks[k].kind == comma
}

func (c *clauses) read() {
	c.preds = c.preds[:0]
	c.pairDashes()
	from := 0 // where the clause begins
	reported := -1
	c.main = mainClause{verb: -1}
	for k := range c.chunks {
		switch ch := &c.chunks[k]; ch.kind {
		case subordinator, stop:
			if ch.that || ch.kind == stop {
				reported = c.lastSaying()
			}
			from = k + 1
			c.main.verb = -1
		case relative:
			c.main = mainClause{from: from, to: k, verb: len(c.preds)}
			from = k + 1
		case verbGroup:
			p := c.predicateAt(k, from)
			if last := len(c.preds) - 1; last >= 0 && p.subjFrom == c.preds[last].verb+1 && p.subjFrom < p.subjTo && c.chunks[c.preds[last].verb].verb&(verbSay|verbClaim|verbDeny) != 0 {
				reported = last // said they had
			}
			p.reported = reported
			c.preds = append(c.preds, p)
			if !c.reduced(k, from) {
				from = k + 1
			}
		}
	}
	for i := range c.preds {
		c.finishObject(i)
	}
}

// pairDashes makes brackets of two dashes: what stands between them is put in.
func (c *clauses) pairDashes() {
	open := -1
	for k := range c.chunks {
		ch := &c.chunks[k]
		if ch.kind != stop || !c.u.isMark(ch.head, '-') && !c.u.isMark(ch.head, '~') {
			continue
		}
		if open < 0 {
			open = k
			continue
		}
		c.chunks[open].kind, ch.kind, open = comma, comma, -1
	}
}

// reduced tells whether a participle only describes the noun before it, in a
// subject whose verb is still to come: "hackers linked to Iran attacked".
func (c *clauses) reduced(k, from int) bool {
	v := &c.chunks[k]
	if v.form == infinitive && len(c.preds) > 1 && c.preds[len(c.preds)-2].verb == k-1 && c.preds[len(c.preds)-2].verb > from && c.chunks[k-1].form == participle {
		return true
	}
	if k == from || v.form != participle && v.form != gerund || c.chunks[k-1].kind != nounPhrase && c.chunks[k-1].kind != adverb {
		return false
	}
	if v.form == participle && !c.bareIsPassive(k, nil) && v.verb&verbName == 0 {
		return false
	}
	for j := k + 1; j < len(c.chunks); j++ {
		switch ch := &c.chunks[j]; ch.kind {
		case subordinator, relative, stop, conjunction:
			if ch.kind != conjunction {
				return false
			}
		case verbGroup:
			if ch.form == finite || ch.form == participle {
				return c.chunks[j-1].kind != conjunction && !c.ownSubject(k, j)
			}
		}
	}
	return false
}

// ownSubject tells whether a comma and then a noun phrase stand between two
// verbs, so that the second has a subject of its own.
func (c *clauses) ownSubject(k, j int) bool {
	i := j - 1
	for i > k && c.chunks[i].kind == adverb {
		i--
	}
	if c.chunks[i].kind != nounPhrase {
		return false
	}
	return c.chunks[i-1].kind == comma && i-1 > k+1
}

func (c *clauses) lastSaying() int {
	for i := len(c.preds) - 1; i >= 0; i-- {
		if c.chunks[c.preds[i].verb].verb&(verbSay|verbClaim|verbBelieve|verbDeny) != 0 {
			return i
		}
	}
	return -1
}

// predicateAt finds the subject of the verb group k in a clause that begins
// at from.
func (c *clauses) predicateAt(k, from int) predicate {
	v := &c.chunks[k]
	p := predicate{verb: k, clauseFrom: from, objFrom: k + 1, passive: v.passive, controller: -1, reported: -1}
	p.subjFrom, p.subjTo = c.subjectRange(from, k)
	switch {
	case c.resumes(k):
		p.subjFrom, p.subjTo = c.subjectRange(c.main.from, c.main.to)
		if c.tellsMaster(&c.preds[c.main.verb]) {
			p.subjTo = k
		}
		c.main.verb = -1
		p.passive = p.passive || v.form == participle && c.bareIsPassive(k, &p)
	case p.subjFrom == p.subjTo && from > 0 && c.chunks[from-1].kind == relative:
		p.subjFrom, p.subjTo = c.antecedent(from - 1)
		p.relative = true
	case v.form == infinitive:
		c.control(&p)
	case (c.coordinated(k) || c.listed(k, from)) && len(c.preds) > 0 && v.form != gerund:
		c.shareSubject(&p, from)
		p.passive = p.passive || v.form == participle && (c.byNext(k) || c.preds[len(c.preds)-1].passive && c.bareIsPassive(k, &p))
	case v.form == participle && p.subjFrom < p.subjTo && from > 0 && c.chunks[from-1].kind == relative: // which Ukraine blamed on
	case v.form == gerund || v.form == participle:
		c.participle(&p, from, k)
	case p.subjFrom == p.subjTo:
		c.shareSubject(&p, from)
	}
	if v.form == finite && c.byNext(k) && v.first == v.last && c.u.has(v.head, tagEd) {
		p.passive = true
	}
	return p
}

// coordinated tells whether "and" stands right before a verb group, so that it
// shares the subject of the one before.
func (c *clauses) coordinated(k int) bool {
	for k--; k >= 0 && c.chunks[k].kind == adverb; k-- {
	}
	return k >= 0 && c.chunks[k].kind == conjunction
}

// listed tells whether a verb follows a comma as the next of several that share
// a subject: "rejected the claim, called it groundless and …".
func (c *clauses) listed(k, from int) bool {
	if c.chunks[k].form != participle || !c.afterComma(k) || len(c.preds) == 0 || c.bareIsPassive(k, nil) {
		return false
	}
	if at := c.pastObject(from, k); at > 0 && c.hasNoun(at, k) {
		return false
	}
	last := &c.preds[len(c.preds)-1]
	if last.verb+1 < from && c.hasNoun(from, k) { // a clause of its own: said that the group, called X, attacked
		return false
	}
	return last.subjFrom < last.subjTo && !last.relative
}

func (c *clauses) hasNoun(from, to int) bool {
	for i := from; i < to; i++ {
		if c.chunks[i].kind == nounPhrase {
			return true
		}
	}
	return false
}

// shareSubject gives a verb after "and" the subject of the verb before.
func (c *clauses) shareSubject(p *predicate, from int) {
	past := p.verb >= 2 && c.chunks[p.verb-1].kind == conjunction && c.chunks[p.verb-2].kind == comma
	for i := len(c.preds) - 1; i >= 0; i-- {
		if past && c.preds[i].relative && i > 0 {
			continue
		}
		if f := c.chunks[c.preds[i].verb].form; f == finite || f == participle {
			p.subjFrom, p.subjTo = c.preds[i].subjFrom, c.preds[i].subjTo
			return
		}
	}
}

// antecedent is the noun phrase before a relative pronoun, with the phrases
// that hang on it.
func (c *clauses) antecedent(rel int) (int, int) {
	i := rel - 1
	for i >= 0 && c.chunks[i].kind != nounPhrase {
		if c.chunks[i].kind == verbGroup {
			return rel, rel
		}
		i--
	}
	if i < 0 {
		return rel, rel
	}
	from := i
	for from >= 2 && c.chunks[from-1].kind == preposition && c.chunks[from-2].kind == nounPhrase && c.u.is(c.chunks[from-1].head, wordOf) {
		from -= 2
	}
	return from, i + 1
}

// control gives an infinitive the subject of the verb that it hangs on.
func (c *clauses) control(p *predicate) {
	p.controller = len(c.preds) - 1
	for p.controller > 0 && c.preds[p.controller].passive && c.chunks[c.preds[p.controller].verb].form == participle && c.byAfter(c.preds[p.controller].verb) == 0 {
		p.controller-- // used apps uploaded to a store to infect users: who used them
	}
	if p.controller < 0 {
		return
	}
	over := &c.preds[p.controller]
	p.subjFrom, p.subjTo = over.subjFrom, over.subjTo
	if !over.passive {
		return
	}
	for k := over.objFrom; k < p.verb; k++ { // used by hackers to spy
		if ch := &c.chunks[k]; ch.kind == preposition && c.u.is(ch.head, wordBy) {
			p.subjFrom, p.subjTo = k+1, p.verb
			return
		}
	}
}

// finishObject sets how far the object of a predicate reaches.
func (c *clauses) finishObject(i int) {
	p := &c.preds[i]
	end := len(c.chunks)
	if i+1 < len(c.preds) {
		end = c.preds[i+1].verb
	}
	for k := p.objFrom; k < end; k++ {
		ch := &c.chunks[k]
		if ch.kind == subordinator || ch.kind == relative || ch.kind == stop {
			end = k
		}
	}
	p.objTo = end
	if i+1 < len(c.preds) && c.preds[i+1].verb == p.verb+2 && c.chunks[p.verb+1].kind == conjunction && p.passive == c.preds[i+1].passive {
		c.finishObject(i + 1)
		p.objFrom, p.objTo = c.preds[i+1].objFrom, c.preds[i+1].objTo
		return
	}
	if i+1 < len(c.preds) && end == c.preds[i+1].verb {
		p.objTo = c.beforeNextSubject(p, &c.preds[i+1])
	}
}

// beforeNextSubject leaves the subject of the next clause out of an object.
func (c *clauses) beforeNextSubject(p, next *predicate) int {
	v := &c.chunks[next.verb]
	if v.form == infinitive || v.form == gerund || v.form == participle && next.passive {
		return next.verb
	}
	if (c.chunks[p.verb].verb|v.verb)&(verbSay|verbBelieve|verbClaim|verbDeny) != 0 && next.subjFrom > p.verb && next.subjFrom < next.verb {
		return next.subjFrom
	}
	for k := next.verb - 1; k > p.verb; k-- {
		if c.chunks[k].kind == comma || c.chunks[k].kind == conjunction {
			return k
		}
	}
	return next.verb
}
