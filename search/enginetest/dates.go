package enginetest

import (
	"fmt"
	"time"

	"despatch/corpus"
	"despatch/search"
)

// firstDay is the first day a date can mean, as 2024-03-26.
func firstDay(d corpus.Date) (string, bool) {
	switch d.Precision() {
	case corpus.Unknown:
		return "", false
	case corpus.Year:
		return string(d) + "-01-01", true
	case corpus.Month:
		return string(d) + "-01", true
	}
	return d.Day(), true
}

// lastDay is the last day a date can mean.
func lastDay(d corpus.Date) (string, bool) {
	switch d.Precision() {
	case corpus.Unknown:
		return "", false
	case corpus.Year:
		return string(d) + "-12-31", true
	case corpus.Month:
		first, _ := time.Parse("2006-01", string(d))
		return first.AddDate(0, 1, -1).Format(time.DateOnly), true
	}
	return d.Day(), true
}

// inRange says whether a stretch of days lies within two dates.
func inRange(first, last string, from, to corpus.Date) bool {
	if f, ok := firstDay(from); ok && first < f {
		return false
	}
	if l, ok := lastDay(to); ok && last > l {
		return false
	}
	return true
}

// touches says whether a stretch of days has one between two dates.
func touches(first, last string, from, to corpus.Date) bool {
	if f, ok := firstDay(from); ok && last < f {
		return false
	}
	if l, ok := lastDay(to); ok && first > l {
		return false
	}
	return true
}

// matchesDate says whether an article's date is one of the values or lies in
// the range for certain.
func (a *article) matchesDate(f search.Filter) bool {
	known := a.Published.Precision() != corpus.Unknown
	for _, v := range f.Values {
		if v == search.Missing && !known || v != search.Missing && known && a.publishedIn(corpus.Date(v)) {
			return true
		}
	}
	if !known || f.From == "" && f.To == "" {
		return false
	}
	first, _ := firstDay(a.Published)
	last, _ := lastDay(a.Published)
	return inRange(first, last, f.From, f.To)
}

func (a *article) publishedIn(v corpus.Date) bool {
	switch v.Precision() {
	case corpus.Unknown:
		return false
	case corpus.Year:
		return a.Published.Year() == string(v)
	case corpus.Month:
		return a.Published.Month() == string(v)
	case corpus.Day:
		return a.Published.Day() == string(v)
	}
	return a.Published.Day() == v.Day() && a.Published.Time().Equal(v.Time())
}

// stepOf names the interval that a date falls in, empty when the date is not
// known exactly enough.
func stepOf(d corpus.Date, step search.Step) string {
	if d.Precision() == corpus.Unknown {
		return ""
	}
	switch step {
	case search.ByYear:
		return d.Year()
	case search.ByMonth:
		return d.Month()
	case search.ByDay:
		return d.Day()
	}
	day, err := time.Parse(time.DateOnly, d.Day())
	if err != nil {
		return ""
	}
	y, w := day.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

// nextStep names the interval after one.
func nextStep(start string, step search.Step) string {
	switch step {
	case search.ByYear:
		t, _ := time.Parse("2006", start)
		return t.AddDate(1, 0, 0).Format("2006")
	case search.ByMonth:
		t, _ := time.Parse("2006-01", start)
		return t.AddDate(0, 1, 0).Format("2006-01")
	case search.ByDay:
		t, _ := time.Parse(time.DateOnly, start)
		return t.AddDate(0, 0, 1).Format(time.DateOnly)
	}
	var y, w int
	_, _ = fmt.Sscanf(start, "%d-W%d", &y, &w)
	// 4 January is always in week 1.
	t := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*w)
	y, w = t.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}
