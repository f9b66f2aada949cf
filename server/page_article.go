package server

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/search"
	"despatch/server/web"
)

// articlePage shows an article with what was read in it.
func (s *Server) articlePage(c *gin.Context) {
	values, err := readParams(c.Request.URL.RawQuery, names{"version", "against", "sentence"})
	if err != nil {
		s.failPage(c, err)
		return
	}
	a, err := s.article(c, c.Param("id"))
	if err != nil {
		s.failPage(c, err)
		return
	}
	v, err := s.articleView(c, a, values)
	if err != nil {
		s.failPage(c, err)
		return
	}
	s.show(c, 200, "article", v)
}

func (s *Server) articleView(c *gin.Context, a articleAnswer, values url.Values) (web.Article, error) {
	n, err := whole(values, "version", a.Version, 1, a.Version)
	if err != nil {
		return web.Article{}, err
	}
	shown, err := s.shown(c, a, n)
	if err != nil {
		return web.Article{}, err
	}
	v := s.articleHead(c, a, shown)
	if err := s.addText(c, &v, a, shown, values); err != nil {
		return v, err
	}
	v.Cite = citation(a, shown, values.Get("sentence"))
	v.Citing = values.Get("sentence") != ""
	s.addPanel(c, &v, a)
	return v, nil
}

// shown is the version that the page shows.
func (s *Server) shown(c *gin.Context, a articleAnswer, n int) (corpus.Record, error) {
	if n == a.Version {
		return corpus.Record{Article: a.Article, Version: a.Version, Hash: a.Hash, Put: a.Put}, nil
	}
	return s.Corpus.Version(c.Request.Context(), a.ID, n)
}

func (s *Server) articleHead(c *gin.Context, a articleAnswer, shown corpus.Record) web.Article {
	f := s.frame(c, "article", shown.Title)
	if f.Title == "" {
		f.Title = "Untitled"
	}
	path := "/api/v1/articles/" + url.PathEscape(a.ID)
	f.Elsewhere = []web.Link{{Text: "JSON", URL: path}}
	v := web.Article{
		Frame: f, ID: a.ID, Version: shown.Version, Latest: a.Version, Source: shown.Source, Collection: shown.Collection,
		Authors: shown.Authors, Published: shown.Published, Updated: shown.Updated, Lang: shown.Language, Language: languageName(shown.Language),
		Hash: shown.Hash, Added: a.Added, Unread: a.ClaimsUnread, Indexed: a.Indexed, WeekURL: weekOf(shown.Published),
	}
	if isWeb(shown.URL) {
		v.URL = shown.URL
	}
	if o := a.Original; o != nil {
		v.Original = &web.Original{SHA256: o.SHA256, From: o.From, MediaType: o.MediaType, Got: o.Got, Bytes: o.Bytes, URL: path + "/original"}
	}
	return v
}

// weekOf is the search for what else was published within three days of an
// article, empty where its day is not known.
func weekOf(d corpus.Date) string {
	day, err := time.Parse(time.DateOnly, d.Day())
	if err != nil {
		return ""
	}
	st := state{url.Values{}}
	return st.set("from", day.AddDate(0, 0, -3).Format(time.DateOnly)).set("to", day.AddDate(0, 0, 3).Format(time.DateOnly)).at("/")
}

// addText adds the text: as it was changed since another version, or with
// mentions and claims marked where they were read in this very version.
func (s *Server) addText(c *gin.Context, v *web.Article, a articleAnswer, shown corpus.Record, values url.Values) error {
	if values.Get("against") != "" {
		n, err := whole(values, "against", 0, 1, a.Version)
		if err != nil {
			return err
		}
		before, err := s.shown(c, a, n)
		if err != nil {
			return err
		}
		v.Against, v.Changes = n, changes(before.Text, shown.Text)
		v.Headline = []web.Piece{{Text: shown.Title}}
		return nil
	}
	if shown.Version != a.Indexed {
		v.Headline, v.Paragraphs = []web.Piece{{Text: shown.Title}}, paragraphs(shown.Text, nil, nil)
		return nil
	}
	notes := s.noter(a)
	v.Headline = pieces(shown.Title, span{0, len(shown.Title)}, placedIn("title", a.Mentions, a.Claims, notes))
	marks := placedIn("text", a.Mentions, a.Claims, notes)
	v.Paragraphs = paragraphs(shown.Text, marks.mentions, marks.claims)
	return nil
}

// noter says of a mention what is shown of it: who is meant, and in which role
// the article's claims have them.
func (s *Server) noter(a articleAnswer) func(corpus.Mention) *web.Mention {
	roles := rolesIn(a.Claims)
	return func(m corpus.Mention) *web.Mention {
		note := m.Label + " · " + m.Field
		if role := roles[m.ID]; role != "" {
			note += " · " + role + " in a claim"
		}
		if m.Rule != "name" {
			note += " · by " + m.Rule
		}
		return &web.Mention{URL: "/entity/" + url.PathEscape(m.ID), Field: m.Field, Role: roles[m.ID], Note: note}
	}
}

