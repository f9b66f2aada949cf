// Package gazetteer holds the entities that Despatch knows before it reads:
// their labels, aliases, kinds, countries and identifiers, from embedded
// tables and from the user's own.
package gazetteer

// Entity is one actor, country, institution or person under a stable id.
type Entity struct {
	ID    string `json:"id"`
	Field string `json:"field"` // corpus.Actor, Country, Institution or Person
	// Kind refines the field: state, criminal, hacktivist, private (actors);
	// parliament, election, intelligence, ministry, embassy … (institutions).
	Kind  string `json:"kind"`
	Label string `json:"label"`
	Names []Name `json:"-"`
	// Country is whose the entity is: ISO 3166-1 alpha-2 in lower case.
	// Bodies such as the UN belong to none.
	Country []string `json:"country"`
	// Seat is where a body stands when that is not its own country.
	Seat   string `json:"seat,omitempty"`
	Parent string `json:"parent,omitempty"`
	// Refs are identifiers elsewhere, by scheme: {"mitre":["G0128"]}.
	Refs map[string][]string `json:"refs"`
	// Terms of office, for persons; corpus.Date forms.
	From  string `json:"from,omitempty"`
	Until string `json:"until,omitempty"`
}

// Name is one way to write an entity.
type Name struct {
	Text string
	// Rule is the mention rule that a match of this name has: name, alias,
	// demonym, adjective, capital, metonym, acronym, former …
	Rule string
	// Source is the table or site that says so.
	Source string
	// Lang is the ISO 639-1 code of a name used in one language only.
	Lang string
	// Context marks a plain word (Tick, Lead, Georgia): it counts only where
	// its surroundings speak for it.
	Context bool
}
