package server

import (
	"context"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/search"
	"despatch/server/web"
)

// pageFacets are the facets in the margin, in their order; the first ones are
// open.
var pageFacets = [search.MaxFacets]string{
	search.Perpetrator, search.Target, corpus.Actor, corpus.Country, corpus.Institution,
	search.Date, search.Source, search.Responder, search.Denier, corpus.Person,
}

const (
	openFacets   = 6
	marginSize   = 6 // buckets of a facet in the margin
	pageNameSize = 8 // entities named under a hit
	// mistakeExamples are shown where a query cannot be read.
	mistakeExamples = 9
)

var pageNames = countNames.and("sort", "limit", "cursor")

// searchPage shows a search.
func (s *Server) searchPage(c *gin.Context) {
	r, err := s.ask(c, pageNames)
	if err != nil {
		s.failSearch(c, err)
		return
	}
	r.search.Timeline = &search.TimelineRequest{Step: stepOf(r.search)}
	for _, field := range pageFacets {
		r.search.Facets = append(r.search.Facets, search.FacetRequest{Field: field, Size: marginSize})
	}
	a, err := s.find(c.Request.Context(), r)
	if err == nil {
		err = s.gather(c.Request.Context(), &r, &a)
	}
	if err != nil {
		s.failSearch(c, err)
		return
	}
	s.show(c, 200, "search", s.searchView(c, r, a))
}

// failSearch keeps the search page around a mistake in the query.
func (s *Server) failSearch(c *gin.Context, err error) {
	p := problemOf(err)
	if p.Status >= 500 {
		s.failPage(c, err)
		return
	}
	st := stateOf(c.Request.URL.Query())
	f := s.frame(c, "search", "Search")
	f.Query, f.State, f.Mistake = st.values.Get("q"), st.fields("q"), s.mistake(c, p)
	f.Announce = "The search could not be made. " + p.Detail
	s.show(c, p.Status, "search", web.Search{Frame: f, Examples: s.examples()[:mistakeExamples]})
}

func (s *Server) searchView(c *gin.Context, r request, a answer) web.Search {
	st := stateOf(r.values)
	f := s.frame(c, "search", "Articles")
	if title := titleOf(r); title != "all articles" {
		f.Title = title
	}
	f.Query, f.State = r.text, st.fields("q")
	f.ClaimsLink, f.ArticlesLink = st.drop("sort").drop("collapse").drop("limit").at("/claims"), st.at("/")
	f.Elsewhere, f.Feed = elsewhere(st)
	f.Announce = fmt.Sprintf("%d articles", a.Total.Articles)
	f.Measured = fmt.Sprintf("%.1f ms, generation %d, checkpoint %d", a.TookMS, a.Index.Generation, a.Index.Checkpoint)
	v := web.Search{
		Frame: f, Total: a.Total, Understood: understoodAs(r), Warnings: a.Query.Warnings, Chips: s.chips(st, "/"), ClearURL: st.bare().at("/"),
		Sorts: sorts(r, st), Fold: fold(r, st), Timeline: s.drawTimeline(r, a, st),
		Hits: s.hitViews(c.Request.Context(), a.Hits), Facets: s.facetViews(a.Facets, st, "/"),
	}
	v.Keep = s.toKeep(c, st)
	if a.Next != "" {
		v.Next = st.set("cursor", a.Next).at("/")
	}
	if r.search.Cursor != "" {
		v.First = st.at("/")
	}
	if len(a.Hits) == 0 {
		v.Nothing = s.nothing(c, r, a, st)
	}
	return v
}

// understoodAs is how the query was understood, where that is not plain from
// what was typed.
func understoodAs(r request) string {
	plain := strings.Join(strings.Fields(strings.ToLower(r.text)), " ")
	if strings.ToLower(r.understood) == plain || !strings.ContainsAny(r.text, ":\"()") {
		return ""
	}
	return r.understood
}

// elsewhere links to the same query for programs and feed readers.
func elsewhere(st state) (links []web.Link, feed string) {
	for _, f := range [...][2]string{{"JSON", ""}, {"CSV", "csv"}, {"JSON Lines", "jsonl"}, {"RSS", "rss"}} {
		feed = st.set("format", f[1]).at("/api/v1/search")
		links = append(links, web.Link{Text: f[0], URL: feed})
	}
	return links, feed
}

