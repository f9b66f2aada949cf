package server

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/search"
	"despatch/search/query"
	"despatch/server/web"
)

const (
	claimsOnPage = 60
	claimsMargin = 8 // buckets of a part in the margin
	maxDenials   = 2 // shown beside a group
	openLines    = 4 // of a group; the others unfold
)

var claimPageNames = filterNames.and("by", "accused", "when", "cursor")

// marginParts are the parts of claims in the margin, with the parameter that
// narrows by each.
var marginParts = [...]struct {
	part  search.ClaimPart
	param string
}{
	{search.PartAccused, "accused"}, {search.PartTarget, search.Target}, {search.PartBy, "by"},
	{search.PartAct, search.Act}, {search.PartStatus, search.Status}, {search.PartYear, "when"},
}

// claimsPage shows who accuses whom of what, with the denials beside it.
func (s *Server) claimsPage(c *gin.Context) {
	values, err := readParams(c.Request.URL.RawQuery, claimPageNames)
	if err != nil {
		s.failClaims(c, err)
		return
	}
	r, q, err := s.understandClaims(c.Request.Context(), values)
	if err != nil {
		s.failClaims(c, err)
		return
	}
	q.Limit, q.Size = claimsOnPage, claimsMargin
	for _, f := range marginParts {
		q.Count = append(q.Count, f.part)
	}
	a, err := s.findClaims(c.Request.Context(), r, q)
	if err != nil {
		s.failClaims(c, err)
		return
	}
	s.show(c, 200, "claims", s.claimsView(c, r, q, a))
}

func (s *Server) failClaims(c *gin.Context, err error) {
	p := problemOf(err)
	if p.Status >= 500 {
		s.failPage(c, err)
		return
	}
	st := stateOf(c.Request.URL.Query())
	f := s.frame(c, "claims", "Claims")
	f.Action, f.Query, f.State, f.Mistake = "/claims", st.values.Get("q"), st.fields("q"), s.mistake(c, p)
	s.show(c, p.Status, "claims", web.Claims{Frame: f})
}

func (s *Server) claimsView(c *gin.Context, r request, q search.ClaimQuery, a claimsAnswer) web.Claims {
	st := stateOf(r.values)
	f := s.frame(c, "claims", "Claims")
	f.Action, f.Query, f.State, f.ClaimsLink, f.ArticlesLink = "/claims", r.text, st.fields("q"), st.at("/claims"), asArticles(st, q).at("/")
	for _, form := range [...][2]string{{"JSON", ""}, {"CSV", "csv"}, {"JSON Lines", "jsonl"}} {
		f.Elsewhere = append(f.Elsewhere, web.Link{Text: form[0], URL: st.set("format", form[1]).at("/api/v1/claims")})
	}
	f.Announce = fmt.Sprintf("%d claims", a.Total.Claims)
	f.Measured = fmt.Sprintf("%.1f ms, generation %d, checkpoint %d", a.TookMS, a.Index.Generation, a.Index.Checkpoint)
	v := web.Claims{
		Frame: f, Claims: a.Total.Claims, Articles: a.Total.Articles, Warnings: a.Query.Warnings,
		Chips: s.chips(st, "/claims"), ClearURL: st.bare().at("/claims"), CSV: st.set("format", "csv").at("/api/v1/claims"),
		ArticlesURL: f.ArticlesLink, Groups: s.groups(a.Claims, st), Facets: s.claimFacetViews(a.Facets, st),
	}
	if a.Next != "" {
		v.Next = st.set("cursor", a.Next).at("/claims")
	}
	if r.search.Cursor != "" {
		v.First = st.at("/claims")
	}
	return v
}

