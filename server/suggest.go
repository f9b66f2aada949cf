package server

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/search"
)

// The limits of suggestions.
const (
	suggestEntities = 8
	suggestWords    = 4
	minTypoLetters  = 4   // a typo in fewer letters could be anything
	maxNameMatches  = 400 // names looked at before the best are chosen
)

// suggestAnswer is the body of /suggest.
type suggestAnswer struct {
	Text     string            `json:"text"`
	Entities []suggestedEntity `json:"entities"`
	Words    []suggestedWord   `json:"words"`
}

type suggestedEntity struct {
	ID    string `json:"id"`
	Field string `json:"field"`
	Kind  string `json:"kind"`
	Label string `json:"label"`
	// Name is the alias that matched, empty where the label did.
	Name  string `json:"name,omitempty"`
	Count int    `json:"count"`
}

type suggestedWord struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
}

// suggestAPI answers GET /suggest: entities whose name goes on from what was
// typed, by how many articles mention them, then words of titles.
func (s *Server) suggestAPI(c *gin.Context) {
	values, err := readParams(c.Request.URL.RawQuery, names{"q"})
	if err != nil {
		s.fail(c, err)
		return
	}
	a, err := s.suggest(c.Request.Context(), clip(values.Get("q"), 64))
	if err != nil {
		s.fail(c, err)
		return
	}
	c.PureJSON(http.StatusOK, a)
}

func (s *Server) suggest(ctx context.Context, text string) (suggestAnswer, error) {
	a := suggestAnswer{Text: text, Entities: []suggestedEntity{}, Words: []suggestedWord{}}
	key := gazetteer.Fold(text)
	if key == "" {
		return a, nil
	}
	suggester := s.known.Load().suggester
	counts, err := suggester.counts(ctx, s.Engine)
	if err != nil {
		return a, err
	}
	a.Entities = suggester.entities(key, counts, accessOf(ctx).Collections != nil)
	if last := text[strings.LastIndexByte(text, ' ')+1:]; last != "" {
		terms, err := s.Engine.Terms(ctx, last, suggestWords, accessOf(ctx).Collections)
		if err != nil {
			return a, err
		}
		for _, t := range terms {
			a.Words = append(a.Words, suggestedWord(t))
		}
	}
	return a, nil
}

// suggester finds entities by the beginnings of the words of their names.
type suggester struct {
	names []nameKey // sorted by key
	mu    sync.Mutex
	seen  map[string]popularity // by the collections that are visible
}

type nameKey struct {
	key    string
	name   string
	entity *gazetteer.Entity
	// whole is false where key begins inside the name.
	whole bool
}

// popularity is how many articles mention each entity, in one state of the
// index.
type popularity struct {
	at     search.Position
	counts map[string]int
}

func newSuggester(g *gazetteer.Gazetteer) *suggester {
	s := &suggester{seen: map[string]popularity{}}
	for e := range g.All() {
		s.add(e, e.Label)
		for _, n := range e.Names {
			if n.Text != e.Label && n.Rule != gazetteer.RuleGeneric && n.Rule != gazetteer.RuleNot {
				s.add(e, n.Text)
			}
		}
	}
	slices.SortFunc(s.names, func(a, b nameKey) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.entity.ID, b.entity.ID))
	})
	return s
}

// add enters a name under the beginning of each of its words.
func (s *suggester) add(e *gazetteer.Entity, name string) {
	for at := 0; at < len(name); {
		if key := gazetteer.Fold(name[at:]); key != "" {
			s.names = append(s.names, nameKey{key, name, e, at == 0})
		}
		next := strings.IndexByte(name[at:], ' ')
		if next < 0 {
			return
		}
		at += next + 1
	}
}

// entities are the best matches for a folded beginning; without any, those of
// beginnings that are one typo away.
func (s *suggester) entities(key string, counts map[string]int, known bool) []suggestedEntity {
	found := s.starting(key)
	if len(found) == 0 && utf8.RuneCountInString(key) >= minTypoLetters {
		found = s.nearly(key)
	}
	best := map[string]nameKey{}
	for _, n := range found {
		if known && counts[n.entity.ID] == 0 {
			continue // what a caller can't see must not show in a suggestion
		}
		if old, ok := best[n.entity.ID]; !ok || better(n, old, key) {
			best[n.entity.ID] = n
		}
	}
	return ranked(best, key, counts)
}

