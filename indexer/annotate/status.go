package annotate

import "despatch/corpus"

// statusOf reads the standing of a frame from the words of its clause.
func (cr *claimReader) statusOf(f *frame) string {
	if f.status != "" {
		return f.status
	}
	u := f.in
	s := u.sents[f.sentence]
	if u.isMark(s.last, '?') && f.in.in == inText {
		return corpus.Hypothetical
	}
	for t := s.first; t <= s.last; t++ {
		if t < f.at && near(t, f.at) && u.foretells(t) && !u.causeBetween(t, f.at) {
			return corpus.Hypothetical
		}
	}
	if u.hedgedNear(s, f.at) || allDoubted(f.accused) || u.believedBefore(s, f.at) {
		return corpus.Alleged
	}
	return corpus.Asserted
}

// believedBefore tells whether what a claim hangs on is what somebody believes
// or thinks: "police believe that …".
func (u *unit) believedBefore(s span, at int) bool {
	for t := at - 1; t >= max(s.first, at-14); t-- {
		if u.isAny(t, believing) && u.hedges[t] != ofPhrase {
			return true
		}
	}
	return false
}

var believing = keys("believe believes believed think thinks thought assume assumes suspect suspects")

// allDoubted tells whether all of those accused are but suspected.
func allDoubted(names []*name) bool {
	for _, n := range names {
		if !n.doubted {
			return false
		}
	}
	return len(names) > 0
}

// near keeps a cue to its own clause.
func near(t, at int) bool { return t >= at-12 && t <= at+8 }

// causeBetween tells whether a word between two tokens begins what had happened
// before: would not give in after hackers attacked.
func (u *unit) causeBetween(from, to int) bool {
	for t := from + 1; t < to; t++ {
		if u.isAny(t, causes) {
			return true
		}
	}
	return false
}

var causes = keys("after because following")

// foretells tells whether the word at t makes what follows a threat, a plan or
// a possibility.
func (u *unit) foretells(t int) bool {
	if u.isAny(t, possibles) {
		return true
	}
	return u.isAny(t, threats) && (u.is(t+1, wordOf) || u.is(t+1, wordTo) || u.isAny(t+1, aboutWords))
}

var (
	possibles  = keys("would could if")
	aboutWords = keys("about against")
	threats    = keys("threat threats threaten threatens threatened threatening fears fear feared risk risks warn warns warned warning warnings potential plans planned planning vowed vows pledged calls called")
)
