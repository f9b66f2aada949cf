package enginetest

import (
	"cmp"
	"slices"
	"strings"

	"despatch/corpus"
	"despatch/search"
)

// facet counts one field, as if the parameters of the field itself were not
// there.
func (x *question) facet(f search.FacetRequest) search.Facet {
	if f.Field == search.Date {
		return x.dateFacet(f)
	}
	having := map[string][]*article{}
	var facet search.Facet
	for _, a := range x.found(f.Field) {
		if isRole(f.Field) && a.lacks(f.Field) || !isRole(f.Field) && len(a.values(f.Field)) == 0 {
			facet.Missing++
		}
		for _, v := range x.counted(a, f.Field) {
			having[v] = append(having[v], a)
		}
	}
	selected := x.selected(f.Field)
	var all []search.Bucket
	for v, list := range having {
		all = append(all, search.Bucket{
			Value: v, Count: len(list), Distinct: distinct(list), Selected: slices.Contains(selected, v),
		})
	}
	for _, v := range selected {
		if having[v] == nil && !strings.HasPrefix(v, search.KindPrefix) {
			all = append(all, search.Bucket{Value: v, Selected: true})
		}
	}
	slices.SortFunc(all, func(a, b search.Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	listed := 0
	for _, b := range all {
		b.Label = x.labelOf(f.Field, b.Value)
		if !x.keeps(f, b) {
			continue
		}
		if b.Count > 0 {
			facet.TotalValues++
			listed++
		}
		if b.Selected || b.Count > 0 && listed <= f.Size {
			facet.Buckets = append(facet.Buckets, b)
		}
	}
	return facet
}

// counted are the values that an article is counted by: of a role, those in
// the claims in which everything else holds that was asked of one claim.
func (x *question) counted(a *article, field string) []string {
	if !isRole(field) {
		return a.values(field)
	}
	var all []string
	for _, c := range a.held(x.roles(field)) {
		all = append(all, role(c, field)...)
	}
	return once(all)
}

func (x *question) selected(field string) []string {
	var list []string
	for _, f := range x.Filters {
		if f.Field != field || f.Exclude {
			continue
		}
		for _, v := range f.Values {
			if v != search.Missing && !slices.Contains(list, v) {
				list = append(list, v)
			}
		}
	}
	return list
}

// labelOf names a value as the gazetteer does, else as the first by spelling
// of the articles that may be seen.
func (x *question) labelOf(field, value string) string {
	switch field {
	case search.Source, search.Language, search.Collection, search.Status, search.Act:
		return value
	}
	if x.model.label != nil {
		if l, ok := x.model.label(value); ok {
			return l
		}
	}
	best := ""
	for _, a := range x.model.articles {
		if !x.sees(a) {
			continue
		}
		for _, m := range a.Annotation.Mentions {
			if m.ID == value && m.Label != "" && m.Label != m.ID && (best == "" || m.Label < best) {
				best = m.Label
			}
		}
	}
	return cmp.Or(best, value)
}

// keeps looks at a facet's prefix.
func (x *question) keeps(f search.FacetRequest, b search.Bucket) bool {
	prefix := strings.ToLower(f.Prefix)
	if strings.HasPrefix(strings.ToLower(b.Value), prefix) {
		return true
	}
	return slices.ContainsFunc(strings.Fields(strings.ToLower(b.Label)), func(w string) bool {
		return strings.HasPrefix(w, prefix)
	})
}

func (x *question) dateFacet(f search.FacetRequest) search.Facet {
	var facet search.Facet
	list := x.found(search.Date)
	for _, a := range list {
		if a.Published.Precision() == corpus.Unknown {
			facet.Missing++
		}
	}
	years := x.dateBuckets(list, search.ByYear, "")
	for _, y := range years {
		if !strings.HasPrefix(y.Value, f.Prefix) {
			continue
		}
		if y.Count > 0 {
			facet.TotalValues++
		}
		if len(facet.Buckets) < f.Size || y.Selected {
			facet.Buckets = append(facet.Buckets, y)
		}
	}
	return facet
}

// dateBuckets lists the intervals of one step within another, newest first,
// and opens those that are chosen or in which something is.
func (x *question) dateBuckets(list []*article, step search.Step, within string) []search.Bucket {
	having := map[string][]*article{}
	for _, a := range list {
		if v := stepOf(a.Published, step); v != "" && strings.HasPrefix(v, within) {
			having[v] = append(having[v], a)
		}
	}
	selected := x.selected(search.Date)
	for _, v := range selected {
		if stepOf(corpus.Date(v), step) == v && strings.HasPrefix(v, within) && having[v] == nil {
			having[v] = []*article{}
		}
	}
	finer := map[search.Step]search.Step{search.ByYear: search.ByMonth, search.ByMonth: search.ByDay}
	var buckets []search.Bucket
	for v, list := range having {
		b := search.Bucket{
			Value: v, Label: v, Count: len(list), Distinct: distinct(list), Selected: slices.Contains(selected, v),
		}
		opened := slices.ContainsFunc(selected, func(s string) bool { return strings.HasPrefix(s, v) })
		if opened && step != search.ByDay {
			b.Children = x.dateBuckets(list, finer[step], v)
		}
		buckets = append(buckets, b)
	}
	slices.SortFunc(buckets, func(a, b search.Bucket) int { return cmp.Compare(b.Value, a.Value) })
	return buckets
}

// timeline counts what matches over time.
func (x *question) timeline() []search.Interval {
	having := map[string][]*article{}
	found := x.found("")
	for _, a := range found {
		for _, s := range x.steps(a) {
			having[s] = append(having[s], a)
		}
	}
	if len(having) == 0 {
		return nil
	}
	var starts []string
	for s := range having {
		starts = append(starts, s)
	}
	top := x.topValues()
	var list []search.Interval
	for s := slices.Min(starts); s <= slices.Max(starts); s = nextStep(s, x.Timeline.Step) {
		iv := search.Interval{Start: s, Count: len(having[s]), Distinct: distinct(having[s])}
		if x.Timeline.Split != "" {
			iv.Split = map[string]int{}
		}
		for _, v := range top {
			if n := x.withValue(having[s], v); n > 0 {
				iv.Split[v] = n
			}
		}
		list = append(list, iv)
	}
	return list
}

// topValues are the five most frequent values of the field a timeline is split
// by, among all that matches.
func (x *question) topValues() []string {
	field := x.Timeline.Split
	if field == "" {
		return nil
	}
	counts := map[string]int{}
	for _, a := range x.found("") {
		for _, v := range x.split(a) {
			counts[v]++
		}
	}
	var values []string
	for v := range counts {
		values = append(values, v)
	}
	slices.SortFunc(values, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return values[:min(5, len(values))]
}

// split are the values an article counts for in a split timeline.
func (x *question) split(a *article) []string {
	field := x.Timeline.Split
	if !isRole(field) {
		return a.values(field)
	}
	var all []string
	for _, c := range a.held(x.roles("")) {
		all = append(all, role(c, field)...)
	}
	return once(all)
}

func (x *question) withValue(list []*article, value string) int {
	n := 0
	for _, a := range list {
		if slices.Contains(x.split(a), value) {
			n++
		}
	}
	return n
}

// steps are the intervals that an article is counted in.
func (x *question) steps(a *article) []string {
	if !x.Timeline.Claimed {
		return once([]string{stepOf(a.Published, x.Timeline.Step)})
	}
	var all []string
	for _, c := range a.held(x.roles("")) {
		all = append(all, claimSteps(c.When, x.Timeline.Step)...)
	}
	return once(all)
}

// claimSteps are the intervals that the time of a claim covers, fewer than 61.
func claimSteps(when string, step search.Step) []string {
	if _, _, ok := whenDays(when); !ok {
		return nil
	}
	from, to, ranged := strings.Cut(when, "/")
	if !ranged {
		to = from
	}
	first, last := stepOf(corpus.Date(from), step), stepOf(corpus.Date(to), step)
	if first == "" || last == "" {
		return nil
	}
	var list []string
	for s := first; s <= last; s = nextStep(s, step) {
		if list = append(list, s); len(list) > 60 {
			return nil
		}
	}
	return list
}
