package server

import (
	"strings"

	"despatch/search"
)

// costLong is the cost, in plain searches of a few words, from which a search
// is taken for long before it has begun.
const costLong = 8

// costOf estimates a search before it runs: what walks the dictionary or the
// positions of words costs more than what looks up a list.
func costOf(q search.Query) int {
	cost := 1 + len(q.Facets)/4 + nodeCost(q.Match)
	if q.Timeline != nil {
		cost++
	}
	return cost
}

func nodeCost(n search.Node) int {
	cost := 0
	switch n := n.(type) {
	case search.And:
		for _, part := range n {
			cost += nodeCost(part)
		}
	case search.Or:
		for _, part := range n {
			cost += nodeCost(part)
		}
	case search.Not:
		cost = nodeCost(n.Node)
	case search.Wildcard:
		cost = 3
		if strings.HasPrefix(n.Pattern, "*") {
			cost = costLong // all words there are must be looked at
		}
	case search.Fuzzy:
		cost = 3
	case search.Near:
		cost = 2 + nodeCost(n.A) + nodeCost(n.B)
	case search.Phrase:
		cost = 1
	}
	return cost
}
