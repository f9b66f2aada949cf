package web

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"despatch/corpus"
)

func (p *Pages) funcs() template.FuncMap {
	return template.FuncMap{
		"asset":   func(name string) string { return "/static/" + name + "?v=" + p.hashes[name] },
		"number":  anyNumber,
		"count":   count,
		"count64": func(n int64, one, many string) string { return count(int(n), one, many) },
		"date":    LongDate,
		"day":     shortDate,
		"stamp":   func(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") },
		"join":    strings.Join,
		"bytes":   size,
		"short":   func(hash string) string { return hash[:min(12, len(hash))] },
	}
}

// anyNumber is number for templates, which know no type parameters.
func anyNumber(n any) string {
	switch n := n.(type) {
	case int:
		return number(n)
	case int64:
		return number(n)
	}
	return fmt.Sprint(n)
}

// number writes 12345 as 12,345.
func number[N int | int64](n N) string {
	digits := strconv.FormatInt(int64(n), 10)
	for at := len(digits) - 3; at > 0 && digits[at-1] != '-'; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// count writes a number with its noun: 1 article, 2 articles.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// size writes a number of bytes for people.
func size(n int) string {
	switch {
	case n >= 1<<20:
		return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + " MB"
	case n >= 1<<10:
		return strconv.FormatFloat(float64(n)/(1<<10), 'f', 1, 64) + " KB"
	}
	return strconv.Itoa(n) + " bytes"
}

// LongDate writes a date with no more precision than it has, and says so where
// a time has no zone.
func LongDate(d corpus.Date) string {
	t, err := time.Parse("2006-01-02T15:04Z07:00", string(d))
	switch d.Precision() {
	case corpus.ZonedMinute:
		if err != nil {
			return string(d)
		}
		if _, offset := t.Zone(); offset == 0 {
			return t.Format("2 January 2006, 15:04 UTC")
		}
		return t.Format("2 January 2006, 15:04 (UTC-07:00)")
	case corpus.Minute:
		return d.Time().Format("2 January 2006, 15:04") + ", no time zone stated"
	case corpus.Unknown:
		return "not stated"
	}
	return shortDate(d)
}

// shortDate writes the day, or what is known of it.
func shortDate(d corpus.Date) string {
	layout := "2 January 2006"
	switch d.Precision() {
	case corpus.Unknown:
		return "no date"
	case corpus.Year:
		return string(d)
	case corpus.Month:
		layout = "January 2006"
	}
	t, err := time.Parse("2006-01-02", d.Day())
	if err != nil { // a month
		t = d.Time()
	}
	return t.Format(layout)
}
