package main

import (
	"regexp"
	"strings"
)

// origins are the ISO codes of the origins that Microsoft's list states.
var origins = map[string]string{
	"China": "cn", "Iran": "ir", "Russia": "ru", "North Korea": "kp", "Lebanon": "lb", "India": "in", "Israel": "il", "Türkiye": "tr",
	"Vietnam": "vn", "United Arab Emirates": "ae", "Austria": "at", "Singapore": "sg", "Ukraine": "ua", "Pakistan": "pk",
	"Belarus": "by", "United States": "us", "Korea": "kr",
}

// statesOwn are the countries whose named groups work for the state unless
// something else is said of them.
var statesOwn = map[string]bool{"cn": true, "ir": true, "kp": true}

var (
	// Naming schemes in which the last word, or the first, tells the nature.
	stateName    = regexp.MustCompile(`(?i) (panda|bear|kitten|chollima|leopard|crane|buffalo|typhoon|sandstorm|blizzard|sleet)$|^(bronze|iron|cobalt|nickel) [a-z]+$|^apt-?\d+$`)
	criminalName = regexp.MustCompile(`(?i) (spider|tempest)$|^gold [a-z]+$|^fin\d+$|^ta5\d\d$`)
	hacktivist   = regexp.MustCompile(`(?i) jackal$|hacktivis|anonymous|cyber army|resistance`)
	privateName  = regexp.MustCompile(`(?i) tsunami$`)
)

// nature tells an actor's kind and country from what its entries state, and
// else from the naming schemes that tell it.
func (g *group) nature() (kind, country string) {
	all := append([]joined{{g.main, g.source}}, g.joined...)
	var text, names strings.Builder
	for _, c := range all {
		if country == "" && len(c.Country) == 2 {
			country = strings.ToLower(c.Country)
		}
		origin, _, _ := strings.Cut(c.Origin, ",")
		if country == "" {
			country = origins[origin]
		}
		text.WriteString(strings.ToLower(c.Origin + " " + c.Sponsor + " "))
		if t, ok := c.Type.(string); ok {
			text.WriteString(strings.ToLower(t))
		}
		names.WriteString(c.Value + "\n")
	}
	return kindOf(text.String(), strings.Split(names.String(), "\n"), country), country
}

func kindOf(stated string, names []string, country string) string {
	for _, scheme := range [...]struct {
		pattern *regexp.Regexp
		kind    string
	}{{privateName, "private"}, {criminalName, "criminal"}, {hacktivist, "hacktivist"}, {stateName, "state"}} {
		for _, name := range names {
			if scheme.pattern.MatchString(name) {
				return scheme.kind
			}
		}
	}
	switch {
	case strings.Contains(stated, "private sector"):
		return "private"
	case strings.Contains(stated, "financ"), strings.Contains(stated, "crim"):
		return "criminal"
	case strings.Contains(stated, "hacktiv"):
		return "hacktivist"
	case strings.Contains(stated, "espionage"), statesOwn[country]:
		return "state"
	}
	return "unknown"
}
