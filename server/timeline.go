package server

import (
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/search"
	"despatch/search/analysis"
)

// timelineAnswer is the body of /timeline.
type timelineAnswer struct {
	Query asked        `json:"query"`
	Total search.Total `json:"total"`
	Step  search.Step  `json:"step"`
	// Time is what is counted by: published, or the when of claims.
	Time      string          `json:"time"`
	Split     string          `json:"split,omitempty"`
	Intervals []interval      `json:"intervals"`
	TookMS    float64         `json:"took_ms"`
	Index     search.Position `json:"index"`
}

type interval struct {
	Start    string         `json:"start"`
	Count    int            `json:"count"`
	Distinct int            `json:"distinct"`
	Split    map[string]int `json:"split,omitempty"`
}

var timelineNames = countNames.and("step", "time", "split")

// timelineAPI answers GET /timeline.
func (s *Server) timelineAPI(c *gin.Context) {
	r, err := s.ask(c, timelineNames)
	if err != nil {
		s.fail(c, err)
		return
	}
	start := time.Now()
	if err := r.readTimeline(); err != nil {
		s.fail(c, err)
		return
	}
	r.search.Limit = 0
	results, err := s.Engine.Search(c.Request.Context(), r.search)
	if err != nil {
		s.fail(c, err)
		return
	}
	asked := r.search.Timeline
	a := timelineAnswer{
		Query: r.asked(), Total: results.Total, Step: asked.Step, Time: "published", Split: asked.Split,
		Intervals: make([]interval, len(results.Timeline)), Index: results.Index,
	}
	if asked.Claimed {
		a.Time = "when"
	}
	for i, v := range results.Timeline {
		a.Intervals[i] = interval(v)
	}
	a.TookMS = milliseconds(time.Since(start))
	c.PureJSON(http.StatusOK, a)
}

// readTimeline reads what a timeline counts by.
func (r *request) readTimeline() error {
	step, err := oneOf(r.values, "step", string(search.ByMonth), string(search.ByDay), string(search.ByWeek), string(search.ByYear))
	if err != nil {
		return err
	}
	of, err := oneOf(r.values, "time", "published", "when")
	if err != nil {
		return err
	}
	split := r.values.Get("split")
	if split != "" && !slices.Contains(search.Fields[:], split) {
		e := badParam("split", "there is no facet %q to split by", clip(split, 64))
		e.Suggestion = analysis.Nearest(split, search.Fields[:])
		return e
	}
	r.search.Timeline = &search.TimelineRequest{Claimed: of == "when", Step: search.Step(step), Split: split}
	return nil
}
