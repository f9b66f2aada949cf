package server

import (
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/search"
	"despatch/search/analysis"
)

// facetSize is how many buckets /facets/{field} gives unless told otherwise:
// a look-up wants more than a page's margin does.
const facetSize = 50

// facetAnswer is the body of /facets/{field}.
type facetAnswer struct {
	Query asked        `json:"query"`
	Total search.Total `json:"total"`
	Field string       `json:"field"`
	facet
	TookMS float64         `json:"took_ms"`
	Index  search.Position `json:"index"`
}

// facetAPI answers GET /facets/{field}: the values of one field under a
// search, all or those that a prefix looks up.
func (s *Server) facetAPI(c *gin.Context) {
	field, err := fieldOf(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	r, err := s.ask(c, countNames.and("prefix", "facet_size"))
	if err != nil {
		s.fail(c, err)
		return
	}
	a, err := s.lookUp(c, r, field)
	if err != nil {
		s.fail(c, err)
		return
	}
	c.PureJSON(http.StatusOK, a)
}

// lookUp counts the values of one field.
func (s *Server) lookUp(c *gin.Context, r request, field string) (facetAnswer, error) {
	start := time.Now()
	size, err := whole(r.values, "facet_size", facetSize, 1, search.MaxFacetSize)
	if err != nil {
		return facetAnswer{}, err
	}
	r.search.Limit = 0
	r.search.Facets = []search.FacetRequest{{Field: field, Size: size, Prefix: r.values.Get("prefix")}}
	results, err := s.Engine.Search(c.Request.Context(), r.search)
	if err != nil {
		return facetAnswer{}, err
	}
	return facetAnswer{
		Query: r.asked(), Total: results.Total, Field: field, facet: s.tellFacet(field, results.Facets[field]),
		TookMS: milliseconds(time.Since(start)), Index: results.Index,
	}, nil
}

func fieldOf(c *gin.Context) (string, error) {
	field := c.Param("field")
	if slices.Contains(search.Fields[:], field) {
		return field, nil
	}
	e := failure(search.NotFound, "there is no facet %q", clip(field, 64))
	e.Suggestion = analysis.Nearest(field, search.Fields[:])
	return "", e
}
