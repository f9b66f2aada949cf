package server

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"math"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/search"
)

// Saved keeps the searches that are asked again of everything that arrives.
type Saved interface {
	SaveSearch(ctx context.Context, search corpus.SavedSearch) error
	SavedSearch(ctx context.Context, name string) (corpus.SavedSearch, error)
	SavedSearches(ctx context.Context) ([]corpus.SavedSearch, error)
	ForgetSearch(ctx context.Context, name string) error
	Matches(ctx context.Context, name string, after int64, limit int) ([]corpus.Match, error)
}

// Understand turns a saved search into a query, as its owner may ask it.
func (s *Server) Understand(ctx context.Context, saved corpus.SavedSearch) (search.Query, error) {
	values, err := readParams(saved.Query, countNames)
	if err != nil {
		return search.Query{}, err
	}
	r, err := s.understand(withAccess(ctx, Access{Scope: scopeRead, Collections: saved.Collections}), values)
	return r.search, err
}

// savedTold is a saved search as callers see it; its webhook is the operator's.
type savedTold struct {
	Name    string    `json:"name"`
	Query   string    `json:"query"`
	Created time.Time `json:"created"`
}

// matchTold is one version of an article that a saved search found.
type matchTold struct {
	N         int64       `json:"n"`
	ID        string      `json:"id"`
	Version   int         `json:"version"`
	At        time.Time   `json:"at"`
	Title     string      `json:"title"`
	URL       string      `json:"url"`
	Source    string      `json:"source"`
	Published corpus.Date `json:"published"`
	CopyOf    string      `json:"copy_of,omitempty"`
}

// mayKnow tells whether a caller may know of a saved search: of one over no
// more than the caller's own collections.
func mayKnow(a Access, saved corpus.SavedSearch) bool {
	if a.Collections == nil {
		return true
	}
	return saved.Collections != nil && !slices.ContainsFunc(saved.Collections, func(c string) bool { return !a.sees(c) })
}

