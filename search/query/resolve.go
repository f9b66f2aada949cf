package query

import (
	"fmt"
	"slices"
	"strings"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/search"
	"despatch/search/analysis"
)

// Statuses and Acts list what a claim's status and act can be.
var (
	Statuses = [...]string{corpus.Asserted, corpus.Alleged, corpus.Denied, corpus.Hypothetical}
	Acts     = [...]string{
		corpus.Attack, corpus.Attribute, corpus.Accuse, corpus.Sanction, corpus.Indict, corpus.Condemn,
		corpus.Investigate, corpus.Deny, corpus.Responsible,
	}
)

// resolver turns what people call things into what the index calls them.
type resolver struct {
	gazetteer *gazetteer.Gazetteer
	warnings  []string
	compared  int // names held against the whole gazetteer
	// labels are all entities by folded label, made when first needed: a query
	// of many unknown names must not walk the gazetteer for each.
	labels map[string][]*gazetteer.Entity
}

func (r *resolver) warn(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !slices.Contains(r.warnings, text) {
		r.warnings = append(r.warnings, text)
	}
}

// values returns what one value of a field stands for.
func (r *resolver) values(field, text string, position int) ([]string, error) {
	text = strings.TrimSpace(text)
	if text == search.Missing || field == search.Source || field == search.Collection {
		return []string{text}, nil // as indexed
	}
	text = clean(text)
	switch field {
	case search.Language:
		return []string{r.languageCode(text)}, nil
	case search.Date:
		d, err := parseDay(text, position)
		return []string{string(d)}, err
	case search.Status:
		return oneOf(field, text, position, Statuses[:])
	case search.Act:
		return oneOf(field, text, position, Acts[:])
	case search.Perpetrator, search.Target, search.Responder, search.Denier, search.Speaker:
		return r.role(field, text, position)
	}
	return r.entities([]string{field}, text, position)
}

// oneOf accepts the words of a closed list.
func oneOf(field, text string, position int, words []string) ([]string, error) {
	small := strings.ToLower(text)
	if slices.Contains(words, small) {
		return []string{small}, nil
	}
	suggestion := analysis.Nearest(small, words)
	if suggestion != "" {
		suggestion = field + ":" + suggestion
	}
	return nil, mistake(position, fmt.Sprintf("%s is one of %s, not %q", field, strings.Join(words, ", "), text), suggestion)
}

// role resolves an entity of any field, or a kind.
func (r *resolver) role(field, text string, position int) ([]string, error) {
	kind, ok := strings.CutPrefix(strings.ToLower(text), search.KindPrefix)
	if !ok {
		return r.entities(corpus.EntityFields[:], text, position)
	}
	kind = strings.TrimSpace(kind)
	if kind == "" {
		return nil, mistake(position, "kind: wants a kind, such as parliament or ministry", "")
	}
	for range r.gazetteer.ByKind(kind) {
		return []string{search.KindPrefix + kind}, nil
	}
	kinds := r.gazetteer.Kinds()
	if near := analysis.Nearest(kind, kinds); near != "" {
		r.warn("no entity is of the kind %q; did you mean %s:kind:%s?", kind, field, near)
	} else {
		r.warn("no entity is of the kind %q; the kinds are %s", kind, strings.Join(kinds, ", "))
	}
	return []string{search.KindPrefix + strings.ReplaceAll(kind, ",", "")}, nil
}

