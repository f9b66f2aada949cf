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
	countries, groups, surfaces := map[string]map[string]bool{}, map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, m := range mentions {
		if id := linkedCountry(g, &m); id != "" {
			put(countries, m.ID, id)
		}
		if id := mitreID(m.Link); id != "" {
			put(groups, m.ID, id)
			put(surfaces, m.ID, plainSurface(m.Mention))
		}
	}
	var country, actor, linked tally
	for i := range articles {
		where := articles[i].ID
		countSets(&country, countries[where], setOf(read[i].Facets.Country), "country", where)
		countSets(&actor, groups[where], mitreIDs(g, read[i].Facets.Actor, groups[where]), "actor", where)
		countSets(&linked, groups[where], mitreIDs(g, namedAs(&read[i], surfaces[where]), groups[where]), "linked", where)
		noteSurfaces(&country, &articles[i], &read[i], corpus.Country, func(id string) bool { return countries[where][id] })
		noteSurfaces(&actor, &articles[i], &read[i], corpus.Actor, func(id string) bool {
			for ref := range mitreIDs(g, []string{id}, groups[where]) {
				return groups[where][ref]
			}
			return true
		})
	}
	fmt.Fprintf(out, "\nannoctr: %d reports\n", len(articles))
	country.print(out, "country")
	actor.print(out, "actor by MITRE id")
	linked.print(out, "of those linked to MITRE")
	country.printExamples(out, examples, "missed country", "surface")
	actor.printExamples(out, examples, "missed actor", "surface")
	return nil
}

// namedAs are the actors read in names that the gold links to MITRE. The gold
// has no link for groups that MITRE had no page for, nor for many that it passes
// over: whether those are read right it cannot tell.
func namedAs(read *corpus.Annotation, surfaces map[string]bool) []string {
	var ids []string
	for _, m := range read.Mentions {
		if m.Field == corpus.Actor && surfaces[plainSurface(m.Surface)] && !slices.Contains(ids, m.ID) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// plainSurface is a name without case, hyphens and possessive.
func plainSurface(s string) string {
	s = strings.NewReplacer("’s", "", "'s", "", "-", "", " ", "").Replace(strings.ToLower(s))
	return strings.Trim(s, "’'")
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
	name, _, _ := strings.Cut(m.Entity, " (")
	for _, e := range g.Lookup(name) {
		if e.Field == corpus.Country {
			return e.ID
		}
	}
	return ""
}

// noteSurfaces keeps, as examples, how wrong ids were written.
func noteSurfaces(t *tally, article *corpus.Article, read *corpus.Annotation, field string, right func(string) bool) {
	seen := map[string]bool{}
	for _, m := range read.Mentions {
		if m.Field != field || right(m.ID) || seen[m.ID] {
			continue
		}
		seen[m.ID] = true
		text := article.Text
		if m.In == "title" {
			text = article.Title
		}
		from, to := max(0, m.Start-40), min(len(text), m.End+40)
		t.note("surface", "%s %s: …%s…", article.ID, m.ID, clip(strings.ToValidUTF8(text[from:to], "")))
	}
}

// mitreID is the group's id at the end of a link to attack.mitre.org.
func mitreID(link string) string {
	_, id, ok := strings.Cut(link, "/groups/")
	if !ok {
		return ""
	}
	return strings.Trim(id, "/")
}

// mitreIDs are the MITRE ids of actors, one each: where an actor has several,
// the one that was asked for.
func mitreIDs(g *gazetteer.Gazetteer, actors []string, asked map[string]bool) map[string]bool {
	ids := map[string]bool{}
	for _, id := range actors {
		e, ok := g.Entity(id)
		if !ok {
			continue
		}
		if refs := e.Refs["mitre"]; len(refs) > 0 {
			id := refs[0]
			if i := slices.IndexFunc(refs, func(ref string) bool { return asked[ref] }); i >= 0 {
				id = refs[i]
			}
			ids[id] = true
		}
	}
	return ids
}