// ranked orders what was found: the very name first, then what some article
// mentions, then names that begin with what was typed.
func ranked(best map[string]nameKey, key string, counts map[string]int) []suggestedEntity {
	list := make([]nameKey, 0, len(best))
	for _, n := range best {
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b nameKey) int {
		return cmp.Or(
			-cmp.Compare(closeness(a, key)/2, closeness(b, key)/2),
			-cmp.Compare(min(1, counts[a.entity.ID]), min(1, counts[b.entity.ID])),
			-cmp.Compare(closeness(a, key), closeness(b, key)),
			-cmp.Compare(counts[a.entity.ID], counts[b.entity.ID]),
			cmp.Compare(a.entity.ID, b.entity.ID))
	})
	told := make([]suggestedEntity, 0, suggestEntities)
	for _, n := range list[:min(len(list), suggestEntities)] {
		e := suggestedEntity{ID: n.entity.ID, Field: n.entity.Field, Kind: n.entity.Kind, Label: n.entity.Label, Count: counts[n.entity.ID]}
		if n.name != n.entity.Label {
			e.Name = n.name
		}
		told = append(told, e)
	}
	return told
}

// closeness is 2 for a name that is what was typed, 1 for one that merely
// begins so, 0 where a later word of it does.
func closeness(n nameKey, key string) int {
	switch {
	case n.whole && n.key == key:
		return 2
	case n.whole:
		return 1
	}
	return 0
}

func better(a, b nameKey, key string) bool {
	if x, y := closeness(a, key), closeness(b, key); x != y {
		return x > y
	}
	return a.name == a.entity.Label && b.name != b.entity.Label
}

func (s *suggester) starting(key string) []nameKey {
	from, _ := slices.BinarySearchFunc(s.names, key, func(n nameKey, key string) int { return cmp.Compare(n.key, key) })
	to := from
	for to < len(s.names) && to-from < maxNameMatches && strings.HasPrefix(s.names[to].key, key) {
		to++
	}
	return s.names[from:to]
}

const typoLetters = "abcdefghijklmnopqrstuvwxyz0123456789"

// nearly looks up every beginning that one letter more, less, other or
// swapped makes of key: some 600 binary searches, which is quicker than
// comparing with every name.
func (s *suggester) nearly(key string) []nameKey {
	var found []nameKey
	letters := []byte(key)
	for i := 1; i <= len(letters); i++ { // the first letter is hardly ever wrong
		rest := key[i:]
		if rest != "" {
			found = append(found, s.starting(key[:i]+rest[1:])...)
		}
		if len(rest) > 1 {
			found = append(found, s.starting(key[:i]+rest[1:2]+rest[:1]+rest[2:])...)
		}
		for _, letter := range typoLetters {
			found = append(found, s.starting(key[:i]+string(letter)+rest)...)
			if rest != "" {
				found = append(found, s.starting(key[:i]+string(letter)+rest[1:])...)
			}
		}
		if len(found) > maxNameMatches {
			break
		}
	}
	return found
}

// maxPopularities bounds how many sets of collections are counted for.
const maxPopularities = 64

// counts says how many of the articles that the caller may see mention each
// entity; they are counted again when the index has moved on.
func (s *suggester) counts(ctx context.Context, engine Engine) (map[string]int, error) {
	visible := accessOf(ctx).Collections
	key := "all"
	if visible != nil {
		key = "only " + strings.Join(visible, " ")
	}
	now := search.Position{Generation: engine.Generation(), Checkpoint: engine.Checkpoint()}
	s.mu.Lock()
	have, ok := s.seen[key]
	s.mu.Unlock()
	if ok && have.at == now {
		return have.counts, nil
	}
	q := search.Query{Visible: visible}
	for _, field := range corpus.EntityFields {
		q.Facets = append(q.Facets, search.FacetRequest{Field: field, Size: search.MaxFacetSize})
	}
	results, err := engine.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, f := range results.Facets {
		for _, b := range f.Buckets {
			counts[b.Value] = b.Count
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.seen) >= maxPopularities {
		clear(s.seen)
	}
	s.seen[key] = popularity{now, counts}
	return counts, nil
}
