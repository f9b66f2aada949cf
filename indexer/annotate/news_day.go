package annotate

import "despatch/corpus"

// freshDays is how many days before publication a news report's "on Monday"
// may lie for it to be the day that the report is of.
const freshDays = 3

// hear takes a day that an article tells by its weekday, or as yesterday or
// today, for the one that it reports of, if it is the first and lies n days
// before publication, not many.
func (c *calendar) hear(n int) {
	if n <= freshDays && !c.newsDay.known() {
		c.newsDay = ofDay(c.day().AddDate(0, 0, -n))
	}
}

// said tells whether a claim is what somebody named did by word, as far as is
// told on the day that the article reports of: what they had said before is
// not.
func (cr *claimReader) said(f *frame) bool {
	switch f.act {
	case corpus.Attribute, corpus.Accuse, corpus.Responsible, corpus.Sanction, corpus.Indict, corpus.Condemn:
		return len(f.by) > 0 && !f.in.isAny(f.at-1, earlier) && !f.in.isAny(f.at-2, earlier)
	}
	return false
}

var earlier = keys("had before previously earlier already")

// settleNewsDay takes the day of publication for the one reported of where no
// weekday is told but "the same afternoon" or "hours after" is.
func (cr *claimReader) settleNewsDay() {
	c := &cr.calendar
	if c.newsDay.known() || c.published.day == 0 {
		return
	}
	u := &cr.r.units[1]
	for t := 1; t < len(u.tokens); t++ {
		if u.isAny(t-1, sameDays) && u.isAny(t, dayParts) || u.isAny(t-1, hourWords) && u.isAny(t, hence) {
			c.newsDay = c.published
			return
		}
	}
}

var (
	sameDays  = keys("same this")
	dayParts  = keys("day morning afternoon evening")
	hourWords = keys("hour hours minutes")
	hence     = keys("after later ago earlier")
)
