package annotate

import (
	"maps"
	"slices"
	"strings"
	"time"

	"despatch/corpus/gazetteer"
)

var (
	monthOf   = numberedWords("january february march april may june july august september october november december", "jan feb mar apr may jun jul aug sep oct nov dec")
	weekdayOf = numberedWords("monday tuesday wednesday thursday friday saturday sunday", "mon tue wed thu fri sat sun")
	countOf   = numberedWords("one two three four five six seven eight nine ten", "a")
	parts     = keys("early late mid spring summer autumn fall winter beginning end middle start")
	timePreps = keys("in since from until till by during of before after between on to around late early mid and through throughout through at")
)

// timeWords are all words that can begin a time expression.
var timeWords = setOf(slices.Concat(keyList(monthOf), keyList(weekdayOf), keyList(countOf), keyList(numberedWords("last previous past this yesterday today"))))

func keyList(table map[uint64]int) []uint64 { return slices.Collect(maps.Keys(table)) }

func numberedWords(lists ...string) map[uint64]int {
	table := map[uint64]int{}
	for _, list := range lists {
		for n, word := range strings.Fields(list) {
			table[gazetteer.Key(word)] = n + 1
		}
	}
	return table
}

// month is the number of the month that token i names, 0 for none. "May" and
// "march" in small letters are verbs.
func (c *calendar) month(i int) int {
	if i < 0 || i >= len(c.u.tokens) || c.u.tokens[i].Kind != gazetteer.Word {
		return 0
	}
	month := monthOf[c.u.tokens[i].Key]
	if c.u.tokens[i].Case == gazetteer.Lower && (month == 3 || month == 5 || c.u.tokens[i].End-c.u.tokens[i].Start < 4) {
		return 0
	}
	return month
}

// number is the value of a token of digits, -1 for anything else.
func (c *calendar) number(i int) int {
	if i < 0 || i >= len(c.u.tokens) || c.u.tokens[i].Kind != gazetteer.Number {
		return -1
	}
	n := 0
	digits := c.u.text[c.u.tokens[i].Start:c.u.tokens[i].End]
	if len(digits) > 4 {
		return -1
	}
	for _, d := range digits {
		if d < '0' || d > '9' {
			return -1
		}
		n = 10*n + int(d-'0')
	}
	return n
}

// yearAt is the year that a token of four digits can be, 0 for none.
func (c *calendar) yearAt(i int) int {
	if n := c.number(i); n >= 1970 && n <= 2060 && c.u.tokens[i].End-c.u.tokens[i].Start == 4 {
		return n
	}
	return 0
}

// isYear tells a year from a count: "in 2014", "(2014)", "in early 2014", but
// not "2000 users".
func (c *calendar) isYear(i int, s span) bool {
	if i+1 < len(c.u.tokens) && c.u.tokens[i+1].Has(gazetteer.Piece) { // 2019s
		return false
	}
	if c.timePrep(i-1) || c.u.isAny(i-1, parts) || c.dash(i-1) {
		return !c.u.has(i+1, tagPlural) || c.timePrep(i-1) && c.u.nounIs(i+1, nounAttack)
	}
	if c.u.tokens[i].Has(gazetteer.Piece) || c.u.isMark(i-1, '$') || i+1 <= s.last && c.u.isMark(i+1, '%') {
		return false
	}
	return i == s.last || !c.u.has(i+1, tagPlural)
}

func (c *calendar) timePrep(i int) bool { return c.u.isAny(i, timePreps) }

// relative reads "last month", "this week", "two years ago", "yesterday" and
// weekdays against the day of publication.
func (c *calendar) relative(i int, s span) (timing, bool) {
	if !c.published.known() {
		return timing{}, false
	}
	u := c.u
	switch {
	case u.isAny(i, lasts) && i+1 <= s.last:
		if m, ok := c.back(i+1, 1); ok {
			return timing{i, i + 1, m, moment{}}, true
		}
	case u.isAny(i, thisWords) && i+1 <= s.last:
		if m, ok := c.back(i+1, 0); ok && !u.isAny(i+1, weekWords) {
			return timing{i, i + 1, m, moment{}}, true
		}
	case u.isAny(i, yesterdays):
		return c.daysBack(i, 1)
	case u.isAny(i, todays):
		return c.daysBack(i, 0)
	case countOf[u.tokens[i].Key] > 0 && i+2 <= s.last && u.isAny(i+2, agos):
		if m, ok := c.back(i+1, countOf[u.tokens[i].Key]); ok {
			return timing{i, i + 2, m, moment{}}, true
		}
	}
	if day := weekdayOf[u.tokens[i].Key]; day > 0 && u.tokens[i].Case == gazetteer.Title && u.tokens[i].End-u.tokens[i].Start > 4 {
		return c.weekday(i, day)
	}
	return timing{}, false
}

var (
	lasts      = keys("last previous past")
	thisWords  = keys("this")
	weekWords  = keys("week weekend")
	yesterdays = keys("yesterday")
	todays     = keys("today")
	agos       = keys("ago earlier")
	yearWords  = keys("year years")
	monthWords = keys("month months")
	weeksWords = keys("week weeks weekend")
	dayWords   = keys("day days")
)

// back is the year, month or day that lies n of the units named at i before
// publication, no more precise than the unit.
func (c *calendar) back(i, n int) (moment, bool) {
	p := c.published
	switch {
	case c.u.isAny(i, yearWords):
		return moment{year: p.year - n}, true
	case p.month == 0:
	case c.u.isAny(i, monthWords):
		t := time.Date(p.year, time.Month(p.month), 1, 0, 0, 0, 0, time.UTC).AddDate(0, -n, 0)
		return moment{t.Year(), int(t.Month()), 0}, true
	case p.day == 0:
	case c.u.isAny(i, weeksWords):
		t := c.day().AddDate(0, 0, -7*n)
		return moment{t.Year(), int(t.Month()), 0}, true
	case c.u.isAny(i, dayWords):
		return ofDay(c.day().AddDate(0, 0, -n)), true
	}
	if month := monthOf[c.u.tokens[i].Key]; month > 0 && p.month > 0 && c.u.tokens[i].Case == gazetteer.Title {
		year := p.year
		if month > p.month || month == p.month && n > 0 {
			year--
		}
		return moment{year, month, 0}, true
	}
	return moment{}, false
}

func (c *calendar) day() time.Time {
	return time.Date(c.published.year, time.Month(c.published.month), c.published.day, 0, 0, 0, 0, time.UTC)
}

func ofDay(t time.Time) moment { return moment{t.Year(), int(t.Month()), t.Day()} }

func (c *calendar) daysBack(i, n int) (timing, bool) {
	if c.published.day == 0 {
		return timing{}, false
	}
	c.hear(n)
	return timing{i, i, ofDay(c.day().AddDate(0, 0, -n)), moment{}}, true
}

// weekday is the last such day up to publication.
func (c *calendar) weekday(i, day int) (timing, bool) {
	if c.published.day == 0 {
		return timing{}, false
	}
	t := c.day()
	for n := 0; n < 7; n++ {
		if int(t.Weekday()) == day%7 {
			c.hear(n)
			return timing{i, i, ofDay(t), moment{}}, true
		}
		t = t.AddDate(0, 0, -1)
	}
	return timing{}, false
}
