package annotate

import (
	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// moment is a point of time as precisely as it is told: month and day are 0
// where they are not.
type moment struct{ year, month, day int }

// timing is a time expression of a sentence.
type timing struct {
	first, last int // tokens
	from, to    moment
}

func (m moment) known() bool { return m.year > 0 }

// calendar reads the time expressions of an article, sentence by sentence; it
// remembers the year that was told last, for "on 8 September".
type calendar struct {
	u         *unit
	published moment
	year      int    // told last, 0 for none
	newsDay   moment // the day that the article reports of
	times     []timing
}

// begin takes the day of publication, against which "last month" is read.
func (c *calendar) begin(published corpus.Date) {
	c.published, c.year, c.newsDay = moment{}, 0, moment{}
	t := published.Time()
	if t.IsZero() {
		return
	}
	c.published = moment{year: t.Year()}
	if published.Precision() >= corpus.Month {
		c.published.month = int(t.Month())
	}
	if published.Precision() >= corpus.Day {
		c.published.day = t.Day()
	}
}

// read finds the time expressions of a sentence.
func (c *calendar) read(u *unit, s span) {
	c.u, c.times = u, c.times[:0]
	for i := s.first; i <= s.last; {
		t, ok := c.timeAt(i, s)
		if !ok {
			i++
			continue
		}
		c.note(t)
		i = t.last + 1
	}
	c.joinRanges()
}

func (c *calendar) note(t timing) {
	if c.yearAt(t.last) > 0 || c.yearAt(t.first) > 0 {
		c.year = t.from.year
	}
	c.times = append(c.times, t)
}

// timeAt reads one expression that starts at token i.
func (c *calendar) timeAt(i int, s span) (timing, bool) {
	t := &c.u.tokens[i]
	switch t.Kind {
	case gazetteer.Number:
		return c.fromNumber(i, s)
	case gazetteer.Word:
		if c.u.marks[i]&markTime == 0 {
			return timing{}, false
		}
		if month := c.month(i); month > 0 {
			return c.fromMonth(i, month, s)
		}
		return c.relative(i, s)
	}
	return timing{}, false
}

// fromNumber reads "13 January 2022", "13 and 14 January", "2022-01-13",
// "2011-2014" and years.
func (c *calendar) fromNumber(i int, s span) (timing, bool) {
	if d, ok := c.isoDate(i, s); ok {
		return d, true
	}
	if day := c.number(i); day >= 1 && day <= 31 {
		return c.fromDay(i, day, s)
	}
	year := c.yearAt(i)
	if year == 0 || !c.isYear(i, s) {
		return timing{}, false
	}
	if i+2 <= s.last && c.dash(i+1) {
		if end := c.yearAt(i + 2); end > year {
			return timing{i, i + 2, moment{year: year}, moment{year: end}}, true
		}
	}
	if c.u.isAny(i-1, sinces) && c.superlativeBefore(i-1, s) {
		return timing{}, false
	}
	return timing{i, i, moment{year: year}, moment{}}, true
}

// superlativeBefore tells whether a time after "since" is but compared with: the
// most extensive attack since 2007.
func (c *calendar) superlativeBefore(i int, s span) bool {
	const reach = 8
	for t := i - 1; t >= max(s.first, i-reach); t-- {
		if c.u.isAny(t, superlatives) && !c.u.is(t+1, wordOf) {
			return true
		}
	}
	return false
}

var (
	sinces       = keys("since")
	superlatives = keys("most biggest largest worst heaviest gravest greatest broadest highest deadliest")
)

func (c *calendar) dash(i int) bool { return c.u.isMark(i, '-') || c.u.isMark(i, '~') }

// isoDate reads 2022-01-13.
func (c *calendar) isoDate(i int, s span) (timing, bool) {
	if i+4 > s.last || c.yearAt(i) == 0 || !c.u.isMark(i+1, '-') || !c.u.isMark(i+3, '-') {
		return timing{}, false
	}
	month, day := c.number(i+2), c.number(i+4)
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return timing{}, false
	}
	return timing{i, i + 4, moment{c.yearAt(i), month, day}, moment{}}, true
}

// fromDay reads a date that begins with its day.
func (c *calendar) fromDay(i, day int, s span) (timing, bool) {
	j := c.pastOrdinal(i + 1)
	second := 0
	if j+1 <= s.last && (c.dash(j) || c.u.is(j, wordAnd) || c.u.is(j, wordTo)) {
		if second = c.number(j + 1); second > day && second <= 31 {
			j = c.pastOrdinal(j + 2)
		} else {
			second = 0
		}
	}
	if c.u.is(j, wordOf) {
		j++
	}
	month := c.month(j)
	if month == 0 {
		return timing{}, false
	}
	year, last := c.yearAfter(j, s)
	t := timing{i, last, c.fill(moment{year, month, day}), moment{}}
	if second > 0 {
		t.to = moment{t.from.year, month, second}
	}
	return t, true
}

// pastOrdinal passes over the "st", "nd", "rd" or "th" of a day.
func (c *calendar) pastOrdinal(i int) int {
	if i < len(c.u.tokens) && c.u.tokens[i].Has(gazetteer.Piece) && c.u.isAny(i, ordinals) {
		return i + 1
	}
	return i
}

var ordinals = keys("st nd rd th")

// fromMonth reads "January 13, 2022", "January 13 and 14", "January 2022" and
// a month alone.
func (c *calendar) fromMonth(i, month int, s span) (timing, bool) {
	if day := c.number(i + 1); i+1 <= s.last && day >= 1 && day <= 31 {
		return c.fromMonthDay(i, month, day, s)
	}
	year, last := c.yearAfter(i, s)
	if year == 0 && (c.u.tokens[i].Case == gazetteer.Lower && !c.timePrep(i-1) || !c.timePrep(i-1) && !c.u.isAny(i-1, parts)) {
		return timing{}, false
	}
	return timing{i, last, c.fill(moment{year, month, 0}), moment{}}, true
}

func (c *calendar) fromMonthDay(i, month, day int, s span) (timing, bool) {
	j, second := c.pastOrdinal(i+2), 0
	if j+1 <= s.last && (c.dash(j) || c.u.is(j, wordAnd) || c.u.is(j, wordTo)) {
		if second = c.number(j + 1); second > day && second <= 31 {
			j = c.pastOrdinal(j + 2)
		} else {
			second = 0
		}
	}
	year, last := c.yearAfter(j-1, s)
	t := timing{i, last, c.fill(moment{year, month, day}), moment{}}
	if second > 0 {
		t.to = moment{t.from.year, month, second}
	}
	return t, true
}

// yearAfter reads the year after token i, past a comma or "of", and returns
// the last token of the date.
func (c *calendar) yearAfter(i int, s span) (year, last int) {
	j := i + 1
	if c.u.isMark(j, ',') || c.u.is(j, wordOf) {
		j++
	}
	if j <= s.last {
		if year = c.yearAt(j); year > 0 {
			return year, j
		}
	}
	return 0, i
}

// fill gives a date without a year the year told last, or the latest that is
// not after publication.
func (c *calendar) fill(m moment) moment {
	if m.year > 0 {
		return m
	}
	m.year = c.year
	if m.year == 0 {
		m.year = c.published.year
	}
	if m.year > 0 && m.year == c.published.year && c.published.month > 0 && m.month > c.published.month {
		m.year--
	}
	return m
}
