package web

import (
	"html/template"

	"despatch/corpus"
	"despatch/search"
)

// Search is the search page.
type Search struct {
	Frame
	Total search.Total
	// Understood is the query in its canonical writing, empty where that is
	// what was typed.
	Understood string
	Warnings   []string
	Chips      []Chip
	ClearURL   string
	Sorts      []Choice
	Fold       Choice
	Timeline   Timeline
	Hits       []Hit
	Next       string
	First      string
	Facets     []Facet
	Nothing    Nothing
	Keep       *Keep
	// Examples are for who made a mistake.
	Examples []Example
}

// Hit is one article found.
type Hit struct {
	Title, Page, URL, Source, Collection string
	// Lang is the code of a language that is not the page's, Language its name.
	Lang, Language string
	Published      corpus.Date
	// Snippet is HTML that was escaped where it was made.
	Snippet  template.HTML
	Entities []Entity
	Copies   int
}

// Nothing says why nothing was found and what could be tried.
type Nothing struct {
	Text string
	Ways []Link
}

// Facet is a field to narrow by.
type Facet struct {
	Field, Title string
	Open         bool
	Selected     int
	Buckets      []Bucket
	TotalValues  int
	Missing      int
	MissingURL   string
	// MoreURL leads to all values, empty where all are shown.
	MoreURL string
	// ByKind is nil for a field that no kind can narrow.
	ByKind *ByKind
}

// Bucket is a value of a facet; its URL chooses it, or no longer does.
type Bucket struct {
	ID, Label, Hint string
	Count           int
	Selected        bool
	Excluded        bool
	URL, ExcludeURL string
	Children        []Bucket
}

// FacetPage is the look-up of one facet's values.
type FacetPage struct {
	Frame
	Values   Facet
	Chips    []Chip
	ClearURL string
	Prefix   string
	Back     string
	Total    search.Total
}
