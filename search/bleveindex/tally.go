package bleveindex

import (
	"slices"
)

// tally counts a set of articles by the values of their columns.
type tally struct {
	snap    *snapshot
	total   int
	cols    [allColumns][]uint32 // nil where not counted
	missing [allColumns]int
	months  []uint32 // by monthNumber, 0 being unknown; nil where not counted
	days    []uint32 // by dayNumber; nil where not counted
	// claims, where set, narrows a role of an article to the values in these
	// claims of it.
	claims func(seg, col int, doc uint32) bitset
	// grouped are the articles that have copies; they are few, and looked at
	// once more for the distinct counts.
	grouped []groupedArticle
	own     []uint32 // counts of one segment and column, used one after another
	repeats *repeats
}

type groupedArticle struct {
	group uint32
	address
}

// repeats are what copies add to the counts of a tally.
type repeats struct {
	total  int
	cols   [allColumns][]uint32
	months []uint32
	days   []uint32
	years  []uint32 // from firstYear
}

const maxDay = 73414 // 2100-12-31, as dayNumber

func (s *snapshot) newTally() *tally { return &tally{snap: s} }

func (t *tally) wantColumn(col int) {
	if t.cols[col] == nil {
		t.cols[col] = make([]uint32, len(t.snap.values(col)))
	}
}

func (t *tally) wantDates(days bool) {
	if t.months == nil {
		t.months = make([]uint32, monthNumbers)
	}
	if days && t.days == nil {
		t.days = make([]uint32, maxDay+1)
	}
}

// add counts articles of one segment, which docs lists.
func (t *tally) add(segIndex int, set bitset, docs []uint32) {
	seg := t.snap.segments[segIndex]
	t.total += len(docs)
	for col := range plainColumns {
		if t.cols[col] != nil {
			t.missing[col] += t.addColumn(col, seg, set)
		}
	}
	for col := plainColumns; col < allColumns; col++ {
		if t.cols[col] != nil {
			t.addRole(segIndex, col, docs)
		}
	}
	if t.months != nil {
		for _, d := range docs {
			t.months[seg.rows.month[d]]++
		}
	}
	if t.days != nil {
		for _, d := range docs {
			t.days[seg.rows.day[d]]++
		}
	}
	if seg.group != nil {
		for _, d := range docs {
			if g := seg.group[d]; g != 0 {
				t.grouped = append(t.grouped, groupedArticle{g, address{segIndex, d}})
			}
		}
	}
}

// addColumn counts one plain column and returns how many articles have no
// value there.
func (t *tally) addColumn(col int, seg *segment, set bitset) (missing int) {
	c, global := seg.plain[col], seg.global[col]
	if global == nil { // the values have the same numbers in the snapshot
		return c.count(t.cols[col], set)
	}
	t.own = append(t.own[:0], make([]uint32, len(c.terms))...)
	missing = c.count(t.own, set)
	for v, n := range t.own {
		t.cols[col][global[v]] += n
	}
	return missing
}

// addRole counts one role, over all claims or over those that t.claims names.
func (t *tally) addRole(segIndex, col int, docs []uint32) {
	seg, counts := t.snap.segments[segIndex], t.cols[col]
	role := &seg.claims.roles[col-plainColumns]
	var buf []uint32
	for _, d := range docs {
		values := role.of(d)
		if len(values) == 0 {
			t.missing[col]++
			continue
		}
		if t.claims != nil {
			buf = t.narrowed(seg, col, t.claims(segIndex, col, d), d, buf[:0])
			values = buf
		}
		for _, v := range values {
			counts[seg.roleOf(v)]++
		}
	}
}

