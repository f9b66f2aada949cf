package search

import "despatch/corpus"

// Node is one part of what an article must match.
type Node interface{ node() }

// And matches what all of its parts match.
type And []Node

// Or matches what any of its parts matches.
type Or []Node

// Not matches what its part does not.
type Not struct{ Node Node }

// Word matches any form that shares a stem with the word, in the language of
// the article.
type Word struct {
	Text  string
	Title bool // in the title only
}

// Phrase matches its words as written, in order, with at most Slop moves of
// one position.
type Phrase struct {
	Text  string
	Slop  int
	Title bool
}

// Wildcard matches written words by a pattern in which * stands for any
// letters.
type Wildcard struct {
	Pattern string
	Title   bool
}

// Fuzzy matches written words within an edit distance of 1 or 2.
type Fuzzy struct {
	Text     string
	Distance int
	Title    bool
}

// Near matches where A and B stand within Distance words of each other, in
// either order. Its sides are words, phrases and entity filters.
type Near struct {
	A, B     Node
	Distance int
}

// Filter matches by the values of one field. As part of Query.Match it is a
// qualifier, as part of Query.Filters a parameter.
type Filter struct {
	Field string
	// Values are alternatives: ids, names as indexed, kinds in roles, dates of
	// any precision, or Missing.
	Values []string
	// From and To, in the field date, are the first and the last day of a
	// range, both included; empty is open.
	From, To corpus.Date
	Exclude  bool
}

// ClaimMatch matches an article that has one claim in which all parts hold.
// Each part lists alternatives; an empty part is not looked at.
type ClaimMatch struct {
	By      []string
	Accused []string
	Target  []string
	Act     []string
	Status  []string
	// From and To bound days of which the time that the claim gives for the act
	// has one: 2021/2022 is in 2021 and in 2022.
	From, To corpus.Date
}

func (And) node()        {}
func (Or) node()         {}
func (Not) node()        {}
func (Word) node()       {}
func (Phrase) node()     {}
func (Wildcard) node()   {}
func (Fuzzy) node()      {}
func (Near) node()       {}
func (Filter) node()     {}
func (ClaimMatch) node() {}
