package extract

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // zones must be known on machines without a zone database

	"despatch/corpus"
)

// FoundDate is one date in a text, with the bytes that it takes up.
type FoundDate struct {
	Date       corpus.Date
	Start, End int
}

// ReadDate reads a text that is one date and nothing more but its weekday. It
// reports false for everything else, and for numeric dates whose order of day
// and month cannot be told (03/04/2024).
func ReadDate(s string) (corpus.Date, bool) {
	found := FindDates(s)
	if len(found) != 1 {
		return "", false
	}
	for _, t := range lexDates(s[:found[0].Start] + " " + s[found[0].End:]) {
		if t.kind == number || t.kind == word && !weekdays[t.text] && !joiners[t.text] {
			return "", false
		}
	}
	return found[0].Date, true
}

// FindDates finds the dates in s that name at least month and year, in the
// forms that news uses. It looks at the first 4 KiB.
func FindDates(s string) []FoundDate { return datesIn(s, orderUnknown) }

// figureOrder is which of day and month comes first in dates of figures.
type figureOrder int

const (
	orderUnknown figureOrder = iota
	dayFirst
	monthFirst
)

// orderOf tells the order by the dates of figures in s that can be read in
// one way only; it is unknown where there are none or they differ.
func orderOf(s string) figureOrder {
	r := dateReader{tokens: lexDates(s)}
	order := orderUnknown
	for i := range r.tokens {
		a, b := r.tok(i), r.tok(i+2)
		_, _, ok := r.numericDate(i)
		if !ok || a.n == b.n || r.tok(i+1).text == "." {
			continue
		}
		found := dayFirst
		if b.n > 12 {
			found = monthFirst
		}
		if order != orderUnknown && order != found {
			return orderUnknown
		}
		order = found
	}
	return order
}

func datesIn(s string, order figureOrder) []FoundDate {
	r := dateReader{tokens: lexDates(s), order: order}
	var found []FoundDate
	for i := 0; i < len(r.tokens); {
		d, first, next, ok := r.at(i)
		if !ok {
			i++
			continue
		}
		found = append(found, FoundDate{d, r.tokens[first].start, r.tokens[next-1].end})
		i = next
	}
	return found
}

// dateReader reads dates at places in a list of tokens.
type dateReader struct {
	tokens []dateToken
	// last is the token after the date read last: what belongs to it cannot
	// belong to the next.
	last int
	// order is that of dates of figures, where something else has told it.
	order figureOrder
}

// calendar is a day, or a month where day is 0.
type calendar struct {
	year  int
	month time.Month
	day   int
}

func (c calendar) valid() bool {
	if c.year < 1900 || c.year > 2100 || c.month < 1 || c.month > 12 {
		return false
	}
	return c.day == 0 || time.Date(c.year, c.month, c.day, 0, 0, 0, 0, time.UTC).Day() == c.day
}

// at reads the date whose calendar part begins at token i, with the time of
// day after it or before it.
func (r *dateReader) at(i int) (d corpus.Date, first, next int, ok bool) {
	c, next, ok := r.calendarAt(i)
	if !ok || !c.valid() {
		return "", 0, 0, false
	}
	first = r.weekdayBefore(i)
	if c.day == 0 {
		r.last = next
		return corpus.Date(fmt.Sprintf("%04d-%02d", c.year, c.month)), first, next, true
	}
	t, after, hasTime := r.clockAfter(next)
	if hasTime {
		next = after
	} else if t, after, hasTime = r.clockBefore(i); hasTime {
		first = after
	}
	r.last = next
	if !hasTime {
		return corpus.Date(fmt.Sprintf("%04d-%02d-%02d", c.year, c.month, c.day)), first, next, true
	}
	return t.on(c), first, next, true
}

// weekdayBefore is the token of the weekday before a date, or that of the
// date.
func (r *dateReader) weekdayBefore(i int) int {
	w := i - 1
	if t := r.tok(w).text; t == "," || t == "." {
		w--
	}
	if t := r.tok(w); w >= r.last && t.kind == word && weekdays[t.text] {
		return w
	}
	return i
}

// tok is token i, or an empty mark outside of the text.
func (r *dateReader) tok(i int) dateToken {
	if i < 0 || i >= len(r.tokens) {
		return dateToken{kind: mark, n: -1}
	}
	return r.tokens[i]
}

func (r *dateReader) isYear(i int) bool {
	t := r.tok(i)
	return t.kind == number && len(t.text) == 4 && t.n >= 1900 && t.n <= 2100 && !r.glued(i)
}

// glued tells that token i runs on into letters or digits ("2024th").
func (r *dateReader) glued(i int) bool {
	next := r.tok(i + 1)
	return !next.spaced && next.kind == word && len(next.text) > 0 && next.text != "t" && next.text != "г"
}

func (r *dateReader) month(i int) (time.Month, bool) {
	t := r.tok(i)
	m, ok := months[t.text]
	return m, ok && t.kind == word
}

// skip passes marks of the given kinds.
func (r *dateReader) skip(i int, marks string) int {
	for t := r.tok(i); t.kind == mark && t.text != "" && strings.Contains(marks, t.text); t = r.tok(i) {
		i++
	}
	return i
}

var ordinals = setOf("st nd rd th er º ª e")

// dayAt reads "26", "26th" or "26."; a day of month as a number.
func (r *dateReader) dayAt(i int) (day, next int, ok bool) {
	t := r.tok(i)
	if t.kind != number || len(t.text) > 2 || t.n < 1 || t.n > 31 {
		return 0, i, false
	}
	next = i + 1
	if o := r.tok(next); !o.spaced && ordinals[o.text] {
		next++
	}
	return t.n, next, true
}
