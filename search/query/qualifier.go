package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"despatch/search"
)

func isField(name string) bool { return slices.Contains(search.Fields[:], name) }

// value is one of the alternatives in field:a,"b c".
type value struct {
	text  string
	start int
}

// list reads the values that begin at p.at, which stands behind a colon.
func (p *parser) list(what string) ([]value, error) {
	colon := p.at
	var values []value
	for {
		v, more, err := p.value()
		if err != nil {
			return nil, err
		}
		if v.text != "" {
			values = append(values, v)
		} else if more || len(values) > 0 {
			return nil, mistake(v.start, "a value is missing between these commas", "")
		}
		if !more {
			break
		}
	}
	if len(values) == 0 {
		return nil, mistake(colon, what+" wants a value", p.closedUp(what, colon))
	}
	return values, nil
}

// closedUp is a qualifier with the word behind the space that should not be
// there, empty if there is none.
func (p *parser) closedUp(qualifier string, colon int) string {
	behind := lexer{text: p.text, at: colon}
	if l := behind.peek(); l.kind == bare && !strings.Contains(l.text, ":") && utf8.ValidString(l.text) {
		return qualifier + l.text
	}
	return ""
}

// value reads one alternative, and whether a comma leads on to another.
func (p *parser) value() (v value, more bool, err error) {
	v.start = p.at
	if p.at >= len(p.text) {
		return v, false, nil
	}
	l := p.peek()
	if l.kind == quoted && l.start == p.at {
		if l.next > len(p.text) {
			return v, false, mistake(p.at, "this quotation mark is not closed", "")
		}
		v.text, p.at = clean(l.text), l.next
	} else {
		rest := p.text[p.at:]
		n := strings.IndexFunc(rest, func(r rune) bool { return r == ',' || r == '(' || r == ')' || isSpace(r) || isQuote(r) })
		if n < 0 {
			n = len(rest)
		}
		v.text, p.at = clean(rest[:n]), p.at+n
	}
	if strings.HasPrefix(p.text[p.at:], ",") {
		p.at++
		return v, true, nil
	}
	return v, false, nil
}

// clean drops from a value what no name has.
func clean(text string) string {
	return strings.TrimFunc(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || isQuote(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, text), isSpace)
}

// qualifier reads field:a,b.
func (p *parser) qualifier(l lexeme, field string) (search.Node, error) {
	p.at = l.start + len(field) + 1
	given, err := p.list(field + ":")
	if err != nil {
		return nil, err
	}
	if field == search.Date {
		return p.dates(given)
	}
	f := search.Filter{Field: field}
	for _, v := range given {
		ids, err := p.values(field, v.text, v.start)
		if err != nil {
			return nil, err
		}
		f.Values = append(f.Values, ids...)
	}
	f.Values = unique(f.Values)
	return f, p.count(l.start, len(f.Values))
}

// has reads has:field, which is the absence of "missing".
func (p *parser) has(l lexeme) (search.Node, error) {
	p.at = l.start + len("has:")
	given, err := p.list("has:")
	if err != nil {
		return nil, err
	}
	var parts search.Or
	for _, v := range given {
		field := strings.ToLower(v.text)
		if !isField(field) {
			return nil, mistake(v.start, "there is no field "+v.text, suggestHas(field))
		}
		parts = append(parts, search.Not{Node: search.Filter{Field: field, Values: []string{search.Missing}}})
	}
	if err := p.count(l.start, len(parts)); err != nil {
		return nil, err
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return parts, nil
}

func suggestHas(field string) string {
	if meant := fieldNear(field); meant != "" && meant != "has" && meant != "title" {
		return "has:" + meant
	}
	return ""
}

// unique keeps the first of equal values, in order.
func unique(values []string) []string {
	seen := make(map[string]bool, len(values))
	return slices.DeleteFunc(values, func(v string) bool {
		double := seen[v]
		seen[v] = true
		return double
	})
}
