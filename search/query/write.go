package query

import (
	"strconv"
	"strings"

	"despatch/search"
)

// Write gives a match in the query language: the canonical writing of what was
// understood. It is empty for nil.
func Write(n search.Node) string {
	switch n := n.(type) {
	case search.And:
		return joined(n, " ")
	case search.Or:
		return joined(n, " OR ")
	case search.Not:
		return writeNot(n)
	case search.Word:
		return inTitle(n.Title) + n.Text
	case search.Phrase:
		return inTitle(n.Title) + `"` + n.Text + `"` + tilde(n.Slop)
	case search.Wildcard:
		return inTitle(n.Title) + n.Pattern
	case search.Fuzzy:
		return inTitle(n.Title) + n.Text + tilde(n.Distance)
	case search.Near:
		return Write(n.A) + " NEAR/" + strconv.Itoa(n.Distance) + " " + Write(n.B)
	case search.Filter:
		return writeFilter(n)
	case search.ClaimMatch:
		return writeClaim(n)
	}
	return ""
}

func joined(parts []search.Node, by string) string {
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = enclosed(part)
	}
	return strings.Join(texts, by)
}

// enclosed puts parentheses around what holds several parts.
func enclosed(n search.Node) string {
	switch n.(type) {
	case search.And, search.Or:
		return "(" + Write(n) + ")"
	}
	return Write(n)
}

func writeNot(n search.Not) string {
	if f, ok := n.Node.(search.Filter); ok && isMissing(f) {
		return "has:" + f.Field
	}
	if _, ok := n.Node.(search.Near); ok {
		return "-(" + Write(n.Node) + ")"
	}
	return "-" + enclosed(n.Node)
}

func inTitle(title bool) string {
	if title {
		return "title:"
	}
	return ""
}

func tilde(n int) string {
	if n == 0 {
		return ""
	}
	return "~" + strconv.Itoa(n)
}

func isMissing(f search.Filter) bool {
	return !f.Exclude && f.From == "" && f.To == "" && len(f.Values) == 1 && f.Values[0] == search.Missing
}

func writeFilter(f search.Filter) string {
	minus := ""
	if f.Exclude {
		minus = "-"
	}
	if f.From != "" || f.To != "" {
		return minus + f.Field + ":" + string(f.From) + ".." + string(f.To)
	}
	if isMissing(f) {
		return "-has:" + f.Field
	}
	return minus + f.Field + ":" + writeValues(f.Values)
}

func writeValues(values []string) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = writeValue(v)
	}
	return strings.Join(texts, ",")
}

func writeValue(v string) string {
	if strings.ContainsFunc(v, func(r rune) bool { return r == ',' || r == '(' || r == ')' || isSpace(r) }) {
		return `"` + v + `"`
	}
	return v
}

func writeClaim(m search.ClaimMatch) string {
	var parts []string
	for _, name := range claimParts {
		if name == "when" {
			continue
		}
		if values := *claimList(&m, name); len(values) > 0 {
			parts = append(parts, name+":"+writeValues(values))
		}
	}
	if m.From != "" || m.To != "" {
		parts = append(parts, "when:"+string(m.From)+".."+string(m.To))
	}
	return "claim(" + strings.Join(parts, " ") + ")"
}
