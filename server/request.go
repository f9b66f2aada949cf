package server

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/search"
	"despatch/search/analysis"
	"despatch/search/query"
)

// request is one search as asked, by the names of the API.
type request struct {
	values     url.Values
	text       string
	understood string
	warnings   []string
	search     search.Query
	format     string
	highlight  bool
	access     Access
}

// ask reads the request of an endpoint that knows the given parameters, from
// the query string or, for POST, from the body.
func (s *Server) ask(c *gin.Context, known names) (request, error) {
	values, err := valuesOf(c, known)
	if err != nil {
		return request{}, err
	}
	r, err := s.understand(c.Request.Context(), values)
	if err != nil {
		return r, err
	}
	return r, expect(c.Request.Context(), r.search)
}

func valuesOf(c *gin.Context, known names) (url.Values, error) {
	if c.Request.Method != http.MethodPost {
		return readParams(c.Request.URL.RawQuery, known)
	}
	if c.Request.URL.RawQuery != "" {
		return nil, failure(search.BadParameter, "a POST has its parameters in the body, not in the address")
	}
	body, err := readBody(c, maxSearchBody)
	if err != nil {
		return nil, err
	}
	return readSearchBody(body, known)
}

// understand turns parameters whose names were checked into a search. What is
// not a parameter of the endpoint is simply absent from values.
func (s *Server) understand(ctx context.Context, values url.Values) (request, error) {
	r := request{values: values, text: values.Get("q"), access: accessOf(ctx)}
	r.search = search.Query{Visible: r.access.Collections}
	for _, read := range []func(url.Values) error{
		r.readFormat, r.readSort, r.readPage, r.readFacets, r.readHighlight, r.readRange,
	} {
		if err := read(values); err != nil {
			return r, err
		}
	}
	return r, s.readQuery(&r)
}

// readQuery reads the query text and resolves the names in the filters.
func (s *Server) readQuery(r *request) error {
	parsed, err := query.Parse(r.text, s.tables(), time.Now())
	if err != nil {
		return inParam(err, "q")
	}
	r.search.Match, r.understood, r.warnings = parsed.Match, parsed.Understood, parsed.Warnings
	for _, field := range search.Fields {
		for _, name := range [...]string{field, "exclude." + field} {
			if err := s.readFilter(r, field, name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Server) readFilter(r *request, field, name string) error {
	given := slices.DeleteFunc(slices.Clone(r.values[name]), func(v string) bool { return v == "" })
	if len(given) == 0 {
		return nil
	}
	filter := search.Filter{Field: field, Exclude: name != field}
	for _, value := range given {
		ids, warnings, err := query.Resolve(field, value, s.tables())
		if err != nil {
			return inParam(err, name)
		}
		filter.Values = append(filter.Values, ids...)
		r.warnings = append(r.warnings, warnings...)
	}
	slices.Sort(filter.Values)
	filter.Values = slices.Compact(filter.Values)
	r.search.Filters = append(r.search.Filters, filter)
	return nil
}

func (r *request) readRange(v url.Values) error {
	from, err := day(v, "from")
	if err != nil {
		return err
	}
	to, err := day(v, "to")
	if err != nil {
		return err
	}
	if from == "" && to == "" {
		return nil
	}
	if from != "" && to != "" && to.Compare(from) < 0 && !strings.HasPrefix(string(from), string(to)) {
		return badParam("to", "to (%s) is before from (%s)", to, from)
	}
	r.search.Filters = append(r.search.Filters, search.Filter{Field: search.Date, From: from, To: to})
	return nil
}

func (r *request) readFormat(v url.Values) (err error) {
	r.format, err = oneOf(v, "format", "json", "csv", "jsonl", "rss")
	return err
}

func (r *request) readSort(v url.Values) error {
	sorts := []string{string(search.ByRelevance), string(search.Newest), string(search.Oldest), string(search.LastAdded), string(search.Fresh)}
	if r.text == "" { // without words nothing is more relevant than anything else
		sorts[0], sorts[1] = sorts[1], sorts[0]
	}
	sort, err := oneOf(v, "sort", sorts...)
	if err != nil {
		return err
	}
	r.search.Sort = search.Sort(sort)
	collapse, err := oneOf(v, "collapse", "none", "copies")
	r.search.Collapse = collapse == "copies"
	return err
}

func (r *request) readPage(v url.Values) (err error) {
	r.search.Limit, err = whole(v, "limit", search.DefaultLimit, 0, search.MaxLimit)
	r.search.Cursor = v.Get("cursor")
	return err
}

func (r *request) readHighlight(v url.Values) error {
	highlight, err := oneOf(v, "highlight", "true", "false")
	r.highlight = highlight == "true"
	return err
}

func (r *request) readFacets(v url.Values) error {
	size, err := whole(v, "facet_size", search.DefaultFacetSize, 1, search.MaxFacetSize)
	if err != nil {
		return err
	}
	for _, field := range v["facet"] {
		if !slices.Contains(search.Fields[:], field) {
			e := badParam("facet", "there is no facet %q", clip(field, 64))
			e.Suggestion = analysis.Nearest(field, search.Fields[:])
			return e
		}
		asked := func(f search.FacetRequest) bool { return f.Field == field }
		if !slices.ContainsFunc(r.search.Facets, asked) {
			r.search.Facets = append(r.search.Facets, search.FacetRequest{Field: field, Size: size})
		}
	}
	if len(r.search.Facets) > search.MaxFacets {
		return badParam("facet", "%d facets are asked for, over the limit of %d", len(r.search.Facets), search.MaxFacets)
	}
	return nil
}

// inParam says which parameter an error of the query language is about.
func inParam(err error, param string) error {
	e := *coded(err)
	e.Param = param
	if param != "q" {
		e.Position, e.Suggestion = -1, strings.TrimPrefix(e.Suggestion, param+":")
	}
	return &e
}
