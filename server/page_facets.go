package server

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"despatch/corpus/gazetteer"
	"despatch/search"
	"despatch/search/query"
	"despatch/server/web"
)

// lookUpSize is how many values the look-up page of a facet shows.
const lookUpSize = 200

// facetPage shows the values of one facet under a search, to look one up.
func (s *Server) facetPage(c *gin.Context) {
	field, err := fieldOf(c)
	if err != nil {
		s.failPage(c, err)
		return
	}
	r, err := s.ask(c, pageNames.and("prefix"))
	if err != nil {
		s.failPage(c, err)
		return
	}
	r.values.Set("facet_size", fmt.Sprint(lookUpSize))
	a, err := s.lookUp(c, r, field)
	if err != nil {
		s.failPage(c, err)
		return
	}
	st := stateOf(r.values).drop("facet_size").drop("prefix")
	f := s.frame(c, "facet-page", title(field))
	f.Query, f.State = r.text, st.fields("q")
	v := web.FacetPage{
		Frame: f, Values: s.facetView(field, a.facet, st, "/"), Chips: s.chips(st, "/facet/"+field), ClearURL: st.bare().at("/facet/" + field),
		Prefix: r.values.Get("prefix"), Back: st.at("/"), Total: a.Total,
	}
	v.Values.Open, v.Values.MoreURL = true, ""
	s.show(c, 200, "facet", v)
}

// facetViews are the facets of the margin. One that has a selection is open.
func (s *Server) facetViews(facets map[string]facet, st state, path string) []web.Facet {
	var views []web.Facet
	for i, field := range pageFacets {
		f, ok := facets[field]
		if !ok {
			continue
		}
		v := s.facetView(field, f, st, path)
		v.Open = i < openFacets && len(v.Buckets) > 0 || v.Selected > 0 || len(st.values["exclude."+field]) > 0
		views = append(views, v)
	}
	return views
}

func (s *Server) facetView(field string, f facet, st state, path string) web.Facet {
	v := web.Facet{Field: field, Title: title(field), TotalValues: f.TotalValues, Missing: f.Missing, Selected: len(st.values[field])}
	v.Buckets = s.bucketViews(field, f.Buckets, st, path)
	if f.TotalValues > len(f.Buckets) {
		v.MoreURL = st.at("/facet/" + field)
	}
	if f.Missing > 0 && field != search.Responder && field != search.Denier {
		v.MissingURL = s.toggled(field, search.Missing, st).at(path)
	}
	if field == search.Perpetrator || field == search.Target {
		v.ByKind = s.byKind(field, st, path)
	}
	return v
}

// byKind narrows a role to any entity of a kind, such as all parliaments.
func (s *Server) byKind(param string, st state, path string) *web.ByKind {
	return &web.ByKind{Action: path, Param: param, Title: title(param), State: st.fields(), Kinds: s.known.Load().kinds}
}

// kindsOf are the kinds to choose from, in words.
func kindsOf(g *gazetteer.Gazetteer) (kinds []web.Field) {
	for _, kind := range g.Kinds() {
		kinds = append(kinds, web.Field{Name: "any " + strings.ReplaceAll(kind, "-", " "), Value: search.KindPrefix + kind})
	}
	return kinds
}

func (s *Server) bucketViews(field string, buckets []bucket, st state, path string) []web.Bucket {
	var views []web.Bucket
	for _, b := range buckets {
		v := web.Bucket{
			ID: "bucket-" + field + "-" + url.PathEscape(b.Value), Label: s.bucketLabel(field, b), Count: b.Count, Selected: b.Selected,
			URL: s.toggled(field, b.Value, st).at(path), Children: s.bucketViews(field, b.Children, st, path),
		}
		if b.Distinct != b.Count {
			v.Hint = fmt.Sprintf("%d articles, %d distinct", b.Count, b.Distinct)
		}
		if excluded := s.means(field, b.Value, st.values["exclude."+field]); excluded != nil {
			v.Excluded, v.URL = true, st.without("exclude."+field, excluded).at(path)
		} else if !b.Selected {
			v.ExcludeURL = st.add("exclude."+field, b.Value).at(path)
		}
		views = append(views, v)
	}
	return views
}

func (s *Server) bucketLabel(field string, b bucket) string {
	if field == search.Date {
		return dateLabel(b.Value)
	}
	return b.Label
}

// toggled chooses a value, or no longer does where it is chosen, under
// whatever name. Within a date the finer choice takes the place of the
// coarser.
func (s *Server) toggled(field, value string, st state) state {
	if chosen := s.means(field, value, st.values[field]); chosen != nil {
		return st.without(field, chosen)
	}
	if excluded := s.means(field, value, st.values["exclude."+field]); excluded != nil {
		st = st.without("exclude."+field, excluded)
	}
	if field == search.Date { // its buckets were counted without the range, too
		st = st.drop("from").drop("to").without(field, func(v string) bool { return strings.HasPrefix(value, v) || strings.HasPrefix(v, value) })
	}
	return st.add(field, value)
}

// means finds, among values as given in the address, those that stand for an
// id; nil where none does.
func (s *Server) means(field, id string, given []string) func(string) bool {
	stands := func(v string) bool {
		if v == id {
			return true
		}
		ids, _, err := query.Resolve(field, v, s.tables())
		return err == nil && slices.Contains(ids, id) && len(ids) == 1
	}
	if !slices.ContainsFunc(given, stands) {
		return nil
	}
	return stands
}

// chips are the filters that are applied, each with a way out of it.
func (s *Server) chips(st state, path string) []web.Chip {
	var chips []web.Chip
	for _, field := range search.Fields {
		for _, name := range [...]string{field, "exclude." + field} {
			for _, value := range st.values[name] {
				gone := func(v string) bool { return v == value }
				chips = append(chips, web.Chip{
					Field: title(field), Label: s.valueLabel(field, value), Exclude: name != field, URL: st.without(name, gone).at(path),
				})
			}
		}
	}
	for _, name := range [...]string{"from", "to", "by", "accused", "when"} {
		for _, value := range st.values[name] {
			gone := func(v string) bool { return v == value }
			chips = append(chips, web.Chip{Field: title(name), Label: s.valueLabel(name, value), URL: st.without(name, gone).at(path)})
		}
	}
	return chips
}

// valueLabel is what a value in the address is called.
func (s *Server) valueLabel(field, value string) string {
	switch field {
	case search.Date, "from", "to", "when":
		return dateLabel(value)
	}
	if kind, ok := strings.CutPrefix(value, search.KindPrefix); ok {
		return "any " + strings.ReplaceAll(kind, "-", " ")
	}
	if label := s.label(field, value); label != value {
		return label
	}
	if ids, _, err := query.Resolve(field, value, s.tables()); err == nil && len(ids) == 1 {
		return s.label(field, ids[0])
	}
	return value
}

// title is what a parameter is called on the screen.
func title(name string) string { return strings.ToUpper(name[:1]) + name[1:] }
