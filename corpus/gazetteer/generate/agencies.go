package main

import (
	"maps"
	"regexp"
	"strings"
)

// agency is an intelligence agency of MISP galaxy.
type agency struct {
	UUID     string   `json:"uuid"`
	Value    string   `json:"value"`
	Synonyms []string `json:"synonyms"`
	Country  string   `json:"country"`
	English  string   `json:"english"`
}

var (
	footnote  = regexp.MustCompile(`\s*\[[^\]]*\]`)
	pageless  = regexp.MustCompile(`\s*\(page does not exist\)|^es:`)
	bracketed = regexp.MustCompile(`\(([^()]+)\)`)
	short     = regexp.MustCompile(`^[A-ZÀ-Ý][A-Za-zÀ-ÿ&-]{1,8}[A-Z]$|^[A-Z]{2,8}$`)
	// common are labels of plain English words, which other countries' bodies
	// could bear as well.
	common    = regexp.MustCompile(`^((Army|Air|Navy|Naval|General|National|Special|Security|State|Internal|Homeland|External|Foreign|Military|Defen[cs]e|Federal|Central|Directorate|Department|Criminal|Crime|Police|Financial|Counter|Terrorism|Terrorist|Counterterrorism|Investigations?|Division|Bureau|Office|Service|Agency|Branch|Command|Unit|Intelligence|Corps|Committee|Commission|Cent(er|re)|Joint|Task|Force|Digital|Cyber|Signals|Electronic|Data|Drug|Enforcement|Border|Coast|Guard|Customs|Affairs|News|Armed|Forces|Information|Political|Strategic|Services|Organi[sz]ed|and|of|for|the|in|to|on|Border|Affair|Smuggling|Operations|Collection|Cooperating|Coordination|Naval|Staff|Gendarmerie|Analysis|Assessment|Protection|Council|Technical|Research|Communications)\b[ ,&-]*)+(\([A-Za-z ]+\))?$`)
	separator = regexp.MustCompile(` [–-] |: |/`)
)

func agencies(facts string) ([]line, error) {
	curated, err := readCurated(curatedFolder)
	if err != nil {
		return nil, err
	}
	all, err := read[agency](facts, "misp-intelligence-agencies.jsonl")
	if err != nil {
		return nil, err
	}
	taken := ids(maps.Clone(curated.ids))
	var lines []line
	for _, a := range all {
		country := strings.ToLower(a.Country)
		names := a.names()
		if country == "" || knownAgency(curated, country, names) {
			continue
		}
		for _, name := range names {
			curated.add("", country, name)
		}
		lines = append(lines, a.line(taken.of(prefix(country)+" "+unqualified(names[0])), country, names))
	}
	return lines, nil
}

func knownAgency(curated known, country string, names []string) bool {
	for _, name := range names {
		if _, ok := curated.names[country+" "+fold(name)]; ok && len(fold(name)) > 3 {
			return true
		}
		if _, ok := curated.names[country+" "+fold(unqualified(name))]; ok && len(fold(unqualified(name))) > 3 {
			return true
		}
	}
	return false
}

// names are the agency's names, the label first: the English column holds the
// English name, an acronym in parentheses and the local name.
func (a agency) names() []string {
	clean := func(s string) string {
		return strings.TrimSpace(footnote.ReplaceAllString(pageless.ReplaceAllString(s, ""), ""))
	}
	label := clean(separator.Split(clean(a.Value), 2)[0])
	all := []string{strings.TrimRight(label, ", ")}
	for _, part := range separator.Split(clean(a.English), -1) {
		all = append(all, strings.TrimSpace(bracketed.ReplaceAllString(part, "")))
		for _, m := range bracketed.FindAllStringSubmatch(part, -1) {
			all = append(all, strings.TrimSpace(m[1]))
		}
	}
	for _, s := range a.Synonyms {
		all = append(all, clean(s))
	}
	return all
}

// unqualified is a name without the country in parentheses.
func unqualified(name string) string {
	return strings.TrimSpace(bracketed.ReplaceAllString(name, ""))
}

func (a agency) line(id, country string, all []string) line {
	var long, acronyms []string
	for _, name := range all[1:] {
		switch {
		case short.MatchString(name):
			acronyms = append(acronyms, name)
		case len(fold(name)) > 8 && len(name) < 90 || len(name) > 12 && fold(name) == "":
			long = append(long, name)
		}
	}
	if bare := unqualified(all[0]); bare != all[0] {
		long = append(long, bare)
	}
	columns := []string{"institution", "intelligence", country, all[0]}
	if common.MatchString(all[0]) {
		columns = append(columns, names("generic?", all[:1])...)
	}
	columns = append(columns, names("generic?", without(long, all[:1]))...)
	columns = append(columns, names("acronym?", acronyms)...)
	return line{id, append(columns, "source: misp", "ref.misp: "+a.UUID)}
}
