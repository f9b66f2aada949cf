package main

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// cluster is one entry of a galaxy.
type cluster struct {
	UUID     string   `json:"uuid"`
	Value    string   `json:"value"`
	Synonyms []string `json:"synonyms"`
	Country  string   `json:"country"`
	Origin   string   `json:"origin"`
	Type     any      `json:"type"`
	Sponsor  string   `json:"sponsor"`
	External string   `json:"external_id"`
	Related  []struct {
		UUID string `json:"uuid"`
		Type string `json:"type"`
	} `json:"related"`
}

// group is one actor: the entries that say of each other that they are it.
type group struct {
	main   cluster
	source string
	joined []joined
}

type joined struct {
	cluster
	source string
}

const (
	fromMISP      = "misp"
	fromMicrosoft = "microsoft"
	fromMITRE     = "mitre"
)

func actors(facts string) ([]line, error) {
	groups, err := readGroups(facts)
	if err != nil {
		return nil, err
	}
	taken, owners := ids{}, mitreOwners(groups)
	var lines []line
	for _, g := range groups {
		lines = append(lines, g.line(taken, owners))
	}
	return lines, nil
}

// mitreOwners tells which group MITRE's own entry of an id belongs to: other
// entries that list the id as a synonym only overlap with it.
func mitreOwners(groups []*group) map[string]*group {
	owners := map[string]*group{}
	for _, g := range groups {
		for _, c := range append([]joined{{g.main, g.source}}, g.joined...) {
			if c.External != "" {
				owners[c.External] = g
			}
		}
	}
	return owners
}

// readGroups starts a group for each of MISP's actors, then lets each of
// Microsoft's and MITRE's entries join the one group it is linked to, or
// start its own. Entries are never joined for an alias that they share: that
// would make one actor of APT28 and APT29.
func readGroups(facts string) ([]*group, error) {
	actors, err := read[cluster](facts, "misp-threat-actor.jsonl")
	if err != nil {
		return nil, err
	}
	groups := groupActors(actors)
	for _, table := range [...]struct{ file, source string }{
		{"misp-microsoft-activity-group.jsonl", fromMicrosoft},
		{"misp-mitre-intrusion-set.jsonl", fromMITRE},
	} {
		entries, err := read[cluster](facts, table.file)
		if err != nil {
			return nil, err
		}
		groups = joinAll(groups, entries, table.source)
	}
	return groups, nil
}

func groupActors(actors []cluster) []*group {
	var groups []*group
	var later []cluster
	for _, c := range actors {
		if nobody[c.Value] {
			continue
		}
		if joins[c.Value] != "" && joins[c.Value] != c.Value || sameActor(groups, c) != nil {
			later = append(later, c)
			continue
		}
		groups = append(groups, &group{main: c, source: fromMISP})
	}
	for _, c := range later {
		g := sameActor(groups, c)
		g.joined = append(g.joined, joined{c, fromMISP})
	}
	return groups
}

func joinAll(groups []*group, entries []cluster, source string) []*group {
	for _, c := range entries {
		c.Value, _, _ = strings.Cut(c.Value, " - G")
		if g := linked(groups, c); g != nil {
			g.joined = append(g.joined, joined{c, source})
			continue
		}
		groups = append(groups, &group{main: c, source: source})
	}
	return groups
}

// sameActor finds the group that an entry of MISP's own repeats: by the same
// name, or because joins says so.
func sameActor(groups []*group, c cluster) *group {
	want := cmp.Or(joins[c.Value], c.Value)
	for _, g := range groups {
		if fold(g.main.Value) == fold(want) {
			return g
		}
	}
	return nil
}

// linked finds the group that an entry belongs to: by joins, else by its very
// name, else by its MITRE id, else by its links. Of several linked groups it
// is the one that has most names in common.
func linked(groups []*group, c cluster) *group {
	if apart[c.Value] {
		return nil
	}
	want := cmp.Or(joins[c.Value], c.Value)
	for _, g := range groups {
		if fold(g.main.Value) == fold(want) {
			return g
		}
	}
	for _, g := range groups {
		if c.External != "" && slices.Contains(g.main.Synonyms, c.External) {
			return g
		}
	}
	var best *group
	most := 0
	for _, g := range groups {
		if score := g.linkTo(c); score > most {
			best, most = g, score
		}
	}
	return best
}

// linkTo is 0 where the two do not call each other similar, else more the
// more names they share.
func (g *group) linkTo(c cluster) int {
	if !similar(g.main, c) && !similar(c, g.main) {
		return 0
	}
	score := 1
	own := append([]string{c.Value}, c.Synonyms...)
	for i, name := range append([]string{g.main.Value}, g.main.Synonyms...) {
		if slices.ContainsFunc(own, func(s string) bool { return fold(s) == fold(name) }) {
			score += 2
			if i == 0 {
				score += 3 // the name of a group says more than its aliases
			}
		}
	}
	return score
}

func similar(a, b cluster) bool {
	for _, link := range a.Related {
		if link.UUID == b.UUID && link.Type == "similar" {
			return true
		}
	}
	return false
}

func fold(name string) string { return strings.ReplaceAll(slug(name), "-", "") }

var mitreID = regexp.MustCompile(`^[GS][0-9]{4}$`)

func (g *group) line(taken ids, owners map[string]*group) line {
	label := cmp.Or(labels[g.main.Value], display(g.main.Value))
	kind, country := g.nature()
	columns := []string{"actor", kind, cmp.Or(country, "-"), label}
	columns = append(columns, names("source", []string{g.source})...)
	seen := map[string]bool{fold(label): true}
	refs := map[string][]string{}
	for _, c := range append([]joined{{g.main, g.source}}, g.joined...) {
		var aliases []string
		for _, name := range append([]string{c.Value}, c.Synonyms...) {
			if mitreID.MatchString(name) {
				if owner := owners[name]; owner == nil || owner == g {
					refs["mitre"] = append(refs["mitre"], name)
				}
				continue
			}
			name = display(clean(name))
			name = strings.TrimPrefix(name, "Subgroup: ")
			if mistaken[name] || len(fold(name)) < shortest || seen[fold(name)] {
				continue
			}
			seen[fold(name)] = true
			aliases = append(aliases, name)
		}
		columns = append(columns, names("alias<"+c.source, aliases)...)
		refs["misp"] = append(refs["misp"], c.UUID)
		switch {
		case c.External == "":
		case fold(c.Value) == fold(label):
			refs["mitre"] = slices.Insert(refs["mitre"], 0, c.External)
		default:
			refs["mitre"] = append(refs["mitre"], c.External)
		}
	}
	columns = append(columns, names("ref.mitre", refs["mitre"])...)
	columns = append(columns, names("ref.misp", refs["misp"])...)
	return line{taken.of(label), columns}
}

// shortest is the least number of letters and digits of an alias.
const shortest = 3

var shouted = regexp.MustCompile(`^[A-Z]{3,}( [A-Z]{3,})+$`)

// display writes a name of several words all in capitals as newspapers do:
// "JUDGMENT PANDA" becomes "Judgment Panda".
func display(name string) string {
	if !shouted.MatchString(name) {
		return name
	}
	words := strings.Fields(name)
	for i, word := range words {
		words[i] = word[:1] + strings.ToLower(word[1:])
	}
	return strings.Join(words, " ")
}
