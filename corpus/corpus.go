// Package corpus holds what Despatch knows to be true: the articles as
// published, the originals they were extracted from, their versions, and what
// was read in them. The index is derived from it and can be thrown away.
package corpus

import "encoding/json"

// DefaultCollection is the collection of an article that names none.
const DefaultCollection = "news"

// Article is one news item as published. Its JSON form is one line of the
// exchange format; fields that Despatch does not know are kept under Extra.
type Article struct {
	ID         string   `json:"id,omitempty"`
	URL        string   `json:"url,omitempty"`
	Source     string   `json:"source,omitempty"`
	Collection string   `json:"collection,omitempty"`
	Title      string   `json:"title"`
	Authors    []string `json:"authors,omitempty"`
	Published  Date     `json:"published,omitempty"`
	Updated    Date     `json:"updated,omitempty"`
	// Language is an ISO 639-1 code, empty when unknown.
	Language string                     `json:"language,omitempty"`
	Text     string                     `json:"text"`
	Extra    map[string]json.RawMessage `json:"extra,omitempty"`
}

// The fields of an entity, which are also the entity facets of a search.
const (
	Actor       = "actor"
	Country     = "country"
	Institution = "institution"
	Person      = "person"
)

// EntityFields lists the fields of entities in the order they are shown.
var EntityFields = [...]string{Actor, Country, Institution, Person}

// Mention is one place in one article where an entity is named.
type Mention struct {
	Field   string `json:"field"`
	ID      string `json:"id"`
	Label   string `json:"label"`
	Surface string `json:"surface"`
	// Start and End are byte offsets in the text, or in the title where In
	// says so.
	Start int `json:"start"`
	End   int `json:"end"`
	// In is "title" for a mention in the title and empty for one in the text.
	In string `json:"in,omitempty"`
	// Rule says how the name was recognised: name, alias, demonym, capital,
	// metonym, form, pattern, reference and so on.
	Rule string `json:"rule"`
	// Seat is the country where an embassy or mission stands, which is not
	// the country it belongs to.
	Seat string `json:"seat,omitempty"`
}

// The acts that a claim can be of.
const (
	Attack      = "attack"
	Attribute   = "attribute"
	Accuse      = "accuse"
	Sanction    = "sanction"
	Indict      = "indict"
	Condemn     = "condemn"
	Investigate = "investigate"
	Deny        = "deny"
	Responsible = "claim" // the doer claims responsibility
)

// The standing of a claim in the article that makes it.
const (
	Asserted     = "asserted"
	Alleged      = "alleged"
	Denied       = "denied"
	Hypothetical = "hypothetical"
)

// Claim is what one sentence says of a hostile act or of an answer to it.
type Claim struct {
	Act    string `json:"act"`
	Status string `json:"status"`
	// By says or does it: the attributing state, the sanctioning one, the
	// denier. Empty for an attack told by the article itself.
	By      []string `json:"by"`
	Accused []string `json:"accused"`
	Target  []string `json:"target"`
	// Carried are the ids among By, Accused and Target that the sentence does
	// not name but that follow from an entity named there (APT31 -> cn).
	Carried []string `json:"carried"`
	// When is the time of the act as the article gives it: a Date, or two
	// joined by "/" for a range; empty when it gives none.
	When string `json:"when,omitempty"`
	// In is "title" or "text": what Start and End are byte offsets in.
	In    string `json:"in"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// ByField maps an entity field (actor, country, institution, person) to sorted
// entity ids.
type ByField map[string][]string

// Facets holds the ids that an article is found by: all that it mentions, by
// field, and those in each role of its claims.
type Facets struct {
	Actor       []string `json:"actor"`
	Country     []string `json:"country"`
	Institution []string `json:"institution"`
	Person      []string `json:"person"`
	Perpetrator ByField  `json:"perpetrator"`
	Target      ByField  `json:"target"`
	Responder   ByField  `json:"responder"`
	Denier      ByField  `json:"denier"`
	Speaker     ByField  `json:"speaker"`
}

// Annotation is what was understood of one article.
type Annotation struct {
	Mentions []Mention `json:"mentions"`
	Claims   []Claim   `json:"claims"`
	Facets   Facets    `json:"facets"`
	// ClaimsUnread is true where the article's language is one whose claims
	// Despatch cannot read: they are unknown then, not none.
	ClaimsUnread bool `json:"claims_unread,omitempty"`
	// New are the entities mentioned that the gazetteer does not have, made
	// from the form of their names ("APT99", "Ministry of Health" of Peru).
	New []Found `json:"new,omitempty"`
	// Unknown are names that the text introduces as those of groups ("a group
	// dubbed X") and that are no entity until someone adopts them.
	Unknown []Found `json:"unknown,omitempty"`
}

// Found is an entity that was recognised without the gazetteer.
type Found struct {
	ID      string   `json:"id"`
	Field   string   `json:"field"`
	Kind    string   `json:"kind"`
	Label   string   `json:"label"`
	Country []string `json:"country,omitempty"`
}
