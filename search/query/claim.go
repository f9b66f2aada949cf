package query

import (
	"slices"
	"strings"

	"despatch/search"
	"despatch/search/analysis"
)

// claimParts are the names inside claim(…).
var claimParts = []string{"by", "accused", "target", search.Act, search.Status, "when"}

// claim reads claim(by:gb accused:cn …), all of which one claim must satisfy.
func (p *parser) claim(l lexeme) (search.Node, error) {
	p.at = l.next + 1
	var m search.ClaimMatch
	seen := map[string]bool{}
	for {
		n := p.peek()
		switch {
		case n.kind == end:
			return nil, mistake(l.next, "this parenthesis is not closed", "")
		case n.kind == closing && len(seen) == 0:
			return nil, mistake(l.start, "claim() wants by:, accused:, target:, act:, status: or when:", "")
		case n.kind == closing:
			p.at = n.next
			return m, nil
		case n.kind != bare:
			return nil, mistake(n.start, "inside claim() stand by:, accused:, target:, act:, status: and when:", "")
		}
		if err := p.claimPart(n, &m, seen); err != nil {
			return nil, err
		}
	}
}

func (p *parser) claimPart(l lexeme, m *search.ClaimMatch, seen map[string]bool) error {
	name, _, ok := strings.Cut(l.text, ":")
	part := strings.ToLower(name)
	if !ok || !slices.Contains(claimParts, part) {
		return mistake(l.start, "inside claim() stand by:, accused:, target:, act:, status: and when:, not "+l.text, claimPartNear(part))
	}
	if seen[part] {
		return mistake(l.start, part+": stands here twice; write alternatives as "+part+":a,b", "")
	}
	seen[part] = true
	p.at = l.start + len(name) + 1
	given, err := p.list(part + ":")
	if err != nil {
		return err
	}
	if part == "when" {
		return p.claimWhen(given, m)
	}
	var all []string
	for _, v := range given {
		ids, err := p.values(claimField(part), v.text, v.start)
		if err != nil {
			return err
		}
		all = append(all, ids...)
	}
	all = unique(all)
	*claimList(m, part) = all
	return p.count(l.start, len(all))
}

func claimPartNear(part string) string {
	if near := analysis.Nearest(part, claimParts); near != "" {
		return near + ":"
	}
	switch part {
	case search.Perpetrator, "actor":
		return "accused:"
	case search.Responder, search.Denier, search.Speaker:
		return "by:"
	case search.Date:
		return "when:"
	}
	return ""
}

// claimField is the field whose names a part takes.
func claimField(part string) string {
	switch part {
	case search.Act, search.Status:
		return part
	}
	return search.Target // an entity of any field, or a kind
}

func claimList(m *search.ClaimMatch, part string) *[]string {
	switch part {
	case "by":
		return &m.By
	case "accused":
		return &m.Accused
	case "target":
		return &m.Target
	case search.Act:
		return &m.Act
	}
	return &m.Status
}

func (p *parser) claimWhen(given []value, m *search.ClaimMatch) error {
	v := given[0]
	if len(given) > 1 {
		return mistake(given[1].start, "when: takes one date or range", "when:"+v.text+".."+given[1].text)
	}
	from, to, isRange, err := readRange(v, p.now)
	if err != nil {
		return err
	}
	if !isRange {
		d, err := parseDay(v.text, v.start)
		if err != nil {
			return err
		}
		from, to = firstDay(d), lastDay(d)
	}
	m.From, m.To = from, to
	return p.count(v.start, 1)
}
