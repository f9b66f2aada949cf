package annotate

import "despatch/corpus/gazetteer"

// hedge says how far a word of doubt ("allegedly", "suspected") reaches.
type hedge uint8

const (
	noHedge hedge = iota
	ofClause
	ofPhrase // what is named in its phrase is doubted, not what was done
)

// readHedges finds the words of doubt of a sentence and how far they reach. In
// "a group believed to be linked to Iran attacked Israel" the attack is told,
// and Iran's part in it is doubted.
func (cr *claimReader) readHedges(s span) {
	u := cr.u
	for k := range cr.c.chunks {
		ch := &cr.c.chunks[k]
		for t := ch.first; t <= ch.last; t++ {
			if !u.has(t, tagHedge) || u.tags[t] == posNoun && !u.isAny(t, doubts) {
				continue
			}
			u.hedges[t] = cr.reach(k, t)
		}
	}
}

var doubts = keys("suspicion suspicions allegation allegations suspects")

// reach tells how far the word of doubt t in chunk k reaches, and marks the
// names that it casts doubt on.
func (cr *claimReader) reach(k, t int) hedge {
	ch := &cr.c.chunks[k]
	switch {
	case cr.u.has(t, tagAdverb) && cr.u.qualifiesBacking(t+1):
		return noHedge
	case ch.kind == nounPhrase:
		return cr.inPhrase(k, t)
	case ch.kind == verbGroup && ch.form == participle && cr.describes(k) && cr.passiveAt(k):
		cr.doubt(k+1, cr.pastInfinitive(k))
		return ofPhrase
	case cr.bracketed(k):
		cr.doubt(k, k+2)
		return ofPhrase
	}
	return ofClause
}

// inPhrase is the reach of a word of doubt inside a noun phrase.
func (cr *claimReader) inPhrase(k, t int) hedge {
	ch, u := &cr.c.chunks[k], cr.u
	if ch.noun&nounAttack != 0 || u.tags[t] == posNoun {
		return ofClause
	}
	u.doubt(t+1, ch.last)
	end := k + 1
	for end+1 < len(cr.c.chunks) && cr.c.chunks[end].kind == preposition && u.is(cr.c.chunks[end].head, wordOf) && cr.c.chunks[end+1].kind == nounPhrase {
		cr.doubt(end+1, end+2)
		end += 2
	}
	return ofPhrase
}

// qualifiesBacking tells whether an adverb of doubt goes with "state-sponsored"
// and not with the country: a probably state-sponsored North Korean group.
func (u *unit) qualifiesBacking(t int) bool {
	return u.isAny(t, stateWords) || u.isAny(t, sponsoring)
}

// passiveAt tells whether the predicate of the verb group k is passive.
func (cr *claimReader) passiveAt(k int) bool {
	for i := range cr.c.preds {
		if cr.c.preds[i].verb == k {
			return cr.c.preds[i].passive
		}
	}
	return false
}

// describes tells whether a participle goes with the noun right before it.
func (cr *claimReader) describes(k int) bool {
	for k--; k >= 0 && (cr.c.chunks[k].kind == adverb || cr.c.chunks[k].kind == comma); k-- {
	}
	return k >= 0 && cr.c.chunks[k].kind == nounPhrase
}

// pastInfinitive is where what hangs on the participle k ends: "believed to be
// affiliated with the government".
func (cr *claimReader) pastInfinitive(k int) int {
	for i := range cr.c.preds {
		if cr.c.preds[i].verb != k {
			continue
		}
		if i+1 < len(cr.c.preds) && cr.c.preds[i+1].verb == k+1 && cr.c.chunks[k+1].form == infinitive {
			return cr.c.preds[i+1].objTo
		}
		return cr.c.preds[i].objTo
	}
	return k + 1
}

// bracketed tells whether chunk k begins a bracket: (maybe FSB).
func (cr *claimReader) bracketed(k int) bool {
	return k > 0 && cr.c.chunks[k-1].kind == opening
}

// doubt marks the names in a range of chunks.
func (cr *claimReader) doubt(from, to int) {
	if from >= len(cr.c.chunks) || from >= to {
		return
	}
	first, last := cr.c.chunks[from].first, cr.c.chunks[min(to, len(cr.c.chunks))-1].last
	cr.u.doubt(first, last)
}

// doubt marks the names between two tokens.
func (u *unit) doubt(first, last int) {
	for t := first; t <= last; t++ {
		starting := u.namesAt(t)
		for j := range starting {
			starting[j].doubted = starting[j].doubted || starting[j].last <= last
		}
	}
}

// hedgedNear tells whether a word of doubt reaches what a claim hangs on.
func (u *unit) hedgedNear(s span, at int) bool {
	for t := max(s.first, at-12); t <= min(s.last, at+8); t++ {
		if u.hedges[t] == ofClause && !u.parted(t, at) {
			return true
		}
	}
	return false
}

// parted tells whether a semicolon or a full stop stands between two tokens.
func (u *unit) parted(a, b int) bool {
	for t := min(a, b); t < max(a, b); t++ {
		if u.tokens[t].Kind == gazetteer.Mark && (u.tokens[t].Mark == ';' || u.tokens[t].Mark == '.') {
			return true
		}
	}
	return false
}
