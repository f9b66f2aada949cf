package annotate

// subjectAt tells whether the subject of a later verb begins at chunk k: "the
// theft from the exchange, the FBI said".
func (c *clauses) subjectAt(k int) bool {
	if k < len(c.chunks) && c.chunks[k].kind == conjunction {
		k++
	}
	for i := range c.preds {
		if p := &c.preds[i]; p.subjFrom == k && p.verb > k && !p.relative && c.chunks[p.verb].form != gerund && !p.passive {
			return true
		}
	}
	return false
}

// subjectRange is the clause's noun phrases before the verb, without the
// adverbial phrases in front of them.
func (c *clauses) subjectRange(from, k int) (int, int) {
	if c.inverts(k) {
		return k, k
	}
	before := k - 1
	for before > from && c.chunks[before].kind == adverb { // it too had
		before--
	}
	if before >= from && c.chunks[before].kind == nounPhrase && c.u.isAny(c.chunks[before].head, nominatives) { // what it calls
		return before, k
	}
	start := from
	for i := from; i < k; i++ {
		if c.chunks[i].kind == comma && c.leadsIn(start, i) {
			start = i + 1
		}
	}
	for start < k && c.chunks[start].kind != nounPhrase && c.chunks[start].kind != preposition {
		start++
	}
	start = max(start, c.pastObject(from, k), c.nextClause(from, k))
	if start < k && c.chunks[start].kind == preposition { // In 2021 hackers …: the phrase after the time
		start = c.pastTime(start, k)
	}
	if !c.hasNoun(start, k) {
		return k, k
	}
	return start, k
}

// inverts tells whether the subject of a verb of saying follows it: "attacked
// Norway, say officials".
func (c *clauses) inverts(k int) bool {
	if len(c.preds) == 0 || k+1 >= len(c.chunks) || !c.u.isAny(c.chunks[k].head, says) || c.chunks[k].first != c.chunks[k].last || c.chunks[k-1].kind != comma && c.chunks[k-1].kind != quote {
		return false
	}
	next := &c.chunks[k+1]
	return next.kind == nounPhrase && next.noun&nounTime == 0 && (k+2 >= len(c.chunks) || c.chunks[k+2].kind != verbGroup)
}

// pastObject is where the subject of a verb of saying begins after the object
// of the verb before it: "targeted Israeli firms, Google said"; 0 for nowhere.
func (c *clauses) pastObject(from, k int) int {
	if len(c.preds) == 0 || c.preds[len(c.preds)-1].verb < from-1 || c.chunks[k].verb&verbSay == 0 || c.coordinated(k) {
		return 0
	}
	first, last := 0, 0
	for i := c.preds[len(c.preds)-1].verb + 1; i < k-1; i++ {
		if c.chunks[i].kind == comma || c.chunks[i].kind == quote {
			if first == 0 {
				first = i + 1
			}
			last = i + 1
		}
	}
	if c.chunks[k-1].kind == comma { // firms, Ann Onymous, an official, said
		return first
	}
	return c.startOfList(last, k)
}

// nextClause is where the subject begins of a verb whose clause "and" adds to
// another: "stole data from Norway, and the group hit"; 0 for nowhere.
func (c *clauses) nextClause(from, k int) int {
	v := &c.chunks[k]
	if from == 0 || c.chunks[from-1].kind != verbGroup || v.form != finite && (v.form != participle || c.bareIsPassive(k, nil)) {
		return 0
	}
	for i := k - 1; i > from; i-- {
		if c.chunks[i].kind == conjunction && c.chunks[i-1].kind == comma && c.chunks[i+1].kind == nounPhrase {
			return i + 1
		}
	}
	return 0
}

// startOfList goes back from the last of several sayers to the first: "on
// Friday, the EU, Britain and Japan said".
func (c *clauses) startOfList(start, k int) int {
	listed := false
	for i := start; i < k; i++ {
		listed = listed || c.chunks[i].kind == conjunction
	}
	for i := start - 2; listed && i > 0 && c.chunks[i].kind == nounPhrase && c.chunks[i-1].kind == comma; i -= 2 {
		start = i
	}
	return start
}

// leadsIn tells whether the chunks before a comma are an adverbial phrase in
// front of the subject: "In March," "According to officials,".
func (c *clauses) leadsIn(from, at int) bool {
	if from == at {
		return true
	}
	first := &c.chunks[from]
	return first.kind == preposition || first.kind == adverb || first.kind == comma || first.noun&nounTime != 0 || first.kind == conjunction && from+1 < at && c.chunks[from+1].kind == preposition
}

func (c *clauses) pastTime(start, k int) int {
	for i := start + 1; i+1 < k; i++ {
		if c.chunks[i].kind == nounPhrase && c.chunks[i+1].kind == nounPhrase {
			return i + 1
		}
	}
	return k
}

// saidBeside tells whether a verb of saying has a subject of its own after a
// comma: "…, which hit banks, the minister said".
func (c *clauses) saidBeside(k int) bool {
	if k < 2 || c.chunks[k].verb&verbSay == 0 || c.chunks[k-1].kind != nounPhrase {
		return false
	}
	from := k - 1
	for from > 1 && (c.chunks[from-1].kind == conjunction || c.chunks[from-1].kind == preposition) && c.chunks[from-2].kind == nounPhrase {
		from -= 2
	}
	return c.afterComma(from)
}

// nominatives are pronouns that are the whole subject of the verb after them.
var nominatives = keys("he she it they we i")

var says = keys("say says said")
