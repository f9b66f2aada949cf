package web

import (
	"despatch/corpus"
	"despatch/search"
)

// EntityPage is the page of one entity.
type EntityPage struct {
	Frame
	ID, Field, Kind, Label string
	From, Until, Seat      string
	Country, Parents       []Entity
	Names                  []EntityName
	Refs                   []Reference
	Total                  search.Total
	ArticlesURL, FeedURL   string
	Roles                  []EntityRole
	Companions             []Facet
	Timeline               Timeline
	Newest                 []Hit
	Evidence               []Evidence
}

// EntityName is one way to write the entity.
type EntityName struct {
	Text, Rule, Language string
	Sources              []string
	// Context marks a plain word that counts only where its surroundings
	// speak for it; Also are others that bear the name.
	Context bool
	Also    []Entity
}

// Reference is an identifier elsewhere; its URL is empty where there is no
// page for it.
type Reference struct{ Scheme, ID, URL string }

// EntityRole is in how many articles' claims the entity has a role.
type EntityRole struct {
	Role           string
	Articles       int
	URL, ClaimsURL string
}

// Evidence is a sentence that names the entity, cut at the name.
type Evidence struct {
	Before, Surface, After    string
	Title, Source, Page, Rule string
	Published                 corpus.Date
}
