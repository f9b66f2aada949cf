package query

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"despatch/corpus"
	"despatch/search"
)

// dates reads the values of date:. Single dates are one filter; a range is one
// of its own.
func (p *parser) dates(given []value) (search.Node, error) {
	single := search.Filter{Field: search.Date}
	var parts search.Or
	for _, v := range given {
		if err := p.count(v.start, 1); err != nil {
			return nil, err
		}
		from, to, isRange, err := readRange(v, p.now)
		if err != nil {
			return nil, err
		}
		if isRange {
			parts = append(parts, search.Filter{Field: search.Date, From: from, To: to})
			continue
		}
		ids, err := p.values(search.Date, v.text, v.start)
		if err != nil {
			return nil, err
		}
		single.Values = unique(append(single.Values, ids...))
	}
	if len(single.Values) > 0 {
		parts = append(parts, single)
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return parts, nil
}

// readRange reads a..b, a.., ..b, >=a, >a, <=b, <b and P7D as the first and
// the last day; isRange is false for a single date.
func readRange(v value, now time.Time) (from, to corpus.Date, isRange bool, err error) {
	text := v.text
	if a, b, ok := strings.Cut(text, ".."); ok {
		from, to, err = readBounds(a, b, v.start)
		return from, to, true, err
	}
	for _, sign := range [...]string{">=", "<=", ">", "<"} {
		rest, ok := strings.CutPrefix(text, sign)
		if !ok {
			continue
		}
		from, to, err = compared(sign, rest, v.start+len(sign))
		return from, to, true, err
	}
	if strings.HasPrefix(text, "P") || strings.HasPrefix(text, "p") {
		from, err = before(now, strings.ToUpper(text), v.start)
		return from, "", true, err
	}
	return "", "", false, nil
}

func readBounds(a, b string, start int) (from, to corpus.Date, err error) {
	if a == "" && b == "" {
		return "", "", mistake(start, "a range wants a first or a last date", "2024-01..2024-03")
	}
	if a != "" {
		d, err := parseDay(a, start)
		if err != nil {
			return "", "", err
		}
		from = firstDay(d)
	}
	if b != "" {
		d, err := parseDay(b, start+len(a)+2)
		if err != nil {
			return "", "", err
		}
		to = lastDay(d)
	}
	if from != "" && to != "" && to < from {
		return "", "", mistake(start, fmt.Sprintf("the range ends (%s) before it begins (%s)", b, a), b+".."+a)
	}
	return from, to, nil
}

func compared(sign, text string, start int) (from, to corpus.Date, err error) {
	d, err := parseDay(text, start)
	if err != nil {
		return "", "", err
	}
	switch sign {
	case ">=":
		return firstDay(d), "", nil
	case ">":
		return addDays(lastDay(d), 1), "", nil
	case "<=":
		return "", lastDay(d), nil
	}
	return "", addDays(firstDay(d), -1), nil
}

// parseDay reads 2024, 2024-03 or 2024-03-25; a time of day is left off.
func parseDay(text string, position int) (corpus.Date, error) {
	d, err := corpus.ParseDate(text)
	if err != nil || d == "" {
		return "", mistake(position, fmt.Sprintf("%q is no date: write 2024, 2024-03 or 2024-03-25", text), isoDate(text))
	}
	if d.Precision() > corpus.Day {
		return corpus.Date(d.Day()), nil
	}
	return d, nil
}

// isoDate is what a date in another common writing is in ours, where only one
// reading is possible.
func isoDate(text string) string {
	text = strings.NewReplacer("/", "-", ".", "-").Replace(text)
	for _, layout := range [...]string{"2006-1-2", "2006-1", "20060102"} {
		if t, err := time.Parse(layout, text); err == nil {
			if layout == "2006-1" {
				return t.Format("2006-01")
			}
			return t.Format(time.DateOnly)
		}
	}
	european, err1 := time.Parse("2-1-2006", text)
	american, err2 := time.Parse("1-2-2006", text)
	switch {
	case err1 == nil && (err2 != nil || european.Equal(american)):
		return european.Format(time.DateOnly)
	case err2 == nil && err1 != nil:
		return american.Format(time.DateOnly)
	}
	return ""
}

func firstDay(d corpus.Date) corpus.Date { return corpus.Date(d.Time().Format(time.DateOnly)) }

func lastDay(d corpus.Date) corpus.Date {
	t := d.Time()
	switch d.Precision() {
	case corpus.Year:
		t = t.AddDate(1, 0, -1)
	case corpus.Month:
		t = t.AddDate(0, 1, -1)
	}
	return corpus.Date(t.Format(time.DateOnly))
}

func addDays(d corpus.Date, n int) corpus.Date {
	return corpus.Date(d.Time().AddDate(0, 0, n).Format(time.DateOnly))
}

// before counts an ISO 8601 duration of days, weeks, months or years back from
// now.
func before(now time.Time, duration string, position int) (corpus.Date, error) {
	wrong := mistake(position, fmt.Sprintf("%q is no duration: write P7D, P2W, P3M or P1Y", duration), "P7D")
	rest := duration[1:]
	if rest == "" {
		return "", wrong
	}
	t := now.UTC()
	for rest != "" {
		digits := leadingDigits(rest)
		n, err := strconv.Atoi(digits)
		if err != nil || n > 9999 || len(digits) == len(rest) {
			return "", wrong
		}
		switch rest[len(digits)] {
		case 'Y':
			t = t.AddDate(-n, 0, 0)
		case 'M':
			t = t.AddDate(0, -n, 0)
		case 'W':
			t = t.AddDate(0, 0, -7*n)
		case 'D':
			t = t.AddDate(0, 0, -n)
		default:
			return "", wrong
		}
		rest = rest[len(digits)+1:]
	}
	if t.Year() < 1900 {
		t = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return corpus.Date(t.Format(time.DateOnly)), nil
}
