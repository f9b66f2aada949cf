package query

import (
	"slices"
	"strings"
	"time"

	"despatch/search"
	"despatch/search/analysis"
)

// parser reads one query by recursive descent: or, and, not, near, primary.
type parser struct {
	lexer
	resolver
	now       time.Time
	words     *analysis.Analyzer
	depth     int
	clauses   int
	wildcards int
	title     bool // inside title:(…)
}

func (p *parser) parse() (search.Node, error) {
	match, err := p.or()
	if err != nil {
		return nil, err
	}
	if l := p.peek(); l.kind == closing {
		return nil, mistake(l.start, "this parenthesis closes none", "")
	}
	return match, nil
}

func (p *parser) or() (search.Node, error) {
	var parts search.Or
	for {
		part, err := p.and()
		if err != nil {
			return nil, err
		}
		parts = alternatives(parts, part)
		l := p.peek()
		if !isOperator(l, "OR") {
			break
		}
		if err := p.operator(l); err != nil {
			return nil, err
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	if len(parts) == 0 {
		return nil, nil
	}
	return parts, nil
}

func (p *parser) and() (search.Node, error) {
	var parts search.And
	for {
		l := p.peek()
		if l.kind == end || l.kind == closing || isOperator(l, "OR") {
			break
		}
		if isOperator(l, "AND") {
			if err := p.operator(l); err != nil {
				return nil, err
			}
			continue
		}
		part, err := p.not()
		if err != nil {
			return nil, err
		}
		if and, ok := part.(search.And); ok && !aboutClaims(and) {
			parts = append(parts, and...)
		} else if part != nil {
			parts = append(parts, part)
		}
	}
	return together(parts), nil
}

// together is what must all match: nothing for no parts, and one by itself.
func together(parts search.And) search.Node {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return parts
}

// alternatives adds a part to an Or. The values of one field are one filter,
// so that perpetrator:cn OR perpetrator:ru can still share a claim with others.
func alternatives(parts search.Or, part search.Node) search.Or {
	switch part := part.(type) {
	case nil:
		return parts
	case search.Or:
		for _, n := range part {
			parts = alternatives(parts, n)
		}
		return parts
	case search.Filter:
		for i, n := range parts {
			if f, ok := n.(search.Filter); ok && f.Field == part.Field && len(f.Values) > 0 && len(part.Values) > 0 {
				f.Values = unique(slices.Concat(f.Values, part.Values))
				parts[i] = f
				return parts
			}
		}
	}
	return append(parts, part)
}

// aboutClaims tells that parentheses hold roles, which are to be found in one
// claim: they must not be mixed with those outside.
func aboutClaims(parts search.And) bool {
	return slices.ContainsFunc(parts, func(n search.Node) bool {
		f, ok := n.(search.Filter)
		return ok && slices.Contains(search.ClaimFields[:], f.Field)
	})
}

// operator steps over AND or OR and makes sure that it stands between two
// things.
func (p *parser) operator(l lexeme) error {
	before := strings.TrimRightFunc(p.text[:l.start], isSpace)
	if before == "" || strings.HasSuffix(before, "(") {
		return mistake(l.start, l.text+" has nothing before it", "")
	}
	p.at = l.next
	switch n := p.peek(); {
	case n.kind == end, n.kind == closing, isOperator(n, "OR"), isOperator(n, "AND"):
		return mistake(l.start, l.text+" has nothing behind it", "")
	}
	return nil
}

func (p *parser) not() (search.Node, error) {
	negative := false
	for {
		l := p.peek()
		if l.kind != minus && !isOperator(l, "NOT") {
			break
		}
		p.at = l.next
		if n := p.peek(); n.kind == end || n.kind == closing || isOperator(n, "OR") || isOperator(n, "AND") {
			return nil, mistake(l.start, "there is nothing here to exclude", "")
		}
		negative = !negative
	}
	part, err := p.near()
	if err != nil || part == nil || !negative {
		return part, err
	}
	if not, ok := part.(search.Not); ok {
		return not.Node, nil
	}
	return search.Not{Node: part}, nil
}

// primary reads what no operator takes apart.
func (p *parser) primary() (search.Node, error) {
	switch l := p.peek(); l.kind {
	case open:
		return p.group(l)
	case quoted:
		return p.phrase(l)
	case bare:
		return p.bare(l)
	default:
		return nil, mistake(l.start, "something is missing here", "")
	}
}

// group reads what stands in parentheses.
func (p *parser) group(l lexeme) (search.Node, error) {
	if p.depth++; p.depth > search.MaxDepth {
		return nil, tooCostly(l.start, "parentheses are nested deeper than %d", search.MaxDepth)
	}
	p.at = l.next
	if n := p.peek(); n.kind == closing {
		return nil, mistake(l.start, "there is nothing between these parentheses", "")
	}
	match, err := p.or()
	if err != nil {
		return nil, err
	}
	n := p.peek()
	if n.kind != closing {
		return nil, mistake(l.start, "this parenthesis is not closed", "")
	}
	p.at = n.next
	p.depth--
	return match, nil
}

// bare reads a word, or the qualifier or claim that begins with it.
func (p *parser) bare(l lexeme) (search.Node, error) {
	if l.text == "claim" && strings.HasPrefix(p.text[l.next:], "(") {
		return p.claim(l)
	}
	if strings.HasPrefix(l.text, "NEAR/") {
		if _, _, err := nearDistance(l); err != nil {
			return nil, err
		}
		return nil, mistake(l.start, l.text+" has nothing before it", "")
	}
	name, value, ok := strings.Cut(l.text, ":")
	if !ok {
		p.at = l.next
		return p.term(l)
	}
	field := strings.ToLower(name)
	switch {
	case field == "title":
		return p.inTitle(l)
	case field == "has":
		return p.has(l)
	case isField(field):
		return p.qualifier(l, field)
	}
	if meant := fieldNear(field); meant != "" && !strings.HasPrefix(value, "//") {
		return nil, mistake(l.start, "there is no field "+name, meant+":")
	}
	p.at = l.next
	return p.term(l)
}

func isOperator(l lexeme, name string) bool { return l.kind == bare && l.text == name }
