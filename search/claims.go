package search

import "despatch/corpus"

// ClaimQuery asks for claims rather than articles.
type ClaimQuery struct {
	// Query narrows the articles and, by its role, act and status filters, the
	// claims. Its Facets, Timeline, Sort and Collapse are not looked at.
	Query
	// Parts narrows the claims further; nil is all of them.
	Parts *ClaimMatch
	// Count names the parts to count by.
	Count []ClaimPart
	// Size is how many buckets of each part are wanted at most.
	Size int
}

// ClaimPart is a part of a claim that claims can be counted by.
type ClaimPart string

// The parts of a claim. PartYear is each year in the time that a claim gives.
const (
	PartAccused ClaimPart = "accused"
	PartTarget  ClaimPart = "target"
	PartBy      ClaimPart = "by"
	PartAct     ClaimPart = "act"
	PartStatus  ClaimPart = "status"
	PartYear    ClaimPart = "year"
)

// ClaimResults answer a ClaimQuery: claims of the newest articles first, in an
// article in the order it makes them.
type ClaimResults struct {
	// Claims and Articles are how many claims hold, and in how many articles.
	Claims   int
	Articles int
	Hits     []ClaimHit
	// Facets count claims; Distinct counts the articles that make them.
	Facets map[ClaimPart]Facet
	Next   string
	Index  Position
}

// ClaimHit is one claim with the article that makes it.
type ClaimHit struct {
	Article   string
	Version   int
	Published corpus.Date
	Claim     corpus.Claim
}
