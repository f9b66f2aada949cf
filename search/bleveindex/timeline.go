package bleveindex

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"despatch/search"
)

// maxIntervals bounds a timeline: eleven years of days.
const maxIntervals = 4100

// splitSize is how many values a split timeline tells apart.
const splitSize = 5

func (c *counter) wantTimeline(t *search.TimelineRequest) {
	if !t.Claimed {
		c.main.wantDates(t.Step == search.ByDay)
	}
	if col := columnOf(t.Split); col >= 0 {
		c.splitTally(col).wantColumn(col)
	}
}

// splitTally is the tally that the values of a split are counted in. Unlike a
// facet, a split by a role looks at what its own selection left.
func (c *counter) splitTally(col int) *tally {
	p := c.plan
	if !isRole(col) || len(p.claims.constraints) == 0 {
		return c.main
	}
	if c.split == nil {
		c.split = p.snap.newTally()
		c.split.claims = p.ofRole(col)
	}
	return c.split
}

// ofRole gives, of the claims in which everything holds that was asked of one,
// those that count for a role.
func (p *plan) ofRole(col int) func(segIndex, _ int, doc uint32) bitset {
	_, acts := rolePart(col)
	memo := map[*uint64]bitset{} // by the set that is narrowed
	return func(i, _ int, doc uint32) bitset {
		set := p.tuplesFor(i, -1, doc)
		if acts == nil || len(set) == 0 {
			return set
		}
		narrowed := memo[&set[0]]
		if narrowed == nil {
			narrowed = set.clone()
			narrowed.and(p.snap.segments[i].claims.actsOf(acts))
			memo[&set[0]] = narrowed
		}
		return narrowed
	}
}

// steps are counts by interval. Intervals are numbered: years by year, months
// by twelve times the year, days and weeks by dayNumber, a week by its Monday.
type steps map[int32]*twice

func (s steps) add(interval int32, n twice) {
	t := s[interval]
	if t == nil {
		t = &twice{}
		s[interval] = t
	}
	t.count += n.count
	t.distinct += n.distinct
}

// timeline counts what was found over time. An article is counted where its
// date is known as exactly as the step asks.
func (p *plan) timeline(c *counter) ([]search.Interval, error) {
	req := p.query.Timeline
	if req == nil {
		return nil, nil
	}
	if req.Step == search.ByMonth && !req.Claimed && req.Split == "" {
		return monthly(c.main)
	}
	counts := steps{}
	if req.Claimed {
		if err := p.claimedSteps(counts, nil); err != nil {
			return nil, err
		}
	} else if err := p.publishedSteps(c, counts); err != nil {
		return nil, err
	}
	list, err := counts.intervals(req.Step)
	if err != nil || len(list) == 0 || req.Split == "" {
		return list, err
	}
	return list, p.split(c, list)
}

// monthly is the timeline by month, the one that is asked for most, straight
// from the tally.
func monthly(t *tally) ([]search.Interval, error) {
	first, last := int32(0), int32(0)
	for n, count := range t.months {
		if _, m := yearMonth(int32(n)); n > 0 && m > 0 && count > 0 {
			last = int32(n)
			if first == 0 {
				first = last
			}
		}
	}
	if first == 0 {
		return nil, nil
	}
	list := make([]search.Interval, 0, last-first+1)
	for n := first; n <= last; n++ {
		if y, m := yearMonth(n); m > 0 {
			c := t.month(n)
			list = append(list, search.Interval{Start: monthName(int32(y), int32(m)), Count: c.count, Distinct: c.distinct})
		}
	}
	return list, nil
}

// publishedSteps takes what the tally has by year, month or day. Weeks are
// counted article by article: their distinct counts are no sums of days'.
func (p *plan) publishedSteps(c *counter, counts steps) error {
	t := c.main
	switch p.query.Timeline.Step {
	case search.ByWeek:
		return p.walkSteps(counts, nil)
	case search.ByYear:
		for y := firstYear; y <= lastYear; y++ {
			counts.some(int32(y), t.year(y))
		}
	case search.ByMonth:
		for n := int32(1); n < monthNumbers; n++ {
			if y, m := yearMonth(n); m != 0 {
				counts.some(int32(y*12+m-1), t.month(n))
			}
		}
	default:
		for day := int32(1); day <= maxDay; day++ {
			counts.some(day, t.day(day))
		}
	}
	return nil
}

// some adds a count unless it is nothing.
func (s steps) some(interval int32, n twice) {
	if n.count > 0 {
		s.add(interval, n)
	}
}

// intervalOf numbers the interval of a date, false when the date is not known
// exactly enough.
func intervalOf(step search.Step, day, month int32) (int32, bool) {
	y, m := yearMonth(month)
	switch step {
	case search.ByYear:
		return int32(y), month != 0
	case search.ByMonth:
		return int32(y*12 + m - 1), month != 0 && m != 0
	case search.ByWeek:
		return monday(day), day != 0
	default:
		return day, day != 0
	}
}

// monday is the first day of a day's week; 1900-01-01, day 1, was one.
func monday(day int32) int32 { return day - (day-1)%7 }

// intervals lists all steps from the first to the last, empty ones included.
func (s steps) intervals(step search.Step) ([]search.Interval, error) {
	if len(s) == 0 {
		return nil, nil
	}
	var numbers []int32
	for n := range s {
		numbers = append(numbers, n)
	}
	first, last := slices.Min(numbers), slices.Max(numbers)
	width := int32(1)
	if step == search.ByWeek {
		width = 7
	}
	if n := (last-first)/width + 1; n > maxIntervals {
		return nil, tooCostly(fmt.Sprintf("the timeline would have %d intervals", n), "a wider step")
	}
	var list []search.Interval
	for n := first; n <= last; n += width {
		iv := search.Interval{Start: intervalName(step, n)}
		if t := s[n]; t != nil {
			iv.Count, iv.Distinct = t.count, t.distinct
		}
		list = append(list, iv)
	}
	return list, nil
}

func intervalName(step search.Step, n int32) string {
	switch step {
	case search.ByYear:
		return yearName(n)
	case search.ByMonth:
		return monthName(n/12, n%12+1)
	case search.ByWeek:
		y, w := dayTime(n).ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	default:
		return dayTime(n).Format(time.DateOnly)
	}
}

func yearName(y int32) string { return strconv.Itoa(int(y)) }

// monthName writes a month; timelines have hundreds.
func monthName(y, m int32) string {
	b := strconv.AppendInt(make([]byte, 0, 7), int64(y), 10)
	return string(append(b, '-', byte('0'+m/10), byte('0'+m%10)))
}
