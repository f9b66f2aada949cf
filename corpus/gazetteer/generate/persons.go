package main

import (
	"html"
	"maps"
	"regexp"
	"strings"
	"time"
	"unicode"
)

// leader reads "President Mahamat Idriss DÉBY (since 6 May 2024)": the
// factbook writes in capitals the part of a name that a person is called by.
var leader = regexp.MustCompile(`^(?:Interim |Acting |Transitional |Transition |Caretaker )?(President|Prime Minister|King|Amir|Sultan|Chancellor|Grand Duke|Prince)\s+(?:Gen\. |General |Capt\. |Col\. |Dr\. |Ratu |Crown Prince )*([^();,]+?)\s*\(since ([^)]*?(\d{4}))\)`)

var called = regexp.MustCompile(`\p{Lu}[\p{Lu}'’-]+`)

func persons(facts string) ([]line, error) {
	states, err := readStates(facts)
	if err != nil {
		return nil, err
	}
	curated, err := readPersons(curatedFolder)
	if err != nil {
		return nil, err
	}
	taken := ids(maps.Clone(curated.ids))
	var lines []line
	for _, s := range states {
		if strings.Contains(s.State, "represented by") {
			s.State = ""
		}
		for _, office := range [...]struct{ kind, text string }{{"head-of-state", s.State}, {"head-of-government", s.Head}} {
			if p, ok := person(office.kind, office.text); ok && !curated.knows(s.id, p.called) {
				curated.add(p.name, s.id, p.called[0])
				lines = append(lines, p.line(taken, s.id))
			}
		}
	}
	return lines, nil
}

// holder is who holds an office.
type holder struct {
	kind, name, full, since string
	called                  []string
}

func person(kind, text string) (holder, bool) {
	m := leader.FindStringSubmatch(html.UnescapeString(text))
	if m == nil {
		return holder{}, false
	}
	stated := strings.TrimSuffix(m[2], ", Jr.")
	p := holder{kind: kind, called: called.FindAllString(stated, -1), since: day(m[3], m[4])}
	if len(p.called) == 0 || strings.HasPrefix(stated, "and ") {
		return holder{}, false
	}
	p.full = called.ReplaceAllStringFunc(stated, titleCase)
	p.name = p.full
	if m[1] == "King" || m[1] == "Prince" || m[1] == "Grand Duke" {
		p.name = m[1] + " " + p.full
		return p, true
	}
	words := strings.Fields(stated)
	last := words[len(words)-1]
	if len(words) > 2 && len(p.called) == 1 && called.FindString(last) == last {
		p.name = words[0] + " " + titleCase(last)
	}
	return p, true
}

func (p holder) line(taken ids, country string) line {
	columns := []string{"person", p.kind, country, p.name}
	if p.full != p.name {
		columns = append(columns, names("alias", []string{p.full})...)
	}
	if p.since != "" {
		columns = append(columns, "from: "+p.since)
	}
	return line{taken.of(p.name), append(columns, "source: factbook")}
}

// titleCase writes "DÉBY" as "Déby" and "DIAZ-CANEL" as "Diaz-Canel"; "II"
// and the like stay.
func titleCase(word string) string {
	if strings.Trim(word, "IVX") == "" {
		return word
	}
	start := true
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			start = true
			return r
		}
		if start {
			start = false
			return r
		}
		return unicode.ToLower(r)
	}, word)
}

// day is the date of "6 May 2024", or the year where there is no more.
func day(text, year string) string {
	if t, err := time.Parse("2 January 2006", strings.TrimSpace(text)); err == nil {
		return t.Format("2006-01-02")
	}
	return year
}
