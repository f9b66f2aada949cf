// Package enginetest says what every engine has to do: a naive engine, written
// to be plainly right, and a suite that holds another against it.
package enginetest

import (
	"maps"
	"slices"

	"despatch/corpus"
	"despatch/search"
	"despatch/search/analysis"
)

// Model is the naive engine. It keeps its articles in a map and looks at every
// one of them for every question.
type Model struct {
	articles map[string]*article
	label    func(id string) (string, bool)
}

// NewModel makes an empty model; label names entities as an engine's does.
func NewModel(label func(id string) (string, bool)) *Model {
	return &Model{articles: map[string]*article{}, label: label}
}

// Put applies changes.
func (m *Model) Put(docs []search.Document, deletes []string) {
	for _, id := range deletes {
		delete(m.articles, id)
	}
	for i := range docs {
		m.articles[docs[i].ID] = newArticle(docs[i])
	}
}

// Documents are all that the model holds, by id.
func (m *Model) Documents() []search.Document {
	var docs []search.Document
	for _, id := range slices.Sorted(maps.Keys(m.articles)) {
		docs = append(docs, m.articles[id].Document)
	}
	return docs
}

// article is a document with its words cut.
type article struct {
	search.Document
	title, whole words
	length       int
}

// words are the words of a text with their places.
type words struct {
	stems, written map[string][]stretch
	mentions       map[string][]stretch // by field and id
}

// stretch is a run of words, by the positions of its first and last.
type stretch struct{ first, last int }

// gap is a distance that no phrase and no NEAR spans.
const gap = 1_000_000

func newArticle(d search.Document) *article {
	a := &article{Document: d, title: newWords(), whole: newWords()}
	n := a.title.cut(d, d.Title, 0, "title")
	a.length = a.whole.cut(d, d.Title, 0, "title")
	a.length += a.whole.cut(d, d.Text, n+gap, "")
	return a
}

func newWords() words {
	return words{map[string][]stretch{}, map[string][]stretch{}, map[string][]stretch{}}
}

// cut adds the words of a text, counted from base, and says how many they are.
func (w *words) cut(d search.Document, text string, base int, in string) int {
	var analyzer analysis.Analyzer
	var bases []analysis.Token
	analyzer.Tokens(text, d.Language, func(t analysis.Token) bool {
		at := stretch{base + t.Position, base + t.Position}
		w.stems[t.Stem] = append(w.stems[t.Stem], at)
		if t.Written != "" {
			w.written[t.Written] = append(w.written[t.Written], at)
		}
		if !t.Extra {
			bases = append(bases, t)
		}
		return true
	})
	for _, m := range d.Annotation.Mentions {
		if m.In != in {
			continue
		}
		key := m.Field + ":" + m.ID
		if s, ok := touched(bases, m, base); ok {
			w.mentions[key] = append(w.mentions[key], s)
		}
	}
	return len(bases)
}

// touched is the run of words that a mention touches.
func touched(bases []analysis.Token, m corpus.Mention, base int) (s stretch, ok bool) {
	for _, t := range bases {
		if t.End <= m.Start || t.Start >= m.End {
			continue
		}
		if !ok {
			s.first = base + t.Position
		}
		s.last, ok = base+t.Position, true
	}
	return s, ok
}

// group is what copies have in common.
func (a *article) group() string {
	if a.CopyOf != "" {
		return a.CopyOf
	}
	return a.ID
}

// distinct counts articles with copies counted once.
func distinct(list []*article) int {
	groups := map[string]bool{}
	for _, a := range list {
		groups[a.group()] = true
	}
	return len(groups)
}

// languages are those in which a word may be meant.
func (m *Model) languages() []string {
	set := map[string]bool{"en": true}
	for _, a := range m.articles {
		if a.Language != "" {
			set[a.Language] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}
