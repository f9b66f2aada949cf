package main

import (
	"cmp"
	"html"
	"regexp"
	"slices"
	"strings"
)

// territories are not states: they have no ministries or embassies of the
// usual kind.
var territories = strings.Fields(`AI AQ AS AW AX BL BM BQ CC CK CW CX EH FK FO GF GG GI GL GP GU HK IM IO JE KY MF MO MP MQ MS NC NF NU PF
	PM PN PR RE SH SJ SX TC TK VG VI WF YT`)

// withArticle are the states whose name takes "the".
var withArticle = strings.Fields("AE BS CD CF CG CZ DO GB GM KM MH MV NL PH SB SC US VA")

// Some states share a central bank, or have no forces, or hold no elections.
var (
	sharedBank  = strings.Fields("BJ BF CI GW ML NE SN TG CM CF TD CG GQ GA AG DM GD KN LC VC LI MC AD VA KI MH FM NR PW TV")
	noForces    = strings.Fields("CR IS PA AD MC LI VA SM KI MH FM NR PW TV WS SB VU DM GD LC VC MU")
	noElections = strings.Fields("CN KP SA VA BN ER AF")
)

// standard are the bodies that every state has, with %s for its name and %a
// for its adjective.
var standard = []struct {
	body, kind, label string
	aliases           []string
	not               []string // the states that have none
}{
	{"government", "government", "Government of %s", []string{"%a government"}, nil},
	{"foreign-ministry", "ministry", "Ministry of Foreign Affairs of %s", []string{"%a Foreign Ministry", "%a Ministry of Foreign Affairs"}, nil},
	{"defence-ministry", "ministry", "Ministry of Defence of %s", []string{"%a Defence Ministry", "%a Defense Ministry", "%a Ministry of Defence"}, noForces},
	{"interior-ministry", "ministry", "Ministry of the Interior of %s", []string{"%a Interior Ministry", "%a Ministry of Interior"}, nil},
	{"justice-ministry", "ministry", "Ministry of Justice of %s", []string{"%a Justice Ministry", "%a Ministry of Justice"}, nil},
	{"finance-ministry", "ministry", "Ministry of Finance of %s", []string{"%a Finance Ministry", "%a Ministry of Finance"}, nil},
	{"health-ministry", "ministry", "Ministry of Health of %s", []string{"%a Health Ministry", "%a Ministry of Health"}, nil},
	{"energy-ministry", "ministry", "Ministry of Energy of %s", []string{"%a Energy Ministry", "%a Ministry of Energy"}, nil},
	{"education-ministry", "ministry", "Ministry of Education of %s", []string{"%a Education Ministry", "%a Ministry of Education"}, nil},
	{"economy-ministry", "ministry", "Ministry of Economy of %s", []string{"%a Economy Ministry", "%a Ministry of Economy"}, nil},
	{"transport-ministry", "ministry", "Ministry of Transport of %s", []string{"%a Transport Ministry", "%a Ministry of Transport"}, nil},
	{"agriculture-ministry", "ministry", "Ministry of Agriculture of %s", []string{"%a Agriculture Ministry", "%a Ministry of Agriculture"}, nil},
	{"culture-ministry", "ministry", "Ministry of Culture of %s", []string{"%a Culture Ministry", "%a Ministry of Culture"}, nil},
	{"election-body", "election", "Election commission of %s", []string{"%a election commission", "%a electoral commission"}, noElections},
	{"central-bank", "central-bank", "Central Bank of %s", []string{"%a central bank"}, sharedBank},
	{"supreme-court", "court", "Supreme Court of %s", []string{"%a Supreme Court"}, nil},
	{"prosecutor", "prosecutor", "Prosecutor General's Office of %s", []string{"%a Prosecutor General", "%a prosecutors"}, nil},
	{"armed-forces", "military", "Armed Forces of %s", []string{"%a armed forces", "%a military"}, noForces},
	{"police", "police", "Police of %s", []string{"%a police"}, nil},
	{"embassy", "embassy", "Embassy of %s", []string{"%a embassy"}, nil},
}

// state is a country with what is needed to name its bodies.
type state struct {
	iso, id, name, adjective string
	profile
}

func bodies(facts string) ([]line, error) {
	curated, err := readCurated(curatedFolder)
	if err != nil {
		return nil, err
	}
	states, err := readStates(facts)
	if err != nil {
		return nil, err
	}
	var lines []line
	for _, s := range states {
		for _, b := range standard {
			id := prefix(s.id) + "-" + b.body
			if slices.Contains(b.not, s.iso) || curated.body(s.id, b.body) || curated.ids[id] {
				continue
			}
			lines = append(lines, s.body(id, b.kind, b.body, b.label, b.aliases, "factbook"))
		}
		lines = append(lines, s.offices(curated)...)
	}
	return lines, nil
}