// rolesIn gives each entity its first role in an article's claims.
func rolesIn(claims []corpus.Claim) map[string]string {
	roles := map[string]string{}
	for _, role := range [...]string{search.Perpetrator, search.Target, search.Responder, search.Denier} {
		for _, claim := range claims {
			for _, id := range roleOf(claim, role) {
				if roles[id] == "" {
					roles[id] = role
				}
			}
		}
	}
	return roles
}

// citation names an article so that it can be found again: the very version,
// the very bytes.
func citation(a articleAnswer, shown corpus.Record, sentence string) string {
	parts := []string{}
	if shown.Source != "" {
		parts = append(parts, shown.Source)
	}
	parts = append(parts, "“"+shown.Title+"”", web.LongDate(shown.Published))
	text := strings.Join(parts, ", ") + "."
	if quoted := quotation(a, shown, sentence); quoted != "" {
		text += " “" + quoted + "”."
	}
	if isWeb(shown.URL) {
		text += " " + shown.URL + "."
	}
	return text + fmt.Sprintf(" Despatch article %s, version %d, SHA-256 %s.", a.ID, shown.Version, shown.Hash)
}

// quotation is the sentence of the claim that an anchor names.
func quotation(a articleAnswer, shown corpus.Record, anchor string) string {
	i := slices.IndexFunc(a.Claims, func(claim corpus.Claim) bool { return claimAnchor(claim) == anchor })
	if i < 0 || shown.Version != a.Indexed {
		return ""
	}
	claim := a.Claims[i]
	return strings.TrimRight(cutOut(&shown.Article, claim.In, claim.Start, claim.End), ". ")
}

// addPanel adds what stands beside the text.
func (s *Server) addPanel(c *gin.Context, v *web.Article, a articleAnswer) {
	path := "/article/" + url.PathEscape(a.ID)
	roles := rolesIn(a.Claims)
	shown := map[string]bool{}
	for _, m := range a.Mentions {
		if !shown[m.ID] {
			shown[m.ID] = true
			e := s.entityView(m.ID, roles[m.ID])
			e.Label = m.Label
			v.Entities = append(v.Entities, e)
		}
	}
	slices.SortStableFunc(v.Entities, func(x, y web.Entity) int { return roleRank(x.Role) - roleRank(y.Role) })
	for _, claim := range a.Claims {
		v.Claims = append(v.Claims, s.articleClaim(claim, path))
	}
	for _, e := range a.Versions {
		edition := web.Edition{Version: e.Version, Put: e.Put, Hash: e.Hash, URL: path + "?version=" + strconv.Itoa(e.Version), Current: e.Version == v.Version}
		if e.Version > 1 {
			edition.ChangesURL = edition.URL + "&against=" + strconv.Itoa(e.Version-1)
		}
		v.Versions = append(v.Versions, edition)
	}
	for _, o := range a.Copies {
		v.Copies = append(v.Copies, web.Copy{Title: o.Title, Source: o.Source, Published: o.Published, URL: "/article/" + url.PathEscape(o.ID), Differs: o.Differs, First: o.ID == a.CopyOf})
	}
	s.addSimilar(c, v, a.ID)
}

func roleRank(role string) int {
	i := slices.Index([]string{search.Perpetrator, search.Target, search.Responder, search.Denier}, role)
	if i < 0 {
		return 4
	}
	return i
}

func (s *Server) articleClaim(claim corpus.Claim, path string) web.ArticleClaim {
	anchor := claimAnchor(claim)
	told := web.ArticleClaim{Act: claim.Act, Status: claim.Status, When: whenLabel(claim.When), URL: "#" + anchor, CiteURL: path + "?sentence=" + anchor + "#cite"}
	by := search.Responder
	if claim.Act == corpus.Deny {
		by = search.Denier
	}
	for _, part := range [...]struct {
		role string
		ids  []string
	}{{by, claim.By}, {search.Perpetrator, claim.Accused}, {search.Target, claim.Target}} {
		for _, id := range part.ids {
			e := s.entityView(id, part.role)
			e.Carried = slices.Contains(claim.Carried, id)
			told.Parties = append(told.Parties, e)
		}
	}
	return told
}

// addSimilar adds articles that resemble this one. The page is whole without
// them.
func (s *Server) addSimilar(c *gin.Context, v *web.Article, id string) {
	found, err := s.similar(c, id, defaultSimilar)
	if err != nil {
		s.Log.Warn("similar", "request", requestID(c), "error", err)
		return
	}
	for _, f := range found.Similar {
		told := web.Similar{Title: f.Title, Source: f.Source, Published: f.Published, URL: "/article/" + url.PathEscape(f.ID)}
		for _, e := range f.SharedEntities[:min(3, len(f.SharedEntities))] {
			told.Shared = append(told.Shared, s.label(corpus.Actor, e))
		}
		told.Shared = append(told.Shared, f.SharedWords[:min(3, len(f.SharedWords))]...)
		v.Similar = append(v.Similar, told)
	}
}
