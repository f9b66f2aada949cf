package bleveindex

import (
	"despatch/search"
)

// plan is a query made ready for one snapshot.
type plan struct {
	*run
	query search.Query
	// base is what every count respects: the words, what may be seen, what is
	// excluded. nil is everything.
	base []matcher
	// filters are the plain parameters, which drill sideways, by column;
	// dateColumn stands for the date.
	filters []parameter
	// claims are the role parameters together with the role qualifiers at the
	// top of the query.
	claims claimGroup
	// narrowed and held remember what tuplesFor has worked out.
	narrowed map[claimSet]bitset
	held     map[int][]constraint
	labelled map[int]*postingsReader // of labels, by segment
	// name is how the query is answered.
	name string
}

type parameter struct {
	col   int
	match matcher
}

const dateColumn = allColumns

func (r *run) plan(q search.Query) (*plan, error) {
	p := &plan{run: r, query: q, labelled: map[int]*postingsReader{}}
	if err := p.planMatch(); err != nil {
		return nil, err
	}
	if q.Visible != nil {
		p.base = append(p.base, plainMatcher(colCollection, q.Visible))
	}
	for _, f := range q.Filters {
		if err := p.planFilter(f); err != nil {
			return nil, err
		}
	}
	p.name = p.kind()
	return p, nil
}

// planMatch takes the role qualifiers at the top out of the query, to hold in
// one claim with the parameters.
func (p *plan) planMatch() error {
	if p.query.Match == nil {
		return nil
	}
	var rest search.And
	for _, n := range flatten([]search.Node{p.query.Match}) {
		if f, ok := n.(search.Filter); ok && isClaimFilter(f) {
			p.claims.add(f, false)
		} else {
			rest = append(rest, n)
		}
	}
	if len(rest) == 0 {
		return nil
	}
	m, err := p.compile(rest, true)
	if err != nil {
		return err
	}
	p.base = append(p.base, m)
	return nil
}

func (p *plan) planFilter(f search.Filter) error {
	if isClaimFilter(f) {
		p.claims.add(f, true)
		return nil
	}
	m, err := p.filter(f)
	if err != nil {
		return err
	}
	if f.Exclude {
		p.base = append(p.base, m)
		return nil
	}
	col := columnOf(f.Field)
	if f.Field == search.Date {
		col = dateColumn
	}
	p.filters = append(p.filters, parameter{col, m})
	return nil
}

// The names of plans.
const (
	planTotals  = "totals"  // counted before the query came
	planFilters = "filters" // set algebra, nothing scored
	planTerm    = "term"    // one scored part
	planTerms   = "terms"   // several
)

func (p *plan) kind() string {
	switch {
	case len(p.leaves) == 1:
		return planTerm
	case len(p.leaves) > 1:
		return planTerms
	case len(p.base) == 0 && len(p.filters) == 0 && len(p.claims.constraints) == 0:
		return planTotals
	}
	return planFilters
}

// selects says whether a column has parameters of its own.
func (p *plan) selects(col int) bool {
	for _, f := range p.filters {
		if f.col == col {
			return true
		}
	}
	for _, c := range p.claims.constraints {
		if c.param && c.col == col {
			return true
		}
	}
	return false
}

// sets are the articles of one segment that a plan finds: all is what matches,
// and aside, by column, what would without the parameters of that column.
type sets struct {
	all   bitset
	aside map[int]bitset
}

// find evaluates the plan on a segment. columns are those whose facets are
// wanted and have parameters of their own.
func (p *plan) find(i int, seg *segment, columns []int) (*sets, error) {
	if err := p.stopped(); err != nil {
		return nil, err
	}
	base, err := intersection(p.base)(i, seg)
	if err != nil {
		return nil, err
	}
	if seg.live != nil {
		base.and(seg.live)
	}
	found := make([]bitset, len(p.filters))
	for k, f := range p.filters {
		if found[k], err = f.match(i, seg); err != nil {
			return nil, err
		}
	}
	s := &sets{aside: make(map[int]bitset, len(columns))}
	for _, col := range columns {
		s.aside[col] = p.combine(base, found, seg, col)
	}
	s.all = p.combine(base, found, seg, -1)
	return s, nil
}

// combine intersects what was found, but for the parameters of a column. It
// may return base itself.
func (p *plan) combine(base bitset, found []bitset, seg *segment, without int) bitset {
	set := base.clone()
	for k, f := range p.filters {
		if f.col != without {
			set.and(found[k])
		}
	}
	if len(p.claims.without(without)) > 0 {
		set.and(p.claims.articles(seg, without))
	}
	return set
}
