package annotate

import (
	"fmt"

	"despatch/corpus"
)

// joinRanges makes one range of "between A and B" and "from A to B".
func (c *calendar) joinRanges() {
	for i := 0; i+1 < len(c.times); i++ {
		a, b := &c.times[i], &c.times[i+1]
		if a.to.known() || b.to.known() || !a.from.known() || !b.from.known() {
			continue
		}
		between := c.u.isAny(b.first-1, joins) && b.first-a.last <= 3 || c.u.isAny(b.first-2, joins) && c.u.isAny(b.first-1, parts) && b.first-a.last <= 4
		if !between || !c.opens(a.first) {
			continue
		}
		if b.from.day > 0 && a.from.month > 0 && c.u.tokens[a.last].End-c.u.tokens[a.first].Start < 14 && a.from.year > b.from.year {
			a.from.year = b.from.year
		}
		a.to, a.last = b.from, b.last
		c.times = append(c.times[:i+1], c.times[i+2:]...)
	}
}

var (
	joins      = keys("and to until till through")
	rangeWords = keys("between from since")
)

// opens tells whether a range begins before token i: between, from, since.
func (c *calendar) opens(i int) bool {
	return c.u.isAny(i-1, rangeWords) || c.u.isAny(i-2, rangeWords)
}

// date is the moment in the form of a corpus.Date.
func (m moment) date() string {
	switch {
	case !m.known():
		return ""
	case m.month == 0:
		return fmt.Sprintf("%04d", m.year)
	case m.day == 0:
		return fmt.Sprintf("%04d-%02d", m.year, m.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", m.year, m.month, m.day)
}

func (t *timing) date() string {
	if t.to.known() {
		return t.from.date() + "/" + t.to.date()
	}
	return t.from.date()
}

// dateFrames gives the frames of the sentence just read their times.
func (cr *claimReader) dateFrames(s span) {
	cr.calendar.read(cr.u, s)
	if len(cr.calendar.times) == 0 {
		return
	}
	for j := len(cr.frames) - 1; j >= 0 && cr.ofThis(&cr.frames[j]); j-- {
		if f := &cr.frames[j]; f.act != "" {
			f.when = cr.timeOf(f)
			f.ownTime = f.when != ""
		}
	}
}

// timeOf is the time nearest to what a frame hangs on that does not belong to
// another verb.
func (cr *claimReader) timeOf(f *frame) string {
	best, nearest := "", 1<<30
	for i := range cr.calendar.times {
		t := &cr.calendar.times[i]
		if !t.from.known() {
			continue
		}
		distance := f.at - t.last
		if t.first > f.at {
			distance = t.first - f.at
		} else {
			distance += beforePenalty
			if cr.conjunctionBetween(t.last, f.at) {
				distance += beforePenalty
			}
		}
		if cr.ofSaying(t, f) {
			continue
		}
		if distance < nearest {
			best, nearest = t.date(), distance
		}
	}
	return best
}

// conjunctionBetween tells whether "and" parts a time from what stands behind
// it: between 2021 and 2022 and attacks in another campaign.
func (cr *claimReader) conjunctionBetween(from, to int) bool {
	for t := from + 1; t < to; t++ {
		if cr.u.tags[t] == posConj {
			return true
		}
	}
	return false
}

// beforePenalty makes a time behind what a claim hangs on win over one before
// it, which as often belongs to another phrase.
const beforePenalty = 8

// ofSaying tells whether a time is that of a report, not of the attack in it:
// "said on Monday that hackers attacked".
func (cr *claimReader) ofSaying(t *timing, f *frame) bool {
	if f.act != corpus.Attack {
		return false
	}
	governor := -1
	for i := range cr.c.preds {
		v := &cr.c.chunks[cr.c.preds[i].verb]
		if v.last < t.first {
			governor = i
		}
	}
	if governor < 0 {
		return t.from.day > 0 && cr.saidFirst(f)
	}
	v := &cr.c.chunks[cr.c.preds[governor].verb]
	if v.head == f.at || v.verb&(verbSay|verbIndict|verbSanction) == 0 || v.verb&(verbAttack|verbSteal|verbInto|verbLight) != 0 {
		return false
	}
	return t.first-v.last <= 4 && (f.at < v.first || f.at > t.last)
}

// saidFirst tells whether the first verb of the sentence reports the claim: "on
// Monday the minister said that hackers attacked".
func (cr *claimReader) saidFirst(f *frame) bool {
	if len(cr.c.preds) == 0 {
		return false
	}
	k := cr.c.preds[0].verb
	v := &cr.c.chunks[k]
	aside := k+1 < len(cr.c.chunks) && cr.c.chunks[k+1].kind == comma // on Monday, it said, hackers attacked
	return v.verb&(verbSay|verbClaim|verbBlame) != 0 && v.verb&(verbAttack|verbSteal|verbInto|verbLight) == 0 && f.at > v.last && !aside
}

// dateRest gives attacks without a time, and what is said of them, the time of
// the attack told nearest.
func (cr *claimReader) dateRest() {
	cr.settleNewsDay()
	for i := range cr.frames {
		f := &cr.frames[i]
		if f.when == "" && cr.said(f) {
			f.when = cr.calendar.newsDay.date()
		}
		if f.when != "" || f.background || !dated(f.act) {
			continue
		}
		if g := cr.nearest(i, func(g *frame) bool { return g.when != "" && !g.background && g.act == corpus.Attack }); g != nil {
			f.when = g.when
		}
	}
}

// dated tells whether an act takes the time of the attack that it speaks of.
func dated(act string) bool {
	return act == corpus.Attack || act == corpus.Attribute || act == corpus.Accuse || act == corpus.Responsible
}
