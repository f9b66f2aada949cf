package server

import (
	"context"
	"strings"
	"time"

	"despatch/corpus"
	"despatch/search"
	"despatch/server/web"
)

const (
	maxBars = 60 // more would be too thin to hit
	maxDays = 62 // a span up to which days are shown
)

// stepOf chooses the step of the page's timeline: days where a month or so is
// looked at, else months, which may be gathered into years.
func stepOf(q search.Query) search.Step {
	for _, f := range q.Filters {
		if f.Field != search.Date || f.Exclude {
			continue
		}
		if f.From != "" && f.To != "" && f.To.Time().Sub(f.From.Time()) <= maxDays*24*time.Hour && f.From.Precision() >= corpus.Month && f.To.Precision() >= corpus.Month {
			return search.ByDay
		}
		if len(f.Values) == 1 && corpus.Date(f.Values[0]).Precision() >= corpus.Month {
			return search.ByDay
		}
	}
	return search.ByMonth
}

// drawTimeline draws the counts over time, with a link for each bar.
func (s *Server) drawTimeline(r request, a answer, st state) web.Timeline {
	if len(a.timeline) < 2 {
		return web.Timeline{}
	}
	undated := st.drop(search.Date).drop("from").drop("to")
	var drawn []web.Interval
	for _, v := range a.timeline {
		drawn = append(drawn, web.Interval{
			Name: dateLabel(v.Start), Count: v.Count, From: v.Start, To: v.Start, URL: undated.add(search.Date, v.Start).at("/"),
		})
	}
	ranged := undated.set("from", "FROM").set("to", "TO").at("/")
	return web.NewTimeline(drawn, string(r.search.Timeline.Step), ranged)
}

// gather makes years of months where they are too many for the page. Articles
// of which no more than the year is known are in no month: where there are any,
// the engine counts again.
func (s *Server) gather(ctx context.Context, r *request, a *answer) error {
	if r.search.Timeline.Step != search.ByMonth || len(a.timeline) <= maxBars {
		return nil
	}
	r.search.Timeline = &search.TimelineRequest{Step: search.ByYear}
	counted := a.Facets[search.Date].Missing
	for _, v := range a.timeline {
		counted += v.Count
	}
	if counted == a.Total.Articles {
		a.timeline = years(a.timeline)
		return nil
	}
	q := r.search
	q.Facets, q.Limit, q.Cursor = nil, 0, ""
	results, err := s.Engine.Search(ctx, q)
	a.timeline = nil
	for _, v := range results.Timeline {
		a.timeline = append(a.timeline, interval(v))
	}
	return err
}

// years gathers months.
func years(months []interval) []interval {
	var out []interval
	for _, m := range months {
		year := m.Start[:4]
		if len(out) == 0 || out[len(out)-1].Start != year {
			out = append(out, interval{Start: year})
		}
		out[len(out)-1].Count += m.Count
	}
	return out
}

// dateLabel writes a date, or a range of two, for people.
func dateLabel(value string) string {
	if first, last, isRange := strings.Cut(value, ".."); isRange {
		return strings.TrimSpace(dateLabel(first) + " to " + dateLabel(last))
	}
	d := corpus.Date(value)
	switch d.Precision() {
	case corpus.Month:
		return d.Time().Format("Jan 2006")
	case corpus.Unknown, corpus.Year:
		if value == search.Missing {
			return "not stated"
		}
		return value
	}
	return d.Time().Format("2 Jan 2006")
}
