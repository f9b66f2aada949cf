package server

import (
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/search"
	"despatch/server/web"
)

const (
	entityNewest   = 6 // articles shown on an entity's page
	entityEvidence = 6 // articles whose sentences are shown
	perArticle     = 2 // sentences of one article
)

// entityPage shows what is known of an entity, and who says so.
func (s *Server) entityPage(c *gin.Context) {
	if _, err := readParams(c.Request.URL.RawQuery, nil); err != nil {
		s.failPage(c, err)
		return
	}
	e, err := s.entity(c.Request.Context(), c.Param("id"))
	if err != nil {
		s.failPage(c, err)
		return
	}
	v := s.entityHead(c, e)
	if err := s.addNewest(c, &v, e); err != nil {
		s.failPage(c, err)
		return
	}
	if err := s.addEvidence(c, &v, e); err != nil {
		s.failPage(c, err)
		return
	}
	s.show(c, 200, "entity", v)
}

func (s *Server) entityHead(c *gin.Context, e entityAnswer) web.EntityPage {
	mentioned := state{url.Values{e.Field: {e.ID}}}
	f := s.frame(c, "entity", e.Label)
	f.Feed = mentioned.set("format", "rss").at("/api/v1/search")
	f.Elsewhere = []web.Link{{Text: "JSON", URL: "/api/v1/entities/" + url.PathEscape(e.ID)}, {Text: "RSS of its articles", URL: f.Feed}}
	v := web.EntityPage{
		Frame: f, ID: e.ID, Field: e.Field, Kind: e.Kind, Label: e.Label, From: dateLabel(e.From), Until: dateLabel(e.Until),
		Total: e.Total, ArticlesURL: mentioned.at("/"), FeedURL: f.Feed, Names: s.entityNames(e), Refs: references(e.Refs),
	}
	for _, id := range e.Country {
		if id != e.ID {
			v.Country = append(v.Country, s.entityView(id, ""))
		}
	}
	if e.Parent != "" {
		v.Parents = append(v.Parents, s.entityView(e.Parent, ""))
	}
	if e.Seat != "" {
		v.Seat = s.label(corpus.Country, e.Seat)
	}
	for _, role := range roleFields {
		if n := e.Roles[role].Articles; n > 0 {
			st := state{url.Values{role: {e.ID}}}
			v.Roles = append(v.Roles, web.EntityRole{Role: role, Articles: n, URL: st.at("/"), ClaimsURL: st.at("/claims")})
		}
	}
	for _, field := range corpus.EntityFields {
		v.Companions = append(v.Companions, s.companions(field, e, mentioned))
	}
	return v
}

// entityNames are the names of an entity, the label first, each with all who
// say so.
func (s *Server) entityNames(e entityAnswer) []web.EntityName {
	var names []web.EntityName
	at := map[string]int{}
	for _, n := range e.Names {
		key := n.Text + " " + n.Language + " " + n.Rule
		i, seen := at[key]
		if !seen {
			i = len(names)
			at[key] = i
			names = append(names, s.entityName(n))
		}
		if n.Source != "" && !slices.Contains(names[i].Sources, n.Source) {
			names[i].Sources = append(names[i].Sources, n.Source)
		}
	}
	rank := func(n web.EntityName) int {
		switch {
		case n.Text == e.Label:
			return 0
		case n.Context:
			return 2
		}
		return 1
	}
	slices.SortStableFunc(names, func(a, b web.EntityName) int { return rank(a) - rank(b) })
	return names
}

func (s *Server) entityName(n entityName) web.EntityName {
	name := web.EntityName{Text: n.Text, Rule: n.Rule, Context: n.Context}
	if n.Language != "" {
		name.Language = languageName(n.Language)
	}
	for _, id := range n.Also {
		name.Also = append(name.Also, s.entityView(id, ""))
	}
	return name
}

