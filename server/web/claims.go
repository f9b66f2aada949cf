package web

import "despatch/corpus"

// Claims is the page of who accuses whom of what.
type Claims struct {
	Frame
	Claims, Articles int
	Warnings         []string
	Chips            []Chip
	ClearURL         string
	CSV, ArticlesURL string
	Groups           []ClaimGroup
	Facets           []Facet
	Next, First      string
}

// ClaimGroup is claims of the same against the same.
type ClaimGroup struct {
	Accused, Target *Entity // nil where the claims name none
	Count           int
	Lines, Denials  []ClaimLine
	MoreDenials     *Link
}

// ClaimLine is one claim with its sentence.
type ClaimLine struct {
	Act, Status, When, Sentence, Title, Source, Page string
	Published                                        corpus.Date
	Parties                                          []Entity
}
