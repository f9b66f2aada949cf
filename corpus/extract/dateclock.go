package extract

import (
	"strings"
	"time"

	"despatch/corpus"
)

// clock is a time of day with the zone that was stated for it, if any.
type clock struct {
	hour, minute int
	zone         string // lower-case name, "+01:00", or empty
}

// on is the date of a clock on a day. A zone whose offset is not certain for
// that day is left out.
func (k clock) on(c calendar) corpus.Date {
	t := time.Date(c.year, c.month, c.day, k.hour, k.minute, 0, 0, time.UTC)
	bare := corpus.Date(t.Format("2006-01-02T15:04"))
	if k.zone == "" {
		return bare
	}
	if zoned, err := time.Parse("2006-01-02T15:04Z07:00", string(bare)+k.zone); err == nil {
		return corpus.Date(zoned.Format("2006-01-02T15:04Z07:00"))
	}
	loc, err := time.LoadLocation(zoneNames[k.zone])
	if err != nil {
		return bare
	}
	local := time.Date(c.year, c.month, c.day, k.hour, k.minute, 0, 0, loc)
	if local.Hour() != k.hour || folded(local) {
		return bare
	}
	if name, _ := local.Zone(); !places[k.zone] && !inForce(k.zone, name) {
		return bare
	}
	return corpus.Date(local.Format("2006-01-02T15:04Z07:00"))
}

// folded tells that the clock shows this time twice on that day, as clocks
// are put back.
func folded(t time.Time) bool {
	for _, d := range [...]time.Duration{-time.Hour, time.Hour} {
		if t.Add(d).Hour() == t.Hour() {
			return true
		}
	}
	return false
}

// inForce compares a stated zone with the zone in force at the time.
func inForce(stated, name string) bool {
	name = strings.ToLower(name)
	german := map[string]string{"mez": "cet", "mesz": "cest", "gmt": "utc", "z": "utc"}
	if g, ok := german[stated]; ok {
		stated = g
	}
	return stated == name
}

// clockAfter reads a time of day that follows a date, past up to three
// joining words or marks.
func (r *dateReader) clockAfter(i int) (clock, int, bool) {
	for skipped := 0; skipped <= 3; skipped++ {
		if k, next, ok := r.clockAt(i); ok && !r.startsDate(i) {
			return k, next, true
		}
		t := r.tok(i)
		joins := t.kind == mark && t.text != "" && strings.Contains(",-–—|@(·•/T", t.text) || t.kind == word && joiners[t.text]
		if !joins {
			break
		}
		i++
	}
	return clock{}, 0, false
}

// startsDate tells that a date begins at token i, so that its first number is
// no time of day.
func (r *dateReader) startsDate(i int) bool {
	c, _, ok := r.calendarAt(i)
	return ok && c.valid()
}

// clockBefore reads a time of day that stands before a date: "16:11 GMT, 25
// March 2024". It gives the token where the time begins.
func (r *dateReader) clockBefore(date int) (clock, int, bool) {
	for i := max(r.last, date-10); i < date; i++ {
		k, next, ok := r.clockAt(i)
		if !ok || i > 0 && r.tok(i-1).text == ":" {
			continue
		}
		for next < date && r.joinsClock(next) {
			next++
		}
		if next == date {
			return k, i, true
		}
	}
	return clock{}, 0, false
}

func (r *dateReader) joinsClock(i int) bool {
	t := r.tok(i)
	return t.kind == mark && strings.Contains(",-–—|·•()", t.text) || t.kind == word && (joiners[t.text] || weekdays[t.text])
}

