package bleveindex

import (
	"context"
	"errors"

	"despatch/search"
)

// run is one query on its way through one snapshot.
type run struct {
	engine *Engine
	ctx    context.Context
	snap   *snapshot
	leaves []*leaf
	budget expansion
	// collections are those the caller may see, nil is all.
	collections []string
	view        *seen // see run.seen
}

// leaf is a part of a query that adds to the score: a word, a phrase, a
// pattern. lists are its postings by segment.
type leaf struct {
	name  string
	read  func(i int, seg *segment) (*postings, error)
	lists []*postings
	df    int
	idf   float64
	// terms are the stems of a plain word, empty for everything else; they are
	// what closeness is measured by.
	terms []string
}

// matcher finds the articles of a segment that match; what it returns is the
// caller's, and may name deleted articles.
type matcher func(i int, seg *segment) (bitset, error)

// at gives the postings of a leaf in a segment.
func (r *run) at(l *leaf, i int, seg *segment) (*postings, error) {
	if l.lists == nil {
		l.lists = make([]*postings, len(r.snap.segments))
	}
	if l.lists[i] != nil {
		return l.lists[i], nil
	}
	if err := r.stopped(); err != nil {
		return nil, err
	}
	p, err := l.read(i, seg)
	if err != nil {
		return nil, err
	}
	l.lists[i] = p
	return p, nil
}

// stopped says whether the caller has gone or the time is over. It may wait,
// see search.Pace.
func (r *run) stopped() error {
	err := search.Pace(r.ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return &search.Error{Code: search.TimedOut, Detail: "the query took too long", Position: -1}
	}
	return err
}

// matcher matches a leaf's articles.
func (r *run) leafMatcher(l *leaf) matcher {
	return func(i int, seg *segment) (bitset, error) {
		p, err := r.at(l, i, seg)
		if err != nil {
			return nil, err
		}
		set := newBitset(seg.n)
		p.docs.addTo(set)
		return set, nil
	}
}

func tooCostly(detail, suggestion string) error {
	return &search.Error{Code: search.TooCostly, Detail: detail, Suggestion: suggestion, Position: -1}
}

func badQuery(detail string) error {
	return &search.Error{Code: search.BadQuery, Detail: detail, Position: -1}
}
