package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	byline   = regexp.MustCompile(`(?i)^(?:(?:written|words|story|report|reported|reporting|posted|published|text|von|par|por|di|автор)\s*(?:by)?:?|by:?)\s+(\p{Lu}.*)$`)
	ours     = regexp.MustCompile(`(?i)^(from|by) (our|a|the) .{0,40}\b(correspondents?|reporters?|staff|desk|agency|agencies|bureau)\b[^.]*$`)
	andSplit = regexp.MustCompile(`(?i)\s*(?:,\s*and\s+|\s+and\s+|\s*&\s*|;|\s+und\s+|\s+et\s+|\s+y\s+)\s*`)
	offices  = regexp.MustCompile(`(?i)\b(editor|correspondent|reporter|writer|staff|journalist|columnist|analyst|bureau|desk|chief|contributor|producer|agency|agencies|news|in [A-Z]\w+)\b`)
	brackets = regexp.MustCompile(`\s*\([^)]*\)`)
	particle = setOf("de la van von der den del della di da du le el al bin ibn ben dos das ter ten y e")
)

// bylineOf reads the authors of a line such as "By Jane Doe and John Roe,
// Political Editor".
func bylineOf(line string) ([]string, bool) {
	line = strings.Trim(line, " |·•-–—*_,")
	if ours.MatchString(line) && words(line) <= 12 {
		return []string{line}, true
	}
	m := byline.FindStringSubmatch(line)
	if m == nil || words(line) > 16 {
		return nil, false
	}
	names := people(m[1])
	return names, len(names) > 0 && (!endsSentence(m[1]) || words(line) <= 6)
}

// people cuts a byline into names, and drops offices and places behind them.
// A byline that is no list of names ("From our correspondents in Berlin and
// Brussels") stays whole.
func people(s string) []string {
	s, _, _ = strings.Cut(s, "|")
	s = brackets.ReplaceAllString(s, " ")
	s = strings.Trim(s, " .*_·•-–—,\"")
	if s == "" || words(s) > 20 || strings.HasPrefix(s, "http") || strings.ContainsAny(s, "@{<") {
		return nil
	}
	var names []string
	for _, part := range andSplit.Split(s, -1) {
		for i, name := range strings.Split(part, ",") {
			name = strings.Trim(name, " .*_·•-–—\"")
			if i > 0 && (offices.MatchString(name) || words(name) < 2) {
				continue
			}
			if !isName(name) {
				return []string{s}
			}
			names = append(names, name)
		}
	}
	return names
}

// isName tells a person's name by its form: one to five words that begin with
// capitals, particles aside, in scripts that have them.
func isName(s string) bool {
	parts := strings.Fields(s)
	if len(parts) == 0 || len(parts) > 5 {
		return false
	}
	for _, p := range parts {
		r, _ := utf8.DecodeRuneInString(p)
		if unicode.IsLower(r) && !particle[p] || unicode.IsDigit(r) {
			return false
		}
	}
	return len(parts) > 1 || !offices.MatchString(s)
}

func appendNew(list []string, more ...string) []string {
	for _, s := range more {
		seen := false
		for _, have := range list {
			seen = seen || strings.EqualFold(have, s)
		}
		if !seen {
			list = append(list, s)
		}
	}
	return list
}