// entities returns the ids that a name may mean in the given fields. An id is
// only itself; a name that several bear is each of them, with a warning; an
// unknown one is the id that an article's own naming would make.
func (r *resolver) entities(fields []string, name string, position int) ([]string, error) {
	if e, ok := r.gazetteer.Entity(strings.ToLower(name)); ok && slices.Contains(fields, e.Field) {
		return []string{e.ID}, nil
	}
	found := slices.DeleteFunc(r.gazetteer.Lookup(name), func(e *gazetteer.Entity) bool { return !slices.Contains(fields, e.Field) })
	if len(found) == 0 {
		found = r.labelled(fields, name)
	}
	if own := slices.DeleteFunc(slices.Clone(found), func(e *gazetteer.Entity) bool { return isGeneric(e, name) }); len(own) > 0 {
		found = own
	}
	ids, labels := make([]string, len(found)), make([]string, len(found))
	for i, e := range found {
		ids[i], labels[i] = e.ID, fmt.Sprintf("%s (%s)", e.Label, e.ID)
	}
	switch len(ids) {
	case 0:
		return r.unknown(fields, name, position)
	case 1:
		return ids, nil
	}
	if len(ids) > maxMeanings {
		r.warn("%q may mean %d entities; only the first %d are looked for", name, len(ids), maxMeanings)
		return ids[:maxMeanings], nil
	}
	r.warn("%q may mean %s; each of them matches", name, strings.Join(labels, " or "))
	return ids, nil
}

// labelled finds entities by a label that texts may not be searched for, since
// it is a plain word there (Réunion).
func (r *resolver) labelled(fields []string, name string) (found []*gazetteer.Entity) {
	if r.labels == nil {
		r.labels = map[string][]*gazetteer.Entity{}
		for e := range r.gazetteer.All() {
			key := gazetteer.Fold(e.Label)
			r.labels[key] = append(r.labels[key], e)
		}
	}
	for _, e := range r.labels[gazetteer.Fold(name)] {
		if slices.Contains(fields, e.Field) {
			found = append(found, e)
		}
	}
	return found
}

// maxMeanings bounds how many entities one name stands for ("the ministry").
const maxMeanings = 20

// isGeneric tells that an entity bears a name only as others of its kind do.
func isGeneric(e *gazetteer.Entity, name string) bool {
	key := gazetteer.Fold(name)
	if gazetteer.Fold(e.ID) == key || gazetteer.Fold(e.Label) == key {
		return false
	}
	return !slices.ContainsFunc(e.Names, func(n gazetteer.Name) bool {
		return n.Rule != gazetteer.RuleGeneric && gazetteer.Fold(n.Text) == key
	})
}

// unknown is the id that an article's own naming would make of a name.
func (r *resolver) unknown(fields []string, name string, position int) ([]string, error) {
	what := "entity"
	if len(fields) == 1 {
		what = fields[0]
	}
	id := numbered(gazetteer.Slug(name))
	if id == "" {
		id = strings.ToLower(strings.ReplaceAll(name, ",", ""))
	}
	if strings.TrimSpace(id) == "" {
		return nil, mistake(position, fmt.Sprintf("%q names no %s", name, what), "")
	}
	if near := r.suggested(fields, name); near != "" {
		r.warn("no %s is known as %q; did you mean %s?", what, name, near)
	} else {
		r.warn("no %s is known as %q", what, name)
	}
	return []string{id}, nil
}

// maxCompared bounds how many unknown names of one query are held against
// every name there is, at about a millisecond each.
const maxCompared = 4

// suggested is what an unknown name may have been meant for: the same name in
// another field, else the name in these fields that is nearest.
func (r *resolver) suggested(fields []string, name string) string {
	if r.compared++; r.compared > maxCompared {
		return ""
	}
	if elsewhere := r.gazetteer.Lookup(name); len(elsewhere) > 0 {
		return elsewhere[0].Field + ":" + elsewhere[0].ID
	}
	return r.nearestName(fields, name)
}

// hyphenated are the series of group names whose number stands behind a hyphen
// (Storm-0558); in others it follows at once (APT99).
var hyphenated = []string{"storm", "dev", "uac", "tag", "tg", "uat", "cta"}

// numbered writes apt-99 as apt99 and storm0558 as storm-0558.
func numbered(id string) string {
	letters := strings.TrimRight(id, "0123456789")
	digits := id[len(letters):]
	letters = strings.TrimSuffix(letters, "-")
	if digits == "" || letters == "" || len(letters) > 6 || strings.ContainsAny(letters, "-0123456789") {
		return id
	}
	if slices.Contains(hyphenated, letters) {
		return letters + "-" + digits
	}
	return letters + digits
}