func readStates(facts string) ([]state, error) {
	codes, err := read[isoCode](facts, "misp-country.jsonl")
	if err != nil {
		return nil, err
	}
	profiles, err := read[profile](facts, "factbook-countries.jsonl")
	if err != nil {
		return nil, err
	}
	shared := sharedWords(profiles)
	var states []state
	for _, code := range codes {
		if gone[code.ISO] || slices.Contains(territories, code.ISO) {
			continue
		}
		label := countryName(code.ISO)
		s := state{iso: code.ISO, id: strings.ToLower(code.ISO), name: label, profile: profileOf(profiles, code.ISO, label)}
		if slices.Contains(withArticle, code.ISO) {
			s.name = "the " + label
		}
		for _, word := range adjectives(s.Adjective) {
			if s.adjective == "" && shared[word] <= 1 {
				s.adjective = word
			}
		}
		s.adjective = cmp.Or(usualAdjectives[code.ISO], s.adjective)
		states = append(states, s)
	}
	return states, nil
}

// usualAdjectives are those that newspapers write where the factbook has
// another, or none.
var usualAdjectives = map[string]string{
	"KP": "North Korean", "KR": "South Korean", "CD": "DR Congo", "CG": "Congo-Brazzaville", "KG": "Kyrgyz", "KZ": "Kazakh", "TJ": "Tajik", "UZ": "Uzbek",
	"TM": "Turkmen", "CI": "Ivorian", "PS": "Palestinian", "LA": "Lao", "SA": "Saudi", "TW": "Taiwanese", "MM": "Myanmar", "XK": "Kosovo", "CV": "Cape Verdean",
	"BW": "Botswanan", "TL": "East Timorese", "SZ": "Swazi", "VA": "Vatican", "AF": "Afghan", "LU": "Luxembourg", "NZ": "New Zealand", "DO": "Dominican Republic",
	"DM": "Dominica", "GB": "British", "US": "American", "PG": "Papua New Guinea",
}

// prefix is what the ids of a country's bodies begin with.
func prefix(country string) string {
	if country == "gb" {
		return "uk"
	}
	return country
}

func (s state) body(id, kind, body, label string, aliases []string, source string) line {
	var own []string
	for _, alias := range aliases {
		if s.adjective != "" {
			own = append(own, strings.ReplaceAll(alias, "%a", s.adjective))
		}
	}
	columns := []string{"institution", kind, s.id, strings.ReplaceAll(label, "%s", s.name)}
	columns = append(columns, names("alias", own)...)
	return line{id, append(columns, "body: "+body, "source: "+source)}
}

// offices are the parliament and the seats of state and government, which
// differ from state to state.
func (s state) offices(curated known) []line {
	var lines []line
	if !curated.body(s.id, "parliament") && !curated.ids[prefix(s.id)+"-parliament"] {
		lines = append(lines, s.parliament())
	}
	label := ""
	switch {
	case strings.Contains(s.State, "represented by Governor"):
		label = "Governor-General of %s"
	case strings.HasPrefix(s.State, "President"):
		label = "Presidency of %s"
	case royal.MatchString(s.State):
		label = "Royal Court of %s"
	}
	if label != "" && !curated.body(s.id, "head-of-state") {
		lines = append(lines, s.body(prefix(s.id)+"-head-of-state", "head-of-state", "head-of-state", label, []string{"%a presidency", "%a presidential office"}[:presidencies(label)], "factbook"))
	}
	if strings.HasPrefix(s.Head, "Prime Minister") && !curated.body(s.id, "head-of-government") {
		lines = append(lines, s.body(prefix(s.id)+"-head-of-government", "head-of-government", "head-of-government", "Office of the Prime Minister of %s", []string{"%a Prime Minister's Office"}, "factbook"))
	}
	return lines
}

var royal = regexp.MustCompile(`^(King|Queen|Amir|Sultan|Prince|Grand Duke|Emir)\b`)

func presidencies(label string) int {
	if strings.HasPrefix(label, "Presidency") {
		return 2
	}
	return 0
}

var (
	tags      = regexp.MustCompile(`<[^>]*>.*`)
	localName = regexp.MustCompile(`\(([^()]+)`)
)

// parliament names the legislature as the factbook does, with its local name.
func (s state) parliament() line {
	stated := tags.ReplaceAllString(html.UnescapeString(s.Parliament), "")
	english := strings.TrimPrefix(plain(stated), "The ")
	if english == "" || len(strings.Fields(english)) > 6 || strings.Contains(english, " - ") || strings.Contains(english, "Parlement") {
		english = "Parliament"
	}
	label := english
	if !strings.Contains(english, s.name) && !strings.Contains(english, s.adjective) && !strings.Contains(english, " of the Co-operative") {
		label = english + " of %s"
	}
	l := s.body(prefix(s.id)+"-parliament", "parliament", "parliament", label, []string{"%a parliament"}, "factbook")
	if m := localName.FindStringSubmatch(stated); m != nil && !strings.EqualFold(m[1], english) {
		l.columns = append(l.columns, names("generic?", []string{m[1]})...)
	}
	if english != "Parliament" && label != english {
		l.columns = append(l.columns, names("generic?", []string{english})...)
	}
	return l
}
