// Package annotate reads articles: it finds the actors, countries,
// institutions and persons that a text names, and what its sentences claim
// that one did to another. It works from the gazetteer and from rules of
// English news prose; it keeps what a sentence states apart from what merely
// follows from an entity named there.
package annotate

import (
	"maps"
	"slices"
	"sync"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// shortText is the length in bytes up to which every sentence is read for
// claims, whatever its words.
const shortText = 1000

const (
	inTitle = "title"
	inText  = "text"
)

// Annotator reads articles. It may be shared by goroutines.
type Annotator struct {
	gazetteer *gazetteer.Gazetteer
	entities  []gazetteer.Entity // what the matcher's indices mean
	matcher   *gazetteer.Matcher
	lexicon   *lexicon
	families  map[uint64]family
	readers   sync.Pool
}

// New makes an annotator that knows the entities of g.
func New(g *gazetteer.Gazetteer) *Annotator {
	a := &Annotator{gazetteer: g, families: schemeFamilies()}
	a.lexicon = newLexicon(setOf(append(slices.Collect(maps.Keys(numbered)), slices.Collect(maps.Keys(a.families))...)))
	for e := range g.All() {
		a.entities = append(a.entities, *e)
	}
	a.matcher = gazetteer.NewMatcher(a.entities)
	a.readers.New = func() any { return newReader(a) }
	return a
}

// Annotate reads one article. The article is not changed.
func (a *Annotator) Annotate(article *corpus.Article) corpus.Annotation {
	r := a.readers.Get().(*reader)
	defer a.readers.Put(r)
	r.begin(article)
	r.findNames()
	r.readClaims()
	return r.annotation()
}

// reader is the working memory for one article at a time.
type reader struct {
	*Annotator
	article *corpus.Article
	units   [2]unit // title, text
	found   map[string]*gazetteer.Entity
	unknown []corpus.Found
	present map[*gazetteer.Entity]int // entities named without doubt, how often
	unread  bool
	cyber   bool // the article is about doings in networks
	hacking bool // it is about hacking, or too short to tell
	hostile bool // the article has a word of hostility at all
	claims  claimReader
}

func newReader(a *Annotator) *reader {
	return &reader{Annotator: a, found: map[string]*gazetteer.Entity{}, present: map[*gazetteer.Entity]int{}}
}

func (r *reader) begin(article *corpus.Article) {
	r.article = article
	clear(r.found)
	clear(r.present)
	r.unknown = nil
	r.unread = !readable(article.Language)
	r.units[0].load(r.Annotator, inTitle, article.Title)
	r.units[1].load(r.Annotator, inText, article.Text)
	r.hacking = r.units[0].anyOf(markHack) || r.units[1].anyOf(markHack) || len(article.Text) < shortText
	r.hostile = r.hacking || r.units[0].mayClaim() || r.units[1].mayClaim()
	r.cyber = r.hostile && (r.units[0].anyOf(markCyber) || r.units[1].anyOf(markCyber))
}

// readable tells whether claims can be read in a language; an unstated one is
// taken for English.
func readable(language string) bool { return language == "" || language == "en" }

// annotation gathers what was read.
func (r *reader) annotation() corpus.Annotation {
	out := corpus.Annotation{Mentions: []corpus.Mention{}, Claims: []corpus.Claim{}, ClaimsUnread: r.unread, Unknown: r.unknown}
	for i := range r.units {
		u := &r.units[i]
		for j := range u.names {
			out.Mentions = append(out.Mentions, u.mention(&u.names[j]))
		}
	}
	if !r.unread {
		out.Claims = r.claims.finished(r)
	}
	out.New = r.newEntities()
	out.Facets = r.facets(out.Mentions, out.Claims)
	return out
}

// newEntities are those mentioned that are not in the gazetteer.
func (r *reader) newEntities() []corpus.Found {
	var fresh []corpus.Found
	for _, e := range sortedByID(r.found) {
		fresh = append(fresh, corpus.Found{ID: e.ID, Field: e.Field, Kind: e.Kind, Label: e.Label, Country: e.Country})
	}
	return fresh
}
