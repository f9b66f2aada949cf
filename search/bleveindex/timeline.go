package bleveindex

import "despatch/search"

func (c *counter) wantTimeline(t *search.TimelineRequest) {
	c.main.wantDates(t.Step == search.ByDay || t.Step == search.ByWeek)
}

// years adds months up.
func (t *tally) years() []twice {
	years := make([]twice, lastYear-firstYear+1)
	for n := int32(1); n < monthNumbers; n++ {
		y := (n - 1) / 13
		m := t.month(n)
		years[y].count += m.count
		years[y].distinct += m.distinct
	}
	return years
}

func (p *plan) timeline(c *counter) ([]search.Interval, error) { return nil, nil }