// asArticles is the search for the articles that make the claims. Where no
// filter of articles has the parts that are asked for, the query has them.
func asArticles(st state, q search.ClaimQuery) state {
	m := q.Parts
	if m == nil {
		return st
	}
	if len(m.By) == 0 && m.From == "" && m.To == "" && len(st.values[search.Perpetrator]) == 0 {
		for _, v := range st.values["accused"] {
			st = st.add(search.Perpetrator, v)
		}
		return st.drop("accused")
	}
	match := *m
	lists := map[string]*[]string{search.Target: &match.Target, search.Act: &match.Act, search.Status: &match.Status}
	for _, f := range q.Filters {
		if list := lists[f.Field]; list != nil && !f.Exclude {
			*list, st = f.Values, st.drop(f.Field)
		}
	}
	text := query.Write(match)
	if asked := st.values.Get("q"); asked != "" {
		text = "(" + asked + ") " + text
	}
	return st.set("q", text).drop("by").drop("accused").drop("when")
}

func (s *Server) claimFacetViews(facets map[string]facet, st state) []web.Facet {
	var views []web.Facet
	for _, f := range marginParts {
		found := facets[string(f.part)]
		v := web.Facet{Field: string(f.part), Title: title(string(f.part)), Open: true, TotalValues: found.TotalValues, Selected: len(st.values[f.param])}
		for _, b := range found.Buckets {
			v.Buckets = append(v.Buckets, s.claimBucket(f.param, b, st))
		}
		if f.param == "accused" || f.param == search.Target || f.param == "by" {
			v.ByKind = s.byKind(f.param, st, "/claims")
		}
		views = append(views, v)
	}
	return views
}

func (s *Server) claimBucket(param string, b bucket, st state) web.Bucket {
	v := web.Bucket{ID: "bucket-" + param + "-" + url.PathEscape(b.Value), Label: b.Label, Count: b.Count, Selected: b.Selected}
	field := param
	if param == "accused" || param == "by" {
		field = search.Perpetrator
	}
	switch chosen := s.means(field, b.Value, st.values[param]); {
	case chosen != nil:
		v.URL = st.without(param, chosen).at("/claims")
	case param == "when": // one time at most
		v.URL = st.set(param, b.Value).at("/claims")
	default:
		v.URL = st.add(param, b.Value).at("/claims")
	}
	return v
}

// groups puts claims together by whom they accuse and who is the target, the
// largest groups first, in each the newest claims first. Denials stand beside
// what they deny.
func (s *Server) groups(claims []toldClaim, st state) []web.ClaimGroup {
	var groups []*claimGroup
	byKey := map[[2]string]*claimGroup{}
	alone := slices.Equal(st.values[search.Act], []string{corpus.Deny})
	var denials []toldClaim
	for _, claim := range claims {
		if claim.Act == corpus.Deny && !alone {
			denials = append(denials, claim)
			continue
		}
		key := [2]string{s.head(claim.Accused), s.headBut(claim.Target, claim.Accused)}
		g := byKey[key]
		if g == nil {
			g = &claimGroup{accused: key[0], target: key[1], articles: map[string]bool{}}
			byKey[key], groups = g, append(groups, g)
		}
		g.claims = append(g.claims, claim)
		g.articles[claim.Article] = true
	}
	groups = s.besides(groups, denials)
	slices.SortStableFunc(groups, func(a, b *claimGroup) int { return len(b.claims) - len(a.claims) })
	var views []web.ClaimGroup
	for _, g := range groups {
		views = append(views, s.groupView(g, st))
	}
	return views
}

// claimGroup is claims that accuse the same of doing harm to the same.
type claimGroup struct {
	accused, target string
	claims, denials []toldClaim
	articles        map[string]bool
}

// besides puts each denial to the groups of its article that accuse the same,
// else to the largest group that does; what is left is a group of its own.
func (s *Server) besides(groups []*claimGroup, denials []toldClaim) []*claimGroup {
	for _, d := range denials {
		accused := s.head(d.Accused)
		var best *claimGroup
		for _, g := range groups {
			if g.accused != accused {
				continue
			}
			if best == nil || g.articles[d.Article] && !best.articles[d.Article] || g.articles[d.Article] == best.articles[d.Article] && len(g.claims) > len(best.claims) {
				best = g
			}
		}
		if best == nil {
			best = &claimGroup{accused: accused, target: s.headBut(d.Target, d.Accused), articles: map[string]bool{}}
			groups = append(groups, best)
		}
		best.denials = append(best.denials, d)
	}
	return groups
}

