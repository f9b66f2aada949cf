package corpus

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Date is a point in time as an article states it, with no more precision
// than was stated: 2024, 2024-03, 2024-03-26, 2024-03-25T16:11 (no zone was
// given and none is invented) or 2024-03-25T16:11+01:00. Empty is unknown.
type Date string

// Precision is how exactly a Date is known.
type Precision int

// The precisions, from unknown to the minute.
const (
	Unknown Precision = iota
	Year
	Month
	Day
	Minute // without a zone, ordered as UTC
	ZonedMinute
)

var layouts = [...]struct {
	layout    string
	precision Precision
}{
	{"2006", Year},
	{"2006-01", Month},
	{"2006-01-02", Day},
	{"2006-01-02T15:04", Minute},
	{"2006-01-02T15:04Z07:00", ZonedMinute},
}

// ParseDate reads the forms of Date and the forms of RFC 3339, whose seconds
// it drops. Years before 1900 and after 2100 are refused as impossible.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	for _, layout := range [...]string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05.999999999Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			s = t.Format("2006-01-02T15:04Z07:00")
		}
	}
	if t, err := time.Parse("2006-01-02T15:04:05", s); err == nil {
		s = t.Format("2006-01-02T15:04")
	}
	t, p := Date(s).parse()
	if p == Unknown {
		return "", fmt.Errorf("impossible date %q: want 2024, 2024-03, 2024-03-26, 2024-03-26T16:11 or 2024-03-26T16:11+01:00", s)
	}
	if t.Year() < 1900 || t.Year() > 2100 {
		return "", fmt.Errorf("impossible date %q: year outside 1900 to 2100", s)
	}
	return Date(s), nil
}

func (d Date) parse() (time.Time, Precision) {
	for _, l := range layouts {
		if t, err := time.Parse(l.layout, string(d)); err == nil {
			return t, l.precision
		}
	}
	return time.Time{}, Unknown
}

// Precision tells how exactly d is known.
func (d Date) Precision() Precision {
	_, p := d.parse()
	return p
}

// Time is the first instant that d can mean, a missing zone read as UTC. It is
// what articles are ordered by; it is zero when d is unknown.
func (d Date) Time() time.Time {
	t, p := d.parse()
	if p == Unknown {
		return time.Time{}
	}
	return t.UTC()
}

// Year, Month and Day are the parts of d in its own zone ("2024", "2024-03",
// "2024-03-26"), each empty where d is less precise.
func (d Date) Year() string { return d.prefix(4) }

// Month is like Year.
func (d Date) Month() string { return d.prefix(7) }

// Day is like Year.
func (d Date) Day() string { return d.prefix(10) }

func (d Date) prefix(n int) string {
	if len(d) < n {
		return ""
	}
	return string(d[:n])
}

// Compare orders dates by Time, then by precision; unknown dates come first.
func (d Date) Compare(e Date) int {
	t, p := d.parse()
	u, q := e.parse()
	return cmp.Or(t.Compare(u), cmp.Compare(p, q))
}
