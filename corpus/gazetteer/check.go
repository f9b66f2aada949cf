package gazetteer

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"despatch/corpus"
)

// Problem is something wrong with a table.
type Problem struct {
	Table string // file, where it is known
	Line  int    // counted from 1; 0 where it is not known
	ID    string // the entity spoken of
	Text  string // what is wrong, for a person to act on
}

// String gives the problem on one line.
func (p Problem) String() string {
	where := p.ID
	if p.Table != "" {
		where = fmt.Sprintf("%s:%d: %s", p.Table, p.Line, p.ID)
	}
	return where + ": " + p.Text
}

//go:embed tables/curated/ambiguous.txt
var ambiguousNames string

// kinds are those that entities of a field may have; searches filter by them.
var kinds = map[string][]string{
	corpus.Actor:   {"state", "criminal", "hacktivist", "private", "unknown"},
	corpus.Country: {"country"},
	corpus.Institution: {
		"government", "head-of-state", "head-of-government", "parliament", "ministry", "intelligence", "cyber", "police", "military", "prosecutor", "court",
		"election", "central-bank", "regulator", "agency", "party", "embassy", "international", "media", "ngo", "university",
	},
	corpus.Person: {
		"head-of-state", "vice-president", "head-of-government", "deputy-head-of-government", "foreign-minister", "interior-minister", "defence-minister",
		"justice-minister", "finance-minister", "minister", "service-head", "official", "spokesperson", "ambassador", "legislator", "politician", "judge",
		"international", "leaker", "accused",
	},
}

// Check names everything that is wrong with the tables, the user's own
// included: names that two entities share without being marked, references to
// nothing, unknown countries and kinds, names that are too short, duplicates,
// impossible terms of office.
func (g *Gazetteer) Check() []Problem {
	problems := slices.Clone(g.problems)
	for i := range g.entities {
		e := &g.entities[i]
		for _, text := range slices.Concat(g.checkReferences(e), checkKind(e), checkNames(e), checkTerm(e)) {
			problems = append(problems, Problem{ID: e.ID, Text: text})
		}
	}
	return append(problems, g.checkShared()...)
}

func (g *Gazetteer) checkReferences(e *Entity) []string {
	var wrong []string
	if e.Parent != "" {
		if _, ok := g.byID[e.Parent]; !ok {
			wrong = append(wrong, "its parent "+e.Parent+" is no entity")
		}
	}
	places := e.Country
	if e.Seat != "" {
		places = append(slices.Clone(places), e.Seat)
	}
	for _, code := range places {
		if c, ok := g.Entity(code); !ok || c.Field != corpus.Country {
			wrong = append(wrong, "there is no country "+code)
		}
	}
	return wrong
}

// checkKind holds kinds to the list, and ids of two letters to countries:
// that is how readers of annotations tell a country.
func checkKind(e *Entity) []string {
	if e.Field != corpus.Country && len(e.ID) == 2 && strings.Trim(e.ID, "abcdefghijklmnopqrstuvwxyz") == "" {
		return []string{"an id of two letters is a country's"}
	}
	if !slices.Contains(kinds[e.Field], e.Kind) {
		if !knownField(e.Field) {
			return []string{fmt.Sprintf("its field %q is none of %s", e.Field, strings.Join(corpus.EntityFields[:], ", "))}
		}
		return []string{fmt.Sprintf("its kind %q is none of %s", e.Kind, strings.Join(kinds[e.Field], ", "))}
	}
	return nil
}

// shortestName is the least number of letters and digits of a name in a
// script of letters, unless it is an acronym or marked as needing context.
const shortestName = 3

func checkNames(e *Entity) []string {
	var wrong []string
	if !slices.ContainsFunc(e.Names, func(n Name) bool { return n.Text == e.Label }) {
		wrong = append(wrong, "its label is not among its names")
	}
	for _, n := range e.Names {
		letters := []rune(Fold(n.Text))
		switch {
		case n.Rule == RuleAcronym || n.Context || len(letters) > 0 && unicode.Is(unicode.Han, letters[0]):
			if len(letters) < 2 {
				wrong = append(wrong, fmt.Sprintf("its name %q is too short", n.Text))
			}
		case len(letters) < shortestName:
			wrong = append(wrong, fmt.Sprintf("its name %q is too short: mark it as an acronym or with ?", n.Text))
		}
		if n.Rule == RuleGeneric && !n.Context {
			wrong = append(wrong, fmt.Sprintf("its generic name %q is not marked with ?", n.Text))
		}
	}
	return wrong
}

func checkTerm(e *Entity) []string {
	for _, day := range [...]string{e.From, e.Until} {
		if _, err := corpus.ParseDate(day); err != nil {
			return []string{err.Error()}
		}
	}
	if e.From != "" && e.Until != "" && e.From > e.Until {
		return []string{"its term ends before it begins"}
	}
	return nil
}

func (g *Gazetteer) checkShared() []Problem {
	known := map[string]bool{}
	for line := range strings.Lines(ambiguousNames) {
		if !strings.HasPrefix(line, "#") {
			known[Fold(line)] = true
		}
	}
	var problems []Problem
	for _, s := range g.Ambiguous() {
		if !s.marked && !known[Fold(s.Name)] {
			problems = append(problems, Problem{ID: strings.Join(s.Owners, ", "), Text: fmt.Sprintf("share the name %q unmarked", s.Name)})
		}
	}
	return append(problems, g.checkBlockers()...)
}

// checkBlockers finds phrases that are said to be no name and are one.
func (g *Gazetteer) checkBlockers() []Problem {
	var problems []Problem
	for i := range g.entities {
		for _, n := range g.entities[i].Names {
			if owners := g.byName[Fold(n.Text)]; n.Rule == RuleNot && len(owners) > 0 {
				text := fmt.Sprintf("%q is said to be no name, but is one of %s", n.Text, g.entities[owners[0]].ID)
				problems = append(problems, Problem{ID: g.entities[i].ID, Text: text})
			}
		}
	}
	return problems
}