// savedList answers GET /saved.
func (s *Server) savedList(c *gin.Context) {
	known, err := s.savedKnown(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	told := []savedTold{}
	for _, saved := range known {
		told = append(told, savedTold{saved.Name, saved.Query, saved.Created})
	}
	c.JSON(http.StatusOK, gin.H{"saved": told})
}

// savedKnown lists the saved searches that the caller may know of.
func (s *Server) savedKnown(c *gin.Context) ([]corpus.SavedSearch, error) {
	all, err := s.Saved.SavedSearches(c.Request.Context())
	return slices.DeleteFunc(all, func(saved corpus.SavedSearch) bool { return !mayKnow(accessOf(c), saved) }), err
}

// savedNamed is the saved search of a name, if the caller may know of it.
func (s *Server) savedNamed(c *gin.Context, name string) (corpus.SavedSearch, error) {
	saved, err := s.Saved.SavedSearch(c.Request.Context(), name)
	if err == nil && !mayKnow(accessOf(c), saved) {
		err = corpus.ErrNotFound
	}
	if errors.Is(err, corpus.ErrNotFound) {
		err = failure(search.NotFound, "there is no saved search of that name")
	}
	return saved, err
}

const maxNameBytes = 100 // of a saved search

// putSaved answers PUT /saved/{name}.
func (s *Server) putSaved(c *gin.Context) {
	body, err := readBody(c, maxSearchBody)
	var values url.Values
	if err == nil {
		values, err = readSearchBody(body, countNames)
	}
	var saved corpus.SavedSearch
	if err == nil {
		saved, err = s.keep(c, c.Param("name"), values)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	c.JSON(http.StatusOK, savedTold{saved.Name, saved.Query, saved.Created})
}

// keep saves a search under a name: from now on it is asked of everything that
// arrives.
func (s *Server) keep(c *gin.Context, name string, values url.Values) (corpus.SavedSearch, error) {
	ctx := c.Request.Context()
	if name == "" || len(name) > maxNameBytes {
		return corpus.SavedSearch{}, badParam("name", "a name has 1 to %d bytes", maxNameBytes)
	}
	if old, err := s.Saved.SavedSearch(ctx, name); err == nil && !mayKnow(accessOf(c), old) {
		return corpus.SavedSearch{}, failure(codeConflict, "the name is taken")
	}
	last, err := s.Corpus.Last(ctx)
	saved := corpus.SavedSearch{
		Name: name, Query: values.Encode(), Collections: accessOf(c).Collections,
		Created: time.Now().UTC().Truncate(time.Second), Checkpoint: last,
	}
	if err == nil {
		_, err = s.Understand(ctx, saved)
	}
	if err == nil {
		err = s.Saved.SaveSearch(ctx, saved)
	}
	if err == nil {
		s.audit(c, "save search", name, "saved")
	}
	return saved, err
}

// deleteSaved answers DELETE /saved/{name}.
func (s *Server) deleteSaved(c *gin.Context) {
	if err := s.forget(c, c.Param("name")); err != nil {
		s.fail(c, err)
		return
	}
	c.Status(http.StatusNoContent)
	c.Writer.WriteHeaderNow()
}

func (s *Server) forget(c *gin.Context, name string) error {
	saved, err := s.savedNamed(c, name)
	if err == nil {
		err = s.Saved.ForgetSearch(c.Request.Context(), saved.Name)
	}
	if err == nil {
		s.audit(c, "forget search", saved.Name, "forgotten")
	}
	return err
}

// savedMatches answers GET /saved/{name}: the matches after the one numbered
// after, or the newest as a feed.
func (s *Server) savedMatches(c *gin.Context) {
	values, err := readParams(c.Request.URL.RawQuery, names{"after", "limit", "format"})
	if err != nil {
		s.fail(c, err)
		return
	}
	saved, err := s.savedNamed(c, c.Param("name"))
	if err != nil {
		s.fail(c, err)
		return
	}
	switch format := values.Get("format"); format {
	case "", "json":
		s.savedJSON(c, saved, values)
	case "rss":
		s.savedFeed(c, saved)
	default:
		s.fail(c, badParam("format", "format is %q; want json or rss", clip(format, 40)))
	}
}

func (s *Server) savedJSON(c *gin.Context, saved corpus.SavedSearch, values url.Values) {
	after, err := whole(values, "after", 0, 0, math.MaxInt)
	limit := search.MaxLimit
	if err == nil {
		limit, err = whole(values, "limit", search.MaxLimit, 1, search.MaxLimit)
	}
	var matches []corpus.Match
	if err == nil {
		matches, err = s.Saved.Matches(c.Request.Context(), saved.Name, int64(after), limit)
	}
	told := []matchTold{}
	if err == nil {
		told, err = s.tellMatches(c.Request.Context(), matches)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	next := int64(after)
	if len(matches) > 0 {
		next = matches[len(matches)-1].N
	}
	c.JSON(http.StatusOK, gin.H{"name": saved.Name, "query": saved.Query, "matches": told, "next": next})
}

// tellMatches adds what the corpus says of the articles that still are there.
func (s *Server) tellMatches(ctx context.Context, matches []corpus.Match) ([]matchTold, error) {
	told := []matchTold{}
	for _, m := range matches {
		record, err := s.Corpus.Version(ctx, m.Article, m.Version)
		if isGone(err) || record.Deleted || err == nil && !accessOf(ctx).sees(record.Collection) {
			continue
		}
		if err != nil {
			return nil, err
		}
		told = append(told, matchTold{m.N, m.Article, m.Version, m.At, record.Title, record.URL, record.Source, record.Published, record.CopyOf})
	}
	return told, nil
}

// savedFeed answers the newest matches as RSS.
func (s *Server) savedFeed(c *gin.Context, saved corpus.SavedSearch) {
	matches, err := s.Saved.Matches(c.Request.Context(), saved.Name, 0, math.MaxInt32)
	var told []matchTold
	if err == nil {
		slices.Reverse(matches)
		told, err = s.tellMatches(c.Request.Context(), matches[:min(len(matches), feedSize)])
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	home := baseURL(c)
	channel := rssChannel{
		Title: "Despatch: " + saved.Name, Link: home + "/?" + saved.Query, Generator: "Despatch",
		Description: "What arrived for the saved search " + saved.Name,
	}
	for _, m := range told {
		channel.Items = append(channel.Items, m.item(home))
	}
	body, err := xml.Marshal(rss{Version: "2.0", Channel: channel})
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Data(http.StatusOK, "application/rss+xml; charset=utf-8", append([]byte(xml.Header), body...))
}

// item is a match in a feed. Its id has the version, so that readers show an
// article again whose text has changed.
func (m matchTold) item(home string) rssItem {
	id, _ := json.Marshal([]any{m.ID, m.Version})
	item := rssItem{Title: m.Title, Link: m.URL, Description: m.Source, GUID: rssGUID{ID: "despatch:" + string(id)}, Published: rfc822(m.Published)}
	if m.Version > 1 {
		item.Title = "Updated: " + m.Title
	}
	if !isWeb(m.URL) {
		item.Link = home + "/article/" + url.PathEscape(m.ID)
	}
	return item
}