// narrowed lists the distinct values of a role in those claims of an article
// that are in a set.
func (t *tally) narrowed(seg *segment, col int, claims bitset, d uint32, out []uint32) []uint32 {
	part, _ := rolePart(col)
	c := seg.claims
	for _, tuple := range c.made.of(d) {
		if !claims.has(tuple) {
			continue
		}
		for _, v := range c.tuples[tuple].parts[part] {
			if !c.isKind[v] {
				out = append(out, v)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// finish works out what copies add, from groups of which more than one
// article was counted.
func (t *tally) finish() {
	slices.SortFunc(t.grouped, func(a, b groupedArticle) int { return int(a.group) - int(b.group) })
	for i := 0; i < len(t.grouped); {
		j := i + 1
		for j < len(t.grouped) && t.grouped[j].group == t.grouped[i].group {
			j++
		}
		if j > i+1 {
			t.repeat(t.grouped[i:j])
		}
		i = j
	}
	t.grouped = nil
}

// repeat counts a group once more on its own: each value it has n times is
// repeated n-1 times.
func (t *tally) repeat(group []groupedArticle) {
	if t.repeats == nil {
		t.repeats = t.newRepeats()
	}
	r := t.repeats
	r.total += len(group) - 1
	for col, counts := range r.cols {
		if counts != nil {
			once(counts, t.groupValues(col, group))
		}
	}
	if r.months != nil {
		months := t.groupRows(group, func(s *segment, d uint32) uint32 { return uint32(s.rows.month[d]) })
		once(r.years, yearsOf(months))
		once(r.months, months)
	}
	if r.days != nil {
		once(r.days, t.groupRows(group, func(s *segment, d uint32) uint32 { return uint32(s.rows.day[d]) }))
	}
}

func (t *tally) newRepeats() *repeats {
	r := &repeats{}
	for col, counts := range t.cols {
		if counts != nil {
			r.cols[col] = make([]uint32, len(counts))
		}
	}
	if t.months != nil {
		r.months = make([]uint32, len(t.months))
		r.years = make([]uint32, lastYear-firstYear+1)
	}
	if t.days != nil {
		r.days = make([]uint32, len(t.days))
	}
	return r
}

// once adds to counts each value but for its first occurrence.
func once(counts []uint32, values []uint32) {
	slices.Sort(values)
	for i := 1; i < len(values); i++ {
		if values[i] == values[i-1] {
			counts[values[i]]++
		}
	}
}

func (t *tally) groupRows(group []groupedArticle, of func(*segment, uint32) uint32) []uint32 {
	values := make([]uint32, len(group))
	for i, a := range group {
		values[i] = of(t.snap.segments[a.segment], a.doc)
	}
	return values
}

func (t *tally) groupValues(col int, group []groupedArticle) []uint32 {
	var values []uint32
	for _, a := range group {
		seg := t.snap.segments[a.segment]
		if !isRole(col) {
			for _, v := range seg.plain[col].of(a.doc) {
				values = append(values, seg.valueOf(col, v))
			}
			continue
		}
		list := seg.claims.roles[col-plainColumns].of(a.doc)
		if t.claims != nil {
			list = t.narrowed(seg, col, t.claims(a.segment, col, a.doc), a.doc, nil)
		}
		for _, v := range list {
			values = append(values, seg.roleOf(v))
		}
	}
	return values
}

// distinctTotal is the total with copies counted once.
func (t *tally) distinctTotal() int {
	if t.repeats == nil {
		return t.total
	}
	return t.total - t.repeats.total
}

// distinct is the count of a value with copies counted once.
func (t *tally) distinct(col int, value uint32) int {
	n := int(t.cols[col][value])
	if t.repeats != nil {
		n -= int(t.repeats.cols[col][value])
	}
	return n
}

// countAll counts everything there is, for the query that asks for it.
func (s *snapshot) countAll() *tally {
	t := s.newTally()
	for col := range allColumns {
		t.wantColumn(col)
	}
	t.wantDates(true)
	var docs []uint32
	for i, seg := range s.segments {
		set := seg.all()
		docs = set.list(docs[:0])
		t.add(i, set, docs)
	}
	t.finish()
	return t
}

// yearsOf are the years, counted from the first, of the months that are known.
func yearsOf(months []uint32) []uint32 {
	var years []uint32
	for _, n := range months {
		if n > 0 {
			years = append(years, (n-1)/13)
		}
	}
	return years
}

// twice is a count, and the count with copies counted once.
type twice struct{ count, distinct int }

// year counts a year. Copies may lie in different months of it, so that its
// distinct count is not the sum of theirs.
func (t *tally) year(y int) twice {
	var c twice
	for m := range 13 {
		c.count += int(t.months[monthNumber(y, m)])
	}
	c.distinct = c.count
	if t.repeats != nil {
		c.distinct -= int(t.repeats.years[y-firstYear])
	}
	return c
}

func (t *tally) month(n int32) twice {
	c := twice{int(t.months[n]), int(t.months[n])}
	if t.repeats != nil {
		c.distinct -= int(t.repeats.months[n])
	}
	return c
}

func (t *tally) day(n int32) twice {
	c := twice{int(t.days[n]), int(t.days[n])}
	if t.repeats != nil {
		c.distinct -= int(t.repeats.days[n])
	}
	return c
}
