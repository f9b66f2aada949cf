// Package search says what a search is: the query, the filters, the results,
// their limits, and the document that an engine keeps of an article. Engines
// live in rooms of their own and pass the suite in search/enginetest.
package search

import (
	"time"

	"despatch/corpus"
)

// The facet fields, beside the entity fields of package corpus. Roles are read
// off claims; together they must hold in one claim.
const (
	Date        = "date"
	Source      = "source"
	Language    = "language"
	Collection  = "collection"
	Perpetrator = "perpetrator"
	Target      = "target"
	Responder   = "responder"
	Denier      = "denier"
	Speaker     = "speaker"
	Status      = "status"
	Act         = "act"
)

// Fields lists every field that can be filtered by and counted, in the order
// they are documented.
var Fields = [...]string{
	corpus.Actor, corpus.Country, corpus.Institution, Date, corpus.Person, Source, Language, Collection,
	Perpetrator, Target, Responder, Denier, Speaker, Status, Act,
}

// ClaimFields are the fields that must hold in one claim when several of them
// are given.
var ClaimFields = [...]string{Perpetrator, Target, Responder, Denier, Status, Act}

// Missing is the value, in every field, of an article that has none there.
const Missing = "missing"

// KindPrefix starts a role value that stands for all entities of a kind, as in
// target=kind:parliament.
const KindPrefix = "kind:"

// Query is one question to an engine.
type Query struct {
	// Match is what the article must match; nil matches every article.
	Match Node
	// Filters narrow by field: alternatives within a filter, all filters
	// together. A facet is counted as if the filters of its own field that do
	// not exclude were not there (drill sideways).
	Filters []Filter
	// Visible are the collections the caller may see; nil is all of them.
	// Nothing outside is matched, counted or named.
	Visible  []string
	Facets   []FacetRequest
	Timeline *TimelineRequest
	Sort     Sort
	// Limit is how many hits are wanted, 0 for counts alone.
	Limit int
	// Cursor continues after an earlier page; it must come with the same query.
	Cursor string
	// Collapse shows of each group of copies the best ranked article alone.
	Collapse bool
}

// Sort is an order of hits.
type Sort string

// The orders. Fresh is relevance weighed down by age; ties are broken by id.
const (
	ByRelevance Sort = "relevance"
	Newest      Sort = "-published"
	Oldest      Sort = "published"
	LastAdded   Sort = "-added"
	Fresh       Sort = "fresh"
)

// FacetRequest asks for the buckets of one field.
type FacetRequest struct {
	Field string
	// Size is how many buckets are wanted at most; selected ones come on top.
	Size int
	// Prefix keeps the values whose id starts so, or whose label has a word
	// that does; empty keeps all.
	Prefix string
}

// TimelineRequest asks for counts over time.
type TimelineRequest struct {
	// Claimed counts by the time that claims give instead of publication.
	Claimed bool
	Step    Step
	// Split is a facet field whose top values are counted apart; empty for none.
	Split string
}

// Step is the width of a timeline's interval.
type Step string

// The steps of a timeline; weeks are those of ISO 8601.
const (
	ByDay   Step = "day"
	ByWeek  Step = "week"
	ByMonth Step = "month"
	ByYear  Step = "year"
)

// Results answer a Query. Every number in them is exact.
type Results struct {
	Total    Total
	Hits     []Hit
	Facets   map[string]Facet
	Timeline []Interval
	// Next is the cursor of the page that follows, empty after the last.
	Next  string
	Index Position
	// Plan names how the engine went about it.
	Plan string
}

// Total counts articles, and articles with copies counted once.
type Total struct {
	Articles int `json:"articles"`
	Distinct int `json:"distinct"`
}

// Position says which state of the index answered.
type Position struct {
	Generation int   `json:"generation"`
	Checkpoint int64 `json:"checkpoint"`
}

// Hit is one article found. Title and text are the corpus's to give.
type Hit struct {
	ID      string
	Version int
	Score   float64
	// Entities are the ids mentioned, by entity field.
	Entities corpus.ByField
	// Roles are the ids in each role, by role and then entity field order.
	Roles map[string][]string
	// Copies is how many other articles of the whole index are copies of the
	// same text.
	Copies int
	CopyOf string
}

// Facet is a field's buckets under a query.
type Facet struct {
	Buckets []Bucket
	// TotalValues is how many values have a count above zero, listed or not.
	TotalValues int
	// Missing is how many articles have no value in the field.
	Missing int
}

// Bucket is one value of a facet with its counts.
type Bucket struct {
	Value    string
	Label    string
	Count    int
	Distinct int
	Selected bool
	// Children are a chosen year's months or a chosen month's days.
	Children []Bucket
}

// Interval is one step of a timeline, empty ones included.
type Interval struct {
	// Start names the interval: 2024, 2024-03, 2024-W13 or 2024-03-26.
	Start    string
	Count    int
	Distinct int
	// Split counts by the values of the field that was asked for.
	Split map[string]int
}

// Document is what an engine is given of an article, and, without Title and
// Text, what it gives back.
type Document struct {
	ID         string
	Version    int
	Added      time.Time
	Source     string
	Collection string
	Language   string
	Published  corpus.Date
	Updated    corpus.Date
	CopyOf     string
	Title      string
	Text       string
	Annotation corpus.Annotation
	// Kinds gives the kind of each entity in a role, so that roles can be
	// asked for by kind.
	Kinds map[string]string
}
