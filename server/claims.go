package server

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/search"
	"despatch/search/analysis"
	"despatch/search/query"
)

// claimParts are the parts that claims can be counted by.
var claimParts = []string{
	string(search.PartAccused), string(search.PartTarget), string(search.PartBy),
	string(search.PartAct), string(search.PartStatus), string(search.PartYear),
}

var claimNames = filterNames.and("by", "accused", "when", "facet", "facet_size", "limit", "cursor", "format")

// claimsAnswer is the body of /claims.
type claimsAnswer struct {
	Query  asked            `json:"query"`
	Total  claimTotal       `json:"total"`
	TookMS float64          `json:"took_ms"`
	Claims []toldClaim      `json:"claims"`
	Facets map[string]facet `json:"facets"`
	Next   string           `json:"next"`
	Index  search.Position  `json:"index"`
}

type claimTotal struct {
	Claims   int `json:"claims"`
	Articles int `json:"articles"`
}

// toldClaim is a claim with its sentence and the article that makes it.
type toldClaim struct {
	cited
	corpus.Claim
}

// claimsAPI answers GET /claims.
func (s *Server) claimsAPI(c *gin.Context) {
	r, q, err := s.askClaims(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	if r.format == "csv" || r.format == "jsonl" {
		streamLater(c, func() { s.exportClaims(c, r, q) })
		return
	}
	a, err := s.findClaims(c.Request.Context(), r, q)
	if err != nil {
		s.fail(c, err)
		return
	}
	c.PureJSON(http.StatusOK, a)
}

var claimsHead = []string{
	"article", "version", "title", "url", "source", "published",
	"act", "status", "by", "accused", "target", "carried", "when", "sentence",
}

// exportClaims answers with every claim that is found.
func (s *Server) exportClaims(c *gin.Context, r request, q search.ClaimQuery) {
	q.Limit, q.Count, q.Cursor = search.MaxLimit, nil, ""
	kind, out := "application/x-ndjson", csvWriter{}
	if r.format == "csv" {
		kind = "text/csv; charset=utf-8"
	}
	s.stream(c, kind, "claims."+r.format, func(ctx context.Context, w io.Writer) (bool, error) {
		a, err := s.findClaims(ctx, r, q)
		if err != nil {
			return false, err
		}
		q.Cursor = a.Next
		if r.format == "jsonl" {
			return a.Next != "", writeLines(w, a.Claims)
		}
		if err := out.begin(w, claimsHead); err != nil {
			return false, err
		}
		for _, t := range a.Claims {
			if err := out.claim(t); err != nil {
				return false, err
			}
		}
		return a.Next != "", out.flush(w)
	})
}

func writeLines[T any](w io.Writer, list []T) error {
	lines := json.NewEncoder(w)
	for _, item := range list {
		if err := lines.Encode(item); err != nil {
			return err
		}
	}
	return nil
}

func (c *csvWriter) claim(t toldClaim) error {
	return c.row(t.Article, strconv.Itoa(t.Version), t.Title, t.URL, t.Source, string(t.Published), t.Act, t.Status,
		strings.Join(t.By, "; "), strings.Join(t.Accused, "; "), strings.Join(t.Target, "; "), strings.Join(t.Carried, "; "), t.When, t.Sentence)
}

// askClaims reads a request for claims. Its facets are parts of claims, not
// fields of articles.
func (s *Server) askClaims(c *gin.Context) (request, search.ClaimQuery, error) {
	values, err := valuesOf(c, claimNames)
	if err != nil {
		return request{}, search.ClaimQuery{}, err
	}
	return s.understandClaims(c.Request.Context(), values)
}

func (s *Server) understandClaims(ctx context.Context, values url.Values) (request, search.ClaimQuery, error) {
	count := values["facet"]
	plain := url.Values{}
	for name, v := range values {
		if name != "facet" {
			plain[name] = v
		}
	}
	r, err := s.understand(ctx, plain)
	if err != nil {
		return r, search.ClaimQuery{}, err
	}
	r.values = values
	q := search.ClaimQuery{Query: r.search}
	if q.Size, err = whole(values, "facet_size", search.DefaultFacetSize, 1, search.MaxFacetSize); err != nil {
		return r, q, err
	}
	for _, part := range count {
		if !slices.Contains(claimParts, part) {
			e := badParam("facet", "claims cannot be counted by %q; they can by %s", clip(part, 64), strings.Join(claimParts, ", "))
			e.Suggestion = analysis.Nearest(part, claimParts)
			return r, q, e
		}
		q.Count = append(q.Count, search.ClaimPart(part))
	}
	q.Parts, err = s.readParts(&r)
	return r, q, err
}

// readParts reads the parts of a claim that no filter of articles has.
func (s *Server) readParts(r *request) (*search.ClaimMatch, error) {
	by, err := s.resolveAll(r, "by", search.Responder)
	if err != nil {
		return nil, err
	}
	accused, err := s.resolveAll(r, "accused", search.Perpetrator)
	if err != nil {
		return nil, err
	}
	from, to, err := readWhen(r.values.Get("when"))
	if err != nil {
		return nil, err
	}
	if len(by)+len(accused) == 0 && from == "" && to == "" {
		return nil, nil
	}
	return &search.ClaimMatch{By: by, Accused: accused, From: from, To: to}, nil
}

// resolveAll reads the names given in one parameter as values of a field.
func (s *Server) resolveAll(r *request, param, field string) ([]string, error) {
	var ids []string
	for _, value := range r.values[param] {
		if value == "" {
			continue
		}
		found, warnings, err := query.Resolve(field, value, s.tables())
		if err != nil {
			return nil, inParam(err, param)
		}
		ids = append(ids, found...)
		r.warnings = append(r.warnings, warnings...)
	}
	return ids, nil
}

// readWhen reads 2021, 2021-03 or a range such as 2021..2024, either end open.
func readWhen(text string) (from, to corpus.Date, err error) {
	if text == "" {
		return "", "", nil
	}
	first, last, isRange := strings.Cut(text, "..")
	if !isRange {
		last = first
	}
	if from, err = corpus.ParseDate(first); err != nil {
		return "", "", badParam("when", "when: %v", err)
	}
	if to, err = corpus.ParseDate(last); err != nil {
		return "", "", badParam("when", "when: %v", err)
	}
	if from != "" && to != "" && to.Compare(from) < 0 && !strings.HasPrefix(string(from), string(to)) {
		return "", "", badParam("when", "when: %s is before %s", to, from)
	}
	return from, to, nil
}

// findClaims runs a request for claims and adds their sentences.
func (s *Server) findClaims(ctx context.Context, r request, q search.ClaimQuery) (claimsAnswer, error) {
	start := time.Now()
	results, err := s.Engine.Claims(ctx, q)
	if err != nil {
		return claimsAnswer{}, err
	}
	a := claimsAnswer{
		Query: r.asked(), Total: claimTotal{results.Claims, results.Articles},
		Next: results.Next, Index: results.Index,
	}
	if a.Facets, err = s.claimFacets(ctx, q, results); err != nil {
		return a, err
	}
	a.Claims, err = s.tellClaims(ctx, results.Hits)
	a.TookMS = milliseconds(time.Since(start))
	return a, err
}

// fieldOfPart is the facet field whose labels a part's values have.
func fieldOfPart(part search.ClaimPart) string {
	switch part {
	case search.PartAct:
		return search.Act
	case search.PartStatus:
		return search.Status
	case search.PartYear:
		return search.Date
	}
	return search.Perpetrator
}

func (s *Server) tellClaims(ctx context.Context, found []search.ClaimHit) ([]toldClaim, error) {
	texts, err := s.texts(ctx, found)
	if err != nil {
		return nil, err
	}
	told := make([]toldClaim, 0, len(found))
	for _, h := range found {
		a := texts[at{h.Article, h.Version}]
		if a == nil {
			continue // deleted since the snapshot
		}
		sentence := cutOut(a, h.Claim.In, h.Claim.Start, h.Claim.End)
		told = append(told, toldClaim{cite(a, h.Version, sentence), fullClaim(h.Claim)})
	}
	return told, nil
}

// fullClaim has lists in place of nulls.
func fullClaim(c corpus.Claim) corpus.Claim {
	c.By, c.Accused, c.Target, c.Carried = orEmpty(c.By), orEmpty(c.Accused), orEmpty(c.Target), orEmpty(c.Carried)
	return c
}
