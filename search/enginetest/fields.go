package enginetest

import (
	"slices"
	"strings"

	"despatch/corpus"
	"despatch/search"
)

// values are an article's values in a plain field, each once.
func (a *article) values(field string) []string {
	f := &a.Annotation.Facets
	switch field {
	case corpus.Actor:
		return once(f.Actor)
	case corpus.Country:
		return once(f.Country)
	case corpus.Institution:
		return once(f.Institution)
	case corpus.Person:
		return once(f.Person)
	case search.Source:
		return once([]string{a.Source})
	case search.Language:
		return once([]string{a.Language})
	case search.Collection:
		return once([]string{a.Collection})
	case search.Speaker:
		var all []string
		for _, ids := range f.Speaker {
			all = append(all, ids...)
		}
		return once(all)
	}
	return nil
}

func once(list []string) []string {
	var out []string
	for _, v := range list {
		if v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out
}

func isRole(field string) bool { return slices.Contains(search.ClaimFields[:], field) }

// role are the ids that one claim has in a role field.
func role(c *corpus.Claim, field string) []string {
	switch field {
	case search.Perpetrator:
		return once(c.Accused)
	case search.Target:
		return once(c.Target)
	case search.Responder:
		if c.Act == corpus.Deny || c.Act == corpus.Attack || c.Act == corpus.Responsible {
			return nil
		}
		return once(c.By)
	case search.Denier:
		if c.Act == corpus.Deny {
			return once(c.By)
		}
		return nil
	case search.Status:
		return once([]string{c.Status})
	case search.Act:
		return once([]string{c.Act})
	}
	return nil
}

// hasAny says whether ids, or the kinds of them, have one of the values.
func (a *article) hasAny(ids, values []string) bool {
	for _, id := range ids {
		for _, v := range values {
			if v == id || a.Kinds[id] != "" && v == search.KindPrefix+a.Kinds[id] {
				return true
			}
		}
	}
	return false
}

// lacks says whether no claim has a value in a role.
func (a *article) lacks(field string) bool {
	for i := range a.Annotation.Claims {
		if len(role(&a.Annotation.Claims[i], field)) > 0 {
			return false
		}
	}
	return true
}

// held are the claims of an article in which all role filters hold, but for
// those that the article meets by having no value at all.
func (a *article) held(filters []search.Filter) []*corpus.Claim {
	var list []*corpus.Claim
	for i := range a.Annotation.Claims {
		c := &a.Annotation.Claims[i]
		if a.holds(c, a.unmet(filters)) {
			list = append(list, c)
		}
	}
	return list
}

func (a *article) holds(c *corpus.Claim, filters []search.Filter) bool {
	for _, f := range filters {
		if !a.hasAny(role(c, f.Field), f.Values) {
			return false
		}
	}
	return true
}

func (a *article) unmet(filters []search.Filter) []search.Filter {
	var list []search.Filter
	for _, f := range filters {
		if !slices.Contains(f.Values, search.Missing) || !a.lacks(f.Field) {
			list = append(list, f)
		}
	}
	return list
}

// meets says whether the role filters hold together.
func (a *article) meets(filters []search.Filter) bool {
	return len(a.unmet(filters)) == 0 || len(a.held(filters)) > 0
}

// matchesClaim says whether one claim has all the parts asked for.
func (a *article) matchesClaim(m search.ClaimMatch) bool {
	return slices.ContainsFunc(a.Annotation.Claims, func(c corpus.Claim) bool { return a.hasParts(&c, m) })
}

func (a *article) hasParts(c *corpus.Claim, m search.ClaimMatch) bool {
	for _, part := range [...]struct{ have, want []string }{
		{c.By, m.By}, {c.Accused, m.Accused}, {c.Target, m.Target}, {[]string{c.Act}, m.Act}, {[]string{c.Status}, m.Status},
	} {
		empty := len(once(part.have)) == 0 && slices.Contains(part.want, search.Missing)
		if len(part.want) > 0 && !empty && !a.hasAny(once(part.have), part.want) {
			return false
		}
	}
	if m.From == "" && m.To == "" {
		return true
	}
	first, last, ok := whenDays(c.When)
	return ok && touches(first, last, m.From, m.To)
}

// whenDays are the first and last day of the time of a claim.
func whenDays(when string) (first, last string, ok bool) {
	from, to, ranged := strings.Cut(when, "/")
	if !ranged {
		to = from
	}
	first, ok1 := firstDay(corpus.Date(from))
	last, ok2 := lastDay(corpus.Date(to))
	return first, last, ok1 && ok2 && first <= last
}
