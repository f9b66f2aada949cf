package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/indexer/annotate"
)

// place is a mention of the annoctr set.
type place struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Mention string `json:"mention"`
	Entity  string `json:"entity"`
	Link    string `json:"link"`
}

// scoreAnnoctr counts countries by the entity that annotators linked, and
// groups by MITRE id, article by article.
func scoreAnnoctr(out io.Writer, a *annotate.Annotator, folder string, examples int) error {
	articles, read, err := annotated(a, folder)
	if err != nil {
		return err
	}
	mentions, err := readLines[place](filepath.Join(folder, "mentions.jsonl"))
	if err != nil {
		return err
	}
	g, err := gazetteer.Load()
	if err != nil {
		return err
	}
	countries, groups := map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, m := range mentions {
		if id := linkedCountry(g, &m); id != "" {
			put(countries, m.ID, id)
		}
		if id := mitreID(m.Link); id != "" {
			put(groups, m.ID, id)
		}
	}
	var country, actor tally
	for i := range articles {
		where := articles[i].ID
		countSets(&country, countries[where], setOf(read[i].Facets.Country), "country", where)
		countSets(&actor, groups[where], mitreIDs(g, read[i].Facets.Actor), "actor", where)
	}
	fmt.Fprintf(out, "\nannoctr: %d reports\n", len(articles))
	country.print(out, "country")
	actor.print(out, "actor by MITRE id")
	country.printExamples(out, examples, "wrong country", "missed country")
	actor.printExamples(out, examples, "wrong actor", "missed actor")
	return nil
}

func put(sets map[string]map[string]bool, key, id string) {
	if sets[key] == nil {
		sets[key] = map[string]bool{}
	}
	sets[key][id] = true
}

// linkedCountry is the country that a place was linked to, by its label.
func linkedCountry(g *gazetteer.Gazetteer, m *place) string {
	if m.Type != "LOC" {
		return ""
	}
	for _, e := range g.Lookup(m.Entity) {
		if e.Field == corpus.Country {
			return e.ID
		}
	}
	return ""
}

// mitreID is the group's id at the end of a link to attack.mitre.org.
func mitreID(link string) string {
	_, id, ok := strings.Cut(link, "/groups/")
	if !ok {
		return ""
	}
	return strings.Trim(id, "/")
}

func mitreIDs(g *gazetteer.Gazetteer, actors []string) map[string]bool {
	ids := map[string]bool{}
	for _, id := range actors {
		e, ok := g.Entity(id)
		if !ok {
			continue
		}
		if refs := e.Refs["mitre"]; len(refs) > 0 {
			slices.Sort(refs)
			ids[refs[0]] = true
		}
	}
	return ids
}
