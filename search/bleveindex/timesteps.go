package bleveindex

import (
	"cmp"
	"slices"

	"despatch/search"
)

// walkSteps counts what was found by interval, article by article. within
// narrows it further; nil does not.
func (p *plan) walkSteps(counts steps, within matcher) error {
	req := p.query.Timeline
	grouped := map[stepGroup]bool{}
	var docs []uint32
	for i, seg := range p.snap.segments {
		found, err := p.find(i, seg, nil)
		if err != nil {
			return err
		}
		if within != nil {
			narrow, err := within(i, seg)
			if err != nil {
				return err
			}
			found.all.and(narrow)
		}
		docs = found.all.list(docs[:0])
		for _, d := range docs {
			for _, n := range p.intervalsOf(req, i, d) {
				counts.add(n, p.countOnce(grouped, seg, d, n))
			}
		}
	}
	return nil
}

// claimedSteps is walkSteps by the time that claims give.
func (p *plan) claimedSteps(counts steps, within matcher) error { return p.walkSteps(counts, within) }

// stepGroup is a group of copies in an interval.
type stepGroup struct {
	group    uint32
	interval int32
}

// countOnce counts an article; as distinct only when no copy of it was counted
// in the interval.
func (p *plan) countOnce(grouped map[stepGroup]bool, seg *segment, d uint32, n int32) twice {
	if seg.group == nil || seg.group[d] == 0 {
		return twice{1, 1}
	}
	key := stepGroup{seg.group[d], n}
	if grouped[key] {
		return twice{1, 0}
	}
	grouped[key] = true
	return twice{1, 1}
}

// intervalsOf are the intervals that an article is counted in, each once.
func (p *plan) intervalsOf(req *search.TimelineRequest, i int, d uint32) []int32 {
	seg := p.snap.segments[i]
	if !req.Claimed {
		if n, ok := intervalOf(req.Step, seg.rows.day[d], seg.rows.month[d]); ok {
			return []int32{n}
		}
		return nil
	}
	var claims bitset
	if len(p.claims.constraints) > 0 {
		claims = p.tuplesFor(i, -1, d)
	}
	var list []int32
	for _, t := range seg.claims.made.of(d) {
		if claims == nil || claims.has(t) {
			list = append(list, seg.claims.tuples[t].intervals(req.Step)...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// maxClaimed bounds the intervals that one claim is counted in: a claim of a
// whole year is not counted on each of its days.
const maxClaimed = 60

// intervals are those that the time of a claim covers, where it is stated as
// exactly as the step asks.
func (t *claimTuple) intervals(step search.Step) []int32 {
	first, ok1 := intervalOf(step, t.from.day, t.from.month)
	last, ok2 := intervalOf(step, t.to.day, t.to.month)
	width := int32(1)
	if step == search.ByWeek {
		width = 7
	}
	if !ok1 || !ok2 || last < first || (last-first)/width >= maxClaimed {
		return nil
	}
	var list []int32
	for n := first; n <= last; n += width {
		list = append(list, n)
	}
	return list
}

// split counts the top values of a field apart.
func (p *plan) split(c *counter, list []search.Interval) error {
	col := columnOf(p.query.Timeline.Split)
	if col < 0 {
		return &search.Error{
			Code: search.BadParameter, Param: "split", Position: -1,
			Detail: "a timeline can be split by any facet field but the date",
		}
	}
	counts, values := c.splitTally(col).cols[col], p.snap.values(col)
	var listed []uint32
	for v, n := range counts {
		if n > 0 {
			listed = append(listed, uint32(v))
		}
	}
	slices.SortFunc(listed, func(a, b uint32) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	at := make(map[string]int, len(list))
	for i := range list {
		at[list[i].Start] = i
		list[i].Split = map[string]int{}
	}
	for _, v := range listed[:min(splitSize, len(listed))] {
		value := values[v]
		apart := steps{}
		if err := p.walkSteps(apart, p.withValue(col, value)); err != nil {
			return err
		}
		for n, t := range apart {
			list[at[intervalName(p.query.Timeline.Step, n)]].Split[value] = t.count
		}
	}
	return nil
}

// withValue matches the articles that a facet counts for a value.
func (p *plan) withValue(col int, value string) matcher {
	if !isRole(col) {
		return plainMatcher(col, []string{value})
	}
	group := claimGroup{constraints: slices.Clone(p.claims.constraints)}
	group.add(search.Filter{Field: columnFields[col], Values: []string{value}}, false)
	return func(_ int, seg *segment) (bitset, error) { return group.articles(seg, -1), nil }
}
