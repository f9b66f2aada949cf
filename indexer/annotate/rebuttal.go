package annotate

import (
	"slices"

	"despatch/corpus"
)

// readRebuttal reads how the accused answer where nothing is denied by a verb:
// "the charges were made up", "it had no part in it", "China opposes all
// hacking". Only those accused before rebut: of others the same words are an
// opinion.
func (cr *claimReader) readRebuttal(s span) {
	at := cr.rebutting(s)
	if at < 0 {
		return
	}
	for j := len(cr.frames) - 1; j >= 0 && cr.ofThis(&cr.frames[j]); j-- {
		if cr.frames[j].act == corpus.Deny {
			return
		}
	}
	speakers := cr.speakers()
	by := cr.ofThoseAccused(speakers)
	if len(by) == 0 && (cr.rebuts(at) || cr.opposes(at, s)) && cr.ownBefore(speakers, s, at) {
		by = speakers
	}
	if len(by) == 0 {
		return
	}
	for j := len(cr.frames) - 1; j >= 0 && cr.ofThis(&cr.frames[j]); j-- {
		cr.frames[j].act = "" // what is rebutted is not told
	}
	cr.frames = append(cr.frames, frame{act: corpus.Deny, status: corpus.Denied, in: cr.u, sentence: cr.sent,
		first: s.first, last: s.last, at: at, sameEvent: true, by: by, accused: by})
}

// speakers are the subjects of the verbs of saying and calling of the sentence.
func (cr *claimReader) speakers() []*name {
	by := cr.sayers()
	for i := range cr.c.preds {
		p := &cr.c.preds[i]
		if v := &cr.c.chunks[p.verb]; len(by) == 0 && !p.passive && !v.negated && cr.u.isAny(v.head, replying) {
			by = cr.subjectNames(p)
		}
	}
	return by
}

var replying = keys("call calls called describe describes described reply replies replied answer answers answered insist insists insisted rule rules ruled tell tells told say says said")

// ofThoseAccused are the speakers whose country is accused in an earlier
// sentence, and not by themselves.
func (cr *claimReader) ofThoseAccused(speakers []*name) []*name {
	var by []*name
	for _, n := range speakers {
		one := []*name{n}
		if slices.ContainsFunc(cr.frames[max(0, len(cr.frames)-farthest):], func(f frame) bool {
			return f.act != "" && f.act != corpus.Deny && (f.in != cr.u || f.sentence < cr.sent) && shareCountry(one, f.accused) && !shareCountry(one, f.by)
		}) {
			by = append(by, n)
		}
	}
	return by
}

// ownBefore tells whether the speakers say it of their own country, right
// before token at: Iran said that Tehran had no part.
func (cr *claimReader) ownBefore(speakers []*name, s span, at int) bool {
	if len(speakers) == 0 {
		return false
	}
	for t := at - 1; t >= max(s.first, at-5); t-- {
		for i := range cr.u.namesAt(t) {
			if n := &cr.u.namesAt(t)[i]; n.first > speakers[0].last && shareCountry([]*name{n}, speakers) {
				return true
			}
		}
	}
	return false
}

// rebutting is the token of the first words of the sentence that reject an
// accusation, -1 for none.
func (cr *claimReader) rebutting(s span) int {
	for t := s.first + 1; t <= s.last; t++ {
		if cr.u.isAny(t, dismissals) || cr.u.isAny(t, slights) || cr.rebuts(t) || cr.opposes(t, s) {
			return t
		}
	}
	return -1
}

// slights are words for an accusation that is not worth an answer.
var slights = keys("provocation provocations hysteria conjecture speculation politicised politicized invented invention politically irresponsible propaganda mudslinging unprofessional unwarranted misleading libel libellous defamation defamatory calumny calumnies paranoia unjustified " +
	"farfetched fanciful insinuation insinuations rumour rumours rumors")

// rebuts tells whether two words at t reject an accusation: made up, no part,
// without foundation.
func (cr *claimReader) rebuts(t int) bool {
	u := cr.u
	return u.isAny(t-1, inventing) && u.isAny(t, ups) || u.isAny(t-1, thins) && u.isAny(t, airs) ||
		u.isAny(t-1, nones) && u.isAny(t, shares) ||
		(u.has(t-1, tagNot) || u.has(t-2, tagNot)) && u.isAny(t, disowned) ||
		u.isAny(t-1, lackings) && u.isAny(t, grounds) || u.isAny(t-2, lackings) && u.isAny(t, grounds) ||
		u.isAny(t-1, ofThe) && u.isAny(t, questions) && u.isAny(t-3, outs)
}

var (
	inventing = keys("made making make")
	ups       = keys("up")
	thins     = keys("thin")
	airs      = keys("air")
	nones     = keys("no nothing without")
	shares    = keys("part role involvement hand question connection involved")
	lackings  = keys("no without lack lacks lacked lacking sufficient insufficient")
	disowned  = keys("hack attack spy meddle meddling interfere interfering engage engaged conduct conducting monitoring allow tolerate sponsor encourage condone involved participate intervene condoned tolerated")
	grounds   = keys("foundation basis evidence proof grounds")
	ofThe     = keys("the")
	questions = keys("question")
)

// opposes tells whether somebody says at t to be against attacks as such.
func (cr *claimReader) opposes(t int, s span) bool {
	if !cr.u.isAny(t, resisting) {
		return false
	}
	for i := t + 1; i <= min(t+6, s.last); i++ {
		if cr.u.nounIs(i, nounAttack) {
			return true
		}
	}
	return false
}

var resisting = keys("oppose opposes opposed opposing fight fights")
