package server

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/search"
)

// answer is the body of /search.
type answer struct {
	Query  asked            `json:"query"`
	Total  search.Total     `json:"total"`
	TookMS float64          `json:"took_ms"`
	Hits   []hit            `json:"hits"`
	Facets map[string]facet `json:"facets"`
	// Next is the cursor of the next page, empty after the last.
	Next  string          `json:"next"`
	Index search.Position `json:"index"`

	timeline []interval
	mended   string // the query that was perhaps meant, where this one found nothing
}

// asked says how the query was understood.
type asked struct {
	Text       string   `json:"text"`
	Understood string   `json:"understood"`
	Warnings   []string `json:"warnings"`
}

// facet is one field's buckets, as every counting endpoint gives them.
type facet struct {
	Buckets     []bucket `json:"buckets"`
	TotalValues int      `json:"total_values"`
	Missing     int      `json:"missing"`
}

type bucket struct {
	Value    string   `json:"value"`
	Label    string   `json:"label"`
	Count    int      `json:"count"`
	Distinct int      `json:"distinct"`
	Selected bool     `json:"selected"`
	Children []bucket `json:"children,omitempty"`
}

// searchAPI answers GET and POST /search.
func (s *Server) searchAPI(c *gin.Context) {
	r, err := s.ask(c, searchNames)
	if err != nil {
		s.fail(c, err)
		return
	}
	switch r.format {
	case "csv", "jsonl":
		streamLater(c, func() { s.export(c, r) })
	case "rss":
		s.feed(c, r)
	default:
		s.answerSearch(c, r)
	}
}

func (s *Server) answerSearch(c *gin.Context, r request) {
	a, err := s.find(c.Request.Context(), r)
	if err != nil {
		s.fail(c, err)
		return
	}
	c.PureJSON(http.StatusOK, a)
}

// find runs a search and tells its results with the corpus's words.
func (s *Server) find(ctx context.Context, r request) (answer, error) {
	start := time.Now()
	results, err := s.Engine.Search(ctx, r.search)
	if err != nil {
		return answer{}, err
	}
	a := answer{Query: r.asked(), Total: results.Total, Facets: map[string]facet{}, Next: results.Next, Index: results.Index}
	for field, f := range results.Facets {
		a.Facets[field] = s.tellFacet(field, f)
	}
	for _, v := range results.Timeline {
		a.timeline = append(a.timeline, interval(v))
	}
	if a.Total.Articles == 0 {
		warnings, mended, err := s.meant(ctx, r)
		if err != nil {
			return answer{}, err
		}
		a.Query.Warnings, a.mended = append(a.Query.Warnings, warnings...), mended
	}
	a.Hits, err = s.tellHits(ctx, r, results.Hits)
	a.TookMS = milliseconds(time.Since(start))
	s.metrics.searched(results.Plan, time.Since(start))
	return a, err
}

func (r request) asked() asked {
	a := asked{Text: r.text, Understood: r.understood, Warnings: r.warnings}
	if a.Warnings == nil {
		a.Warnings = []string{}
	}
	return a
}

func (s *Server) tellFacet(field string, f search.Facet) facet {
	return facet{Buckets: s.tellBuckets(field, f.Buckets), TotalValues: f.TotalValues, Missing: f.Missing}
}

func (s *Server) tellBuckets(field string, buckets []search.Bucket) []bucket {
	told := make([]bucket, len(buckets))
	for i, b := range buckets {
		told[i] = bucket{Value: b.Value, Label: b.Label, Count: b.Count, Distinct: b.Distinct, Selected: b.Selected}
		if b.Label == "" {
			told[i].Label = s.label(field, b.Value)
		}
		if len(b.Children) > 0 {
			told[i].Children = s.tellBuckets(field, b.Children)
		}
	}
	return told
}

// label is what a value is called on the screen.
func (s *Server) label(field, value string) string {
	switch {
	case value == search.Missing:
		return "not stated"
	case field == search.Language:
		return languageName(value)
	case field == search.Date || field == search.Source || field == search.Collection || field == search.Status || field == search.Act:
		return value
	}
	if e, ok := s.tables().Entity(value); ok {
		return e.Label
	}
	return value
}

// milliseconds rounds to the microsecond.
func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