// clockAt reads "16:11", "16.11", "16h11", "4:11 PM ET", "4pm", "16:11:09.5Z".
func (r *dateReader) clockAt(i int) (clock, int, bool) {
	t := r.tok(i)
	if t.kind != number || len(t.text) > 2 && !r.compactClock(i) {
		return clock{}, 0, false
	}
	if len(t.text) > 2 {
		n := t.n
		if len(t.text) == 6 {
			n /= 100
		}
		k := clock{hour: n / 100, minute: n % 100}
		return r.zoneAfter(k, i+1)
	}
	k, next := clock{hour: t.n}, i+1
	sep, m := r.tok(i+1), r.tok(i+2)
	minutes := m.kind == number && len(m.text) == 2 && !m.spaced && !sep.spaced && m.n < 60
	if minutes = minutes && (sep.text == ":" || sep.text == "." || sep.text == "h"); minutes {
		k.minute, next = m.n, r.seconds(i+3)
	}
	half, after := r.half(next)
	if half == "" && !minutes {
		return clock{}, 0, false
	}
	if half != "" && (k.hour < 1 || k.hour > 12) {
		if k.hour > 23 || k.hour < 1 {
			return clock{}, 0, false
		}
		half = "" // "16:11 PM" is written
	}
	switch {
	case half == "p" && k.hour < 12:
		k.hour += 12
	case half == "a" && k.hour == 12:
		k.hour = 0
	}
	if k.hour > 23 {
		return clock{}, 0, false
	}
	return r.zoneAfter(k, after)
}

// compactClock tells that token i is "161100" after "20240326T".
func (r *dateReader) compactClock(i int) bool {
	t := r.tok(i)
	return (len(t.text) == 4 || len(t.text) == 6) && r.tok(i-1).text == "t" && len(r.tok(i-2).text) == 8 && t.n >= 0
}

// seconds passes ":09" and ".123".
func (r *dateReader) seconds(i int) int {
	if s := r.tok(i + 1); r.tok(i).text == ":" && s.kind == number && !s.spaced {
		i += 2
		if f := r.tok(i + 1); (r.tok(i).text == "." || r.tok(i).text == ",") && f.kind == number && !f.spaced {
			i += 2
		}
	}
	return i
}

// half reads "am", "p.m." and the like; it gives "a", "p" or nothing.
func (r *dateReader) half(i int) (string, int) {
	switch t := r.tok(i).text; t {
	case "am", "pm":
		return t[:1], i + 1
	case "a", "p":
		if r.tok(i+1).text == "." && r.tok(i+2).text == "m" {
			return t, r.skip(i+3, ".")
		}
	}
	return "", i
}

// zoneAfter adds the zone that follows a time of day. An hour outside of the
// day is refused.
func (r *dateReader) zoneAfter(k clock, i int) (clock, int, bool) {
	if k.hour > 23 || k.minute > 59 {
		return clock{}, 0, false
	}
	j := i
	if w := r.tok(j).text; w == "uhr" || w == "h" || w == "hrs" {
		j++
		i = j
	}
	j = r.skip(j, "(")
	named := r.tok(j).kind == word && zoneNames[r.tok(j).text] != ""
	if named {
		k.zone = r.tok(j).text
		j++
		if w := r.tok(j); k.zone != "gmt" && k.zone != "utc" || w.spaced {
			return k, r.skip(j, ")"), true
		}
	}
	offset, next, ok := r.offset(j)
	switch {
	case ok:
		k.zone = offset
		return k, r.skip(next, ")"), true
	case named:
		return k, r.skip(j, ")"), true
	}
	return k, i, true
}

// offset reads "+01:00", "+0100", "-5".
func (r *dateReader) offset(i int) (string, int, bool) {
	sign, h := r.tok(i), r.tok(i+1)
	if sign.kind != mark || h.kind != number || h.spaced || h.n < 0 || len(h.text) > 4 || !strings.Contains("+-−", sign.text) || sign.text == "" {
		return "", 0, false
	}
	hour, minute, next := h.n, 0, i+2
	if len(h.text) > 2 {
		hour, minute = h.n/100, h.n%100
	} else if m := r.tok(i + 3); r.tok(i+2).text == ":" && m.kind == number && len(m.text) == 2 {
		minute, next = m.n, i+4
	} else if sign.spaced {
		return "", 0, false // "16:11 - 5 comments"
	}
	if hour > 14 || minute > 59 || minute%15 != 0 {
		return "", 0, false
	}
	s := "+"
	if sign.text != "+" {
		s = "-"
	}
	return s + twoDigits(hour) + ":" + twoDigits(minute), next, true
}

func twoDigits(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
