package bleveindex

import (
	"cmp"
	"slices"

	"despatch/search"
)

// counter counts what a query finds: one tally for all that matches, and one
// for each facet that is counted without its own selection.
type counter struct {
	plan  *plan
	main  *tally
	aside map[int]*tally // by column, dateColumn for the date
	split *tally         // of a timeline's split by a role, nil when there is none
}

func (p *plan) newCounter() *counter {
	c := &counter{plan: p, main: p.newTally(), aside: map[int]*tally{}}
	for _, f := range p.query.Facets {
		c.want(f)
	}
	if t := p.query.Timeline; t != nil {
		c.wantTimeline(t)
	}
	return c
}

// asideTally is the tally of what a plan would find without the parameters of
// a column: it is known beforehand when they are all there is.
func (p *plan) asideTally(col int) *tally {
	alone := len(p.base) == 0 && len(p.claims.without(col)) == 0
	for _, f := range p.filters {
		alone = alone && f.col == col
	}
	if alone {
		return p.snap.totals
	}
	return p.newTally()
}

// newTally makes a tally whose roles are narrowed to the plan's claims.
func (p *plan) newTally() *tally {
	t := p.snap.newTally()
	if len(p.claims.constraints) > 0 {
		t.claims = p.tuplesFor
	}
	return t
}

func (c *counter) want(f search.FacetRequest) {
	col := columnOf(f.Field)
	if f.Field == search.Date {
		col = dateColumn
	}
	t := c.main
	if c.plan.selects(col) {
		if c.aside[col] == nil {
			c.aside[col] = c.plan.asideTally(col)
		}
		t = c.aside[col]
	}
	switch {
	case t == c.plan.snap.totals: // has everything
	case col == dateColumn:
		t.wantDates(c.plan.expandsMonths())
	default:
		t.wantColumn(col)
	}
}

// columns are those to be counted aside.
func (c *counter) columns() []int {
	var cols []int
	for col, t := range c.aside {
		if t != c.plan.snap.totals {
			cols = append(cols, col)
		}
	}
	slices.Sort(cols)
	return cols
}

// of is the tally that a column's facet is read from.
func (c *counter) of(col int) *tally {
	if t := c.aside[col]; t != nil {
		return t
	}
	return c.main
}

func (c *counter) finish() {
	c.main.finish()
	for _, col := range c.columns() {
		c.aside[col].finish()
	}
	if c.split != nil {
		c.split.finish()
	}
}

// facets reads all facets that were asked for.
func (c *counter) facets() (map[string]search.Facet, error) {
	if len(c.plan.query.Facets) == 0 {
		return nil, nil
	}
	facets := make(map[string]search.Facet, len(c.plan.query.Facets))
	for _, f := range c.plan.query.Facets {
		if f.Field == search.Date {
			facets[f.Field] = c.dateFacet(f)
			continue
		}
		facet, err := c.facet(f)
		if err != nil {
			return nil, err
		}
		facets[f.Field] = facet
	}
	return facets, nil
}

// facet reads the buckets of one field.
func (c *counter) facet(f search.FacetRequest) (search.Facet, error) {
	col := columnOf(f.Field)
	t := c.of(col)
	values := c.plan.snap.values(col)
	facet := search.Facet{Missing: t.missing[col]}
	selected := c.plan.selected(f.Field)
	keepValue, err := c.plan.prefixed(f)
	if err != nil {
		return facet, err
	}
	var listed []uint32
	for v, n := range t.cols[col] {
		if n == 0 || keepValue != nil && !keepValue(values[v]) {
			continue
		}
		facet.TotalValues++
		listed = append(listed, uint32(v))
	}
	listed = mostFrequent(listed, t.cols[col], f.Size, func(v uint32) bool { return selected[values[v]] })
	for _, v := range listed {
		value := values[v]
		facet.Buckets = append(facet.Buckets, search.Bucket{
			Value: value, Count: int(t.cols[col][v]), Distinct: t.distinct(col, v), Selected: selected[value],
		})
		delete(selected, value)
	}
	for value := range selected {
		if keepValue == nil || keepValue(value) {
			facet.Buckets = append(facet.Buckets, search.Bucket{Value: value, Selected: true})
		}
	}
	slices.SortFunc(facet.Buckets, byCount)
	return facet, c.plan.label(col, facet.Buckets)
}

// mostFrequent keeps the size values with the highest counts, lower numbers
// first among equals, and all that are chosen.
func mostFrequent(list []uint32, counts []uint32, size int, chosen func(uint32) bool) []uint32 {
	order := func(a, b uint32) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	}
	if len(list) <= size {
		return list
	}
	var top []uint32
	for _, v := range list {
		if len(top) < size {
			i, _ := slices.BinarySearchFunc(top, v, order)
			top = slices.Insert(top, i, v)
			continue
		}
		if size > 0 && order(v, top[size-1]) < 0 {
			i, _ := slices.BinarySearchFunc(top, v, order)
			copy(top[i+1:], top[i:size-1])
			top[i] = v
		}
	}
	kept := slices.Clone(top)
	for _, v := range list {
		if chosen(v) && !slices.Contains(top, v) {
			kept = append(kept, v)
		}
	}
	return kept
}

// selected are the values that parameters select in a field, kinds and the
// missing value left out, which are no buckets.
func (p *plan) selected(field string) map[string]bool {
	values := map[string]bool{}
	for _, f := range p.query.Filters {
		if f.Field != field || f.Exclude {
			continue
		}
		for _, v := range f.Values {
			if v != search.Missing && !isKindValue(columnOf(field), v) {
				values[v] = true
			}
		}
	}
	return values
}

// byCount orders buckets, the most frequent first.
func byCount(a, b search.Bucket) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
}