// companions are what is mentioned beside an entity, each with the search for
// both.
func (s *Server) companions(field string, e entityAnswer, mentioned state) web.Facet {
	found := e.Companions[field]
	v := web.Facet{Field: field, Title: title(field), Open: true, TotalValues: found.TotalValues}
	for _, b := range found.Buckets {
		st := mentioned.add(field, b.Value)
		if field == e.Field { // parameters of one field are alternatives
			st = state{url.Values{"q": {field + ":" + e.ID + " " + field + ":" + b.Value}}}
		}
		v.Buckets = append(v.Buckets, web.Bucket{ID: "companion-" + url.PathEscape(b.Value), Label: b.Label, Count: b.Count, URL: st.at("/")})
	}
	return v
}

// schemes say where an identifier of a scheme can be looked up.
var schemes = map[string]struct{ label, url string }{
	"mitre":    {"MITRE ATT&CK", "https://attack.mitre.org/groups/"},
	"misp":     {"MISP galaxy", ""},
	"ror":      {"ROR", "https://ror.org/"},
	"wikidata": {"Wikidata", "https://www.wikidata.org/wiki/"},
	"iso":      {"ISO 3166-1", ""},
}

func references(refs map[string][]string) []web.Reference {
	var list []web.Reference
	for scheme, ids := range refs {
		for _, id := range ids {
			r := web.Reference{Scheme: scheme, ID: id}
			if known, ok := schemes[scheme]; ok {
				r.Scheme = known.label
				if known.url != "" {
					r.URL = known.url + url.PathEscape(id)
				}
			}
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b web.Reference) int { return strings.Compare(a.Scheme+" "+a.ID, b.Scheme+" "+b.ID) })
	return list
}

// addNewest adds the timeline and the newest articles.
func (s *Server) addNewest(c *gin.Context, v *web.EntityPage, e entityAnswer) error {
	st := state{url.Values{e.Field: {e.ID}}}
	r := request{values: st.values, access: accessOf(c), highlight: true}
	r.search = search.Query{
		Visible: r.access.Collections, Sort: search.Newest, Limit: entityNewest,
		Filters:  []search.Filter{{Field: e.Field, Values: []string{e.ID}}},
		Timeline: &search.TimelineRequest{Step: search.ByMonth},
	}
	a, err := s.find(c.Request.Context(), r)
	if err == nil {
		err = s.gather(c.Request.Context(), &r, &a)
	}
	if err != nil {
		return err
	}
	v.Timeline = s.drawTimeline(r, a, st)
	v.Newest = s.hitViews(c.Request.Context(), a.Hits)
	return nil
}

// addEvidence adds the sentences of the newest articles that name the entity.
func (s *Server) addEvidence(c *gin.Context, v *web.EntityPage, e entityAnswer) error {
	r := request{access: accessOf(c)}
	r.search = search.Query{Visible: r.access.Collections, Sort: search.Newest, Limit: entityEvidence}
	found, err := s.findEvidence(c.Request.Context(), r, e.Field, e.ID)
	if err != nil {
		return err
	}
	seen := map[string]int{}
	for _, sentence := range found.Evidence {
		seen[sentence.Article]++
		seen[sentence.Sentence]++
		if seen[sentence.Article] > perArticle || seen[sentence.Sentence] > 1 {
			continue
		}
		told := web.Evidence{
			Title: sentence.Title, Source: sentence.Source, Published: sentence.Published, Rule: sentence.Rule,
			Page: "/article/" + url.PathEscape(sentence.Article), Before: sentence.Sentence,
		}
		if end := sentence.At + len(sentence.Surface); end <= len(sentence.Sentence) && sentence.Sentence[sentence.At:end] == sentence.Surface {
			told.Before, told.Surface, told.After = sentence.Sentence[:sentence.At], sentence.Surface, sentence.Sentence[end:]
		}
		v.Evidence = append(v.Evidence, told)
	}
	return nil
}
