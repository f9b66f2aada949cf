package web

import (
	"slices"

	"despatch/corpus"
)

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
	// Lines are shown at once, More unfold.
	Lines, More, Denials []ClaimLine
	MoreDenials          *Link
}

// ClaimLine is the claims of one sentence.
type ClaimLine struct {
	Acts                                []ClaimAct
	When, Sentence, Title, Source, Page string
	Published                           corpus.Date
	Parties                             []Entity
	// Elsewhere are other articles that have the very sentence.
	Elsewhere []Link
}

// ClaimAct is what one claim is of, and how it stands.
type ClaimAct struct{ Act, Status string }

// Merge takes another claim of the same sentence into the line.
func (l *ClaimLine) Merge(other ClaimLine) {
	for _, act := range other.Acts {
		if !slices.Contains(l.Acts, act) {
			l.Acts = append(l.Acts, act)
		}
	}
	for _, e := range other.Parties {
		if !slices.Contains(l.Parties, e) {
			l.Parties = append(l.Parties, e)
		}
	}
	link := Link{other.Source, other.Page}
	if link.Text == "" {
		link.Text = other.Title
	}
	if other.Title+other.Source != l.Title+l.Source && !slices.Contains(l.Elsewhere, link) {
		l.Elsewhere = append(l.Elsewhere, link)
	}
}