// head is the country among the parties of a claim, else the first of them.
func (s *Server) head(ids []string) string {
	for _, id := range ids {
		if e, ok := s.tables().Entity(id); ok && e.Field == corpus.Country {
			return id
		}
	}
	if len(ids) > 0 {
		return ids[0]
	}
	return ""
}

// headBut is the head of those who are not among the others as well: a state
// that is accused and the target at once is the target of nothing told here.
func (s *Server) headBut(ids, others []string) string {
	but := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return slices.Contains(others, id) })
	if len(but) == 0 {
		but = ids
	}
	return s.head(but)
}

func (s *Server) groupView(g *claimGroup, st state) web.ClaimGroup {
	v := web.ClaimGroup{Count: len(g.claims)}
	if g.accused != "" {
		e := s.entityView(g.accused, search.Perpetrator)
		v.Accused = &e
	}
	if g.target != "" {
		e := s.entityView(g.target, search.Target)
		v.Target = &e
	}
	v.Lines = s.lines(g.claims, g)
	if len(v.Lines) > openLines+1 {
		v.Lines, v.More = v.Lines[:openLines], v.Lines[openLines:]
	}
	v.Denials = s.lines(g.denials, g)
	if more := len(v.Denials) - maxDenials; more > 0 {
		v.Denials = v.Denials[:maxDenials]
		v.MoreDenials = &web.Link{
			Text: fmt.Sprintf("%d more", more),
			URL:  st.drop("accused").add("accused", g.accused).drop(search.Act).add(search.Act, corpus.Deny).at("/claims"),
		}
	}
	return v
}

// lines are claims as lines, those of one sentence, or of copies of it, as
// one.
func (s *Server) lines(claims []toldClaim, g *claimGroup) []web.ClaimLine {
	var lines []web.ClaimLine
	at := map[string]int{}
	for _, claim := range claims {
		line := s.claimView(claim, g)
		i, seen := at[claim.Sentence]
		if !seen {
			at[claim.Sentence] = len(lines)
			lines = append(lines, line)
			continue
		}
		lines[i].Merge(line)
	}
	return lines
}

// claimView is one claim as a line. What the group's head says already is left
// out.
func (s *Server) claimView(t toldClaim, g *claimGroup) web.ClaimLine {
	line := web.ClaimLine{
		Acts: []web.ClaimAct{{Act: t.Act, Status: t.Status}}, When: whenLabel(t.When), Published: t.Published, Sentence: t.Sentence, Title: t.Title, Source: t.Source,
		Page: "/article/" + url.PathEscape(t.Article) + "#" + claimAnchor(t.Claim),
	}
	if line.When == dateLabel(t.Published.Day()) { // no more than the date beside it says
		line.When = ""
	}
	for _, id := range t.By {
		role := search.Responder
		if t.Act == corpus.Deny {
			role = search.Denier
		}
		line.Parties = append(line.Parties, s.entityView(id, role))
	}
	for _, id := range t.Accused {
		if id != g.accused && t.Act != corpus.Deny {
			line.Parties = append(line.Parties, s.entityView(id, search.Perpetrator))
		}
	}
	for _, id := range t.Target {
		if id != g.target {
			line.Parties = append(line.Parties, s.entityView(id, search.Target))
		}
	}
	return line
}

// claimAnchor names the place of a claim on its article's page.
func claimAnchor(c corpus.Claim) string { return fmt.Sprintf("claim-%s-%d", c.In, c.Start) }

// whenLabel writes the time that a claim gives, which may be a range.
func whenLabel(when string) string {
	first, last, isRange := strings.Cut(when, "/")
	if !isRange {
		if when == "" {
			return ""
		}
		return dateLabel(when)
	}
	return dateLabel(first) + "–" + dateLabel(last)
}
