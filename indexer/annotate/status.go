package annotate

import "despatch/corpus"

// statusOf reads the standing of a frame from the words of its clause.
func (cr *claimReader) statusOf(f *frame) string {
	if f.status != "" {
		return f.status
	}
	u := f.in
	s := u.sents[f.sentence]
	status := corpus.Asserted
	for t := s.first; t <= s.last; t++ {
		if u.has(t, tagHedge) && near(t, f.at) && u.tags[t] != posNoun {
			status = corpus.Alleged
		}
		if u.isAny(t, threats) && t < f.at && near(t, f.at) && !u.nounIs(t+1, nounDoer|nounForce) {
			return corpus.Hypothetical
		}
	}
	return status
}

// near keeps a cue to its own clause.
func near(t, at int) bool { return t >= at-12 && t <= at+8 }

var threats = keys("threat threats threaten threatens threatened threatening fears fear feared risk risks warn warns warned warning potential would could plans planned planning if")