func sorts(r request, st state) []web.Choice {
	all := []struct {
		sort search.Sort
		text string
	}{{search.ByRelevance, "Relevance"}, {search.Newest, "Newest"}, {search.Oldest, "Oldest"}, {search.LastAdded, "Last added"}}
	if r.text == "" {
		all = all[1:]
	}
	var choices []web.Choice
	for _, o := range all {
		choices = append(choices, web.Choice{Text: o.text, URL: st.set("sort", string(o.sort)).at("/"), Current: r.search.Sort == o.sort})
	}
	return choices
}

func fold(r request, st state) web.Choice {
	if r.search.Collapse {
		return web.Choice{Text: "Show copies", URL: st.drop("collapse").at("/"), Current: true}
	}
	return web.Choice{Text: "Fold copies", URL: st.set("collapse", "copies").at("/")}
}

func (s *Server) hitViews(ctx context.Context, hits []hit) []web.Hit {
	var views []web.Hit
	for _, h := range hits {
		v := web.Hit{
			Title: h.Title, Page: "/article/" + url.PathEscape(h.ID), Source: h.Source, Published: h.Published,
			Snippet:  template.HTML(h.Snippet), //nolint:gosec // snippets are escaped where they are cut
			Entities: s.entityViews(ctx, h), Copies: h.Copies,
		}
		if isWeb(h.URL) {
			v.URL = h.URL
		}
		if h.Language != "" && h.Language != "en" {
			v.Lang, v.Language = h.Language, languageName(h.Language)
		}
		if h.Collection != corpus.DefaultCollection {
			v.Collection = h.Collection
		}
		views = append(views, v)
	}
	return views
}

// entityViews are the entities of a hit: those with a role first, in the order
// of the roles.
func (s *Server) entityViews(ctx context.Context, h hit) []web.Entity {
	var views []web.Entity
	shown := map[string]bool{}
	for _, role := range [...]string{search.Perpetrator, search.Target, search.Responder, search.Denier} {
		for _, id := range h.roles[role] {
			if !shown[id] {
				shown[id] = true
				views = append(views, s.entityView(id, role))
			}
		}
	}
	for _, ids := range [...][]string{h.Actor, h.Country, h.Institution} {
		for _, id := range ids {
			if !shown[id] {
				shown[id] = true
				views = append(views, s.entityView(id, ""))
			}
		}
	}
	views = views[:min(len(views), pageNameSize)]
	s.nameUnlisted(ctx, h, views)
	return views
}

// nameUnlisted gives entities that no table has the label that their article
// gives them.
func (s *Server) nameUnlisted(ctx context.Context, h hit, views []web.Entity) {
	unlisted := func(v web.Entity) bool { _, known := s.tables().Entity(v.ID); return !known }
	if !slices.ContainsFunc(views, unlisted) {
		return
	}
	labels := map[string]string{}
	for _, m := range s.mentions(ctx, h.ID, h.Version) {
		labels[m.ID] = m.Label
	}
	for i := range views {
		if label := labels[views[i].ID]; label != "" {
			views[i].Label = label
		}
	}
}

func (s *Server) entityView(id, role string) web.Entity {
	v := web.Entity{ID: id, Label: s.label(corpus.Actor, id), URL: "/entity/" + url.PathEscape(id), Role: role, Hint: "mentioned"}
	if role != "" {
		v.Hint = role + " in a claim of this article"
	}
	return v
}

// nothing helps where nothing was found: by what to leave out, and by names
// that were perhaps meant.
func (s *Server) nothing(c *gin.Context, r request, a answer, st state) web.Nothing {
	n := web.Nothing{Text: "No article matches all of this."}
	if r.text == "" && !narrowed(r.search) {
		n.Text = "There are no articles yet. Put some in with: despatch add FOLDER"
		return n
	}
	if a.mended != "" {
		n.Ways = append(n.Ways, web.Link{Text: "Search for " + a.mended, URL: st.set("q", a.mended).at("/")})
	}
	if narrowed(r.search) && r.text != "" {
		n.Ways = append(n.Ways, web.Link{Text: "Search without the filters", URL: st.bare().at("/")})
		n.Ways = append(n.Ways, web.Link{Text: "Keep the filters, drop the words", URL: st.drop("q").at("/")})
	}
	if r.text == "" {
		return n
	}
	found, err := s.suggest(c.Request.Context(), r.text)
	if err != nil { // a suggestion is not worth an error
		return n
	}
	for _, e := range found.Entities[:min(3, len(found.Entities))] {
		n.Ways = append(n.Ways, web.Link{Text: "Articles that mention " + e.Label, URL: st.drop("q").add(e.Field, e.ID).at("/")})
	}
	return n
}
