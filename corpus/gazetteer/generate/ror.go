package main

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// organisation is a government body of the Research Organization Registry.
type organisation struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Aliases  []string `json:"aliases"`
	Labels   []string `json:"labels"`
	Acronyms []string `json:"acronyms"`
	Country  []string `json:"country"`
}

var (
	// authorityWords tell a body that governs from one that only researches.
	authorityWords = regexp.MustCompile(`(?i)\b(ministry|ministerio|minist[eè]re|minist[eé]rio|ministero|agency|agence|agencia|ag[eê]ncia|agenzia|authority|commission|comisi[oó]n|bureau|service|administration|directorate|secretariat|court|bank|police|parliament|congress|council|inspectorate|office|department|army|navy|air force|ministries)\b`)
	// localWords tell bodies of a part of a country, and places of research.
	localWords = regexp.MustCompile(`(?i)\b(city|county|municipal\w*|prefect\w*|provinc\w*|district|state (of|department|government|agency)|region\w*|town|cantonal|borough|metropolitan|institut\w*|laborator\w*|hospital|museum|university|school|station|cent(er|re)|academy|library|survey|division|research|field office|museo|instituto|clinic|foundation|society|council on|network)\b`)
	// ministryOf reads the English name of a ministry.
	ministryOf = regexp.MustCompile(`^(?:[A-Z]\w+ )?(?:Federal |Royal |Union )?(?:Ministry|Department) (?:of|for) (?:the )?(?:National |Public )?(\w+)`)
)

// ministries are the bodies that the first word of a ministry's business
// tells.
var ministries = map[string]string{
	"Foreign": "foreign-ministry", "External": "foreign-ministry", "Defence": "defence-ministry", "Defense": "defence-ministry", "Interior": "interior-ministry",
	"Internal": "interior-ministry", "Home": "interior-ministry", "Justice": "justice-ministry", "Finance": "finance-ministry", "Health": "health-ministry",
	"Energy": "energy-ministry", "Education": "education-ministry", "Economy": "economy-ministry", "Transport": "transport-ministry", "Agriculture": "agriculture-ministry",
	"Culture": "culture-ministry",
}

// registered are the ROR bodies: ministries lend their local names and
// identifiers to what the other tables have; other bodies of a whole country
// are entities of their own where a name says which country's they are.
func registered(facts string) ([]line, error) {
	curated, err := readCurated(curatedFolder)
	if err != nil {
		return nil, err
	}
	states, err := readStates(facts)
	if err != nil {
		return nil, err
	}
	all, err := read[organisation](facts, "ror-government.jsonl")
	if err != nil {
		return nil, err
	}
	taken := ids(maps.Clone(curated.ids))
	var lines []line
	for _, s := range states {
		for _, o := range all {
			if len(o.Country) != 1 || o.Country[0] != s.iso || s.iso == "US" || localWords.MatchString(o.Name) || curated.anyNamed(s.id, o.names()) {
				continue
			}
			if label, ok := s.own(o); ok && authorityWords.MatchString(label) && o.ministry() == "" {
				lines = append(lines, o.line(taken.of(prefix(s.id)+" "+label), s, label))
			}
		}
	}
	return lines, nil
}

func (k known) anyNamed(country string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return k.named(country, name) })
}

func (o organisation) names() []string {
	return slices.Concat([]string{o.Name}, o.Labels, o.Aliases)
}

// ministry is the body that the organisation is, where it is a usual one.
func (o organisation) ministry() string {
	for _, name := range o.names() {
		if m := ministryOf.FindStringSubmatch(name); m != nil && ministries[m[1]] != "" {
			return ministries[m[1]]
		}
	}
	return ""
}

// own is a name in Latin letters that says which state the body belongs to.
func (s state) own(o organisation) (string, bool) {
	name := strings.TrimPrefix(s.name, "the ")
	for _, own := range o.names() {
		if fold(own) == "" || localWords.MatchString(own) || len(own) > 80 {
			continue
		}
		if strings.Contains(own, name) || s.adjective != "" && strings.Contains(own, s.adjective) {
			return clean(own), true
		}
	}
	return "", false
}

func (o organisation) line(id string, s state, label string) line {
	var generic, own []string
	for _, name := range o.names() {
		name = clean(name)
		if len(fold(name)) < 6 && fold(name) != "" || name == label {
			continue
		}
		if strings.Contains(name, strings.TrimPrefix(s.name, "the ")) || s.adjective != "" && strings.Contains(name, s.adjective) {
			own = append(own, name)
			continue
		}
		generic = append(generic, name)
	}
	columns := []string{"institution", authorityKind(label), s.id, label}
	columns = append(columns, names("alias", own)...)
	columns = append(columns, names("generic?", generic)...)
	columns = append(columns, names("acronym?", acronyms(o.Acronyms))...)
	return line{id, append(columns, "source: ror", "ref.ror: "+strings.TrimPrefix(o.ID, "https://ror.org/"))}
}

func acronyms(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(a string) bool { return len(fold(a)) < 3 || len(a) > 12 })
}

// authorityKind tells the kind of a body by the words of its name.
func authorityKind(label string) string {
	small := strings.ToLower(label)
	for _, kind := range [...]struct{ kind, words string }{
		{"ministry", "ministry|ministerio|ministère|ministério|ministero|department"}, {"police", "police"}, {"court", "court"}, {"parliament", "parliament|congress"},
		{"military", "army|navy|air force|military|armed forces"}, {"election", "election|electoral"}, {"regulator", "authority|commission|regulat|inspectorate"},
	} {
		for word := range strings.SplitSeq(kind.words, "|") {
			if strings.Contains(small, word) {
				return kind.kind
			}
		}
	}
	return "agency"
}
