package extract

import "regexp"

// A banner names a programme with its hours, or the parts of a site.
var (
	hours    = regexp.MustCompile(`(?i)\b\d{1,2}([:.]\d{2})?\s*([ap]\.?m\.?)?\s*(-|–|—|to|until)\s*\d{1,2}([:.]\d{2})?\s*([ap]\.?m\.?|\b)`)
	onAir    = regexp.MustCompile(`(?i)^(on air|now playing|listen live|watch live|live now|up next|coming up|breaking news|exclusive|live)\b.{0,40}$`)
	sections = regexp.MustCompile(`\s[|>»›/·•]\s|\s[-–—]\s`)
	siteName = regexp.MustCompile(`(?i)^(www\.)?[\w-]+(\.[\w-]+)*\.(com|org|net|uk|gov|eu|de|fr|io|info|news|int)$`)
	clocked  = regexp.MustCompile(`(?i)\d\s*[ap]\.?m\b|\d[:.]\d\d`)
)

func isBanner(line string) bool {
	switch n := words(line); {
	case n <= 14 && hours.MatchString(line) && clocked.MatchString(line):
		return true
	case n <= 6 && onAir.MatchString(line), siteName.MatchString(line):
		return true
	}
	return isSections(line)
}

// isSections tells a list of a site's parts: "News | World", "Home > UK".
func isSections(line string) bool {
	parts := sections.Split(line, -1)
	if len(parts) < 2 {
		return false
	}
	for _, p := range parts {
		if words(p) > 3 || endsSentence(p) {
			return false
		}
	}
	return true
}

var (
	rule   = regexp.MustCompile(`^[\s\-–—_=*~#.+|]{2,}$`)
	credit = regexp.MustCompile(`^[(\[][^()\[\]]{2,40}[)\]]$`)
)

// isRule tells a line that only draws one.
func isRule(line string) bool { return rule.MatchString(line) }

// isCredit tells the name of an agency alone in brackets.
func isCredit(line string) bool { return credit.MatchString(line) && words(line) <= 5 }
