package server

import (
	"strings"

	"despatch/search"
	"despatch/search/analysis"
)

// wantedIn lists what a query finds articles by, without what they must not
// have: the words, and the ids of entities in any role.
func wantedIn(q search.Query) (words []analysis.Wanted, entities map[string]bool) {
	c := collector{entities: map[string]bool{}}
	c.node(q.Match)
	for _, f := range q.Filters {
		c.filter(f)
	}
	return c.words, c.entities
}

type collector struct {
	words    []analysis.Wanted
	entities map[string]bool
}

func (c *collector) node(n search.Node) {
	switch n := n.(type) {
	case search.And:
		for _, part := range n {
			c.node(part)
		}
	case search.Or:
		for _, part := range n {
			c.node(part)
		}
	case search.Near:
		c.node(n.A)
		c.node(n.B)
	case search.Filter:
		c.filter(n)
	case search.ClaimMatch:
		c.ids(n.By, n.Accused, n.Target)
	default:
		c.word(n)
	}
}

func (c *collector) word(n search.Node) {
	switch n := n.(type) {
	case search.Word:
		c.words = append(c.words, analysis.Wanted{Word: n.Text, Title: n.Title})
	case search.Phrase:
		c.words = append(c.words, analysis.Wanted{Phrase: n.Text, Slop: n.Slop, Title: n.Title})
	case search.Wildcard:
		c.words = append(c.words, analysis.Wanted{Pattern: analysis.Wildcard(n.Pattern), Title: n.Title})
	case search.Fuzzy:
		c.words = append(c.words, analysis.Wanted{Fuzzy: n.Text, Distance: n.Distance, Title: n.Title})
	}
}

func (c *collector) filter(f search.Filter) {
	if f.Exclude || !namesEntities(f.Field) {
		return
	}
	c.ids(f.Values)
}

func (c *collector) ids(lists ...[]string) {
	for _, list := range lists {
		for _, id := range list {
			if id != search.Missing && !strings.HasPrefix(id, search.KindPrefix) {
				c.entities[id] = true
			}
		}
	}
}

// namesEntities tells whether the values of a field are entities.
func namesEntities(field string) bool {
	switch field {
	case search.Date, search.Source, search.Language, search.Collection, search.Status, search.Act:
		return false
	}
	return true
}
