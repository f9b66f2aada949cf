package bleveindex

import (
	"errors"
	"fmt"
	stdregexp "regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"despatch/search"
	"despatch/search/analysis"

	bleve "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"
	"github.com/blevesearch/vellum/regexp"
)

// maxExpansion is how many words the patterns of one query may stand for, over
// all segments.
const maxExpansion = 20000

// maxLooks is how often the phrases and NEARs of one query may look at a place
// of a word: a tenth of a second or two of work, and what is remembered of so many
// places fits in 50 MB.
const maxLooks = 6_000_000

// expansion counts up to maxExpansion, and looks at places up to maxLooks.
type expansion struct{ used, looks int }

func (e *expansion) look(n int) error {
	e.looks += n
	if e.looks > maxLooks {
		return tooCostly("the words stand in too many places to be compared", "rarer words, or less distance")
	}
	return nil
}

func (e *expansion) spend(words int) error {
	e.used += words
	if e.used > maxExpansion {
		return tooCostly(fmt.Sprintf("a pattern stands for more than %d words", maxExpansion), "more letters")
	}
	return nil
}

// wildcard matches the written words that a pattern stands for.
func (r *run) wildcard(w search.Wildcard) (*leaf, error) {
	pattern := analysis.Wildcard(w.Pattern)
	if len([]rune(strings.ReplaceAll(pattern, "*", ""))) < search.MinWildcardStem {
		return nil, tooCostly(fmt.Sprintf("a pattern needs at least %d letters", search.MinWildcardStem), "more letters")
	}
	parts := strings.Split(pattern, "*")
	if len(parts)-1 > search.MaxPatternStars || len(pattern) > 2*search.MaxPatternBytes { // folding may lengthen it
		return nil, tooCostly("the pattern is too long", "a shorter pattern")
	}
	for i, p := range parts {
		parts[i] = stdregexp.QuoteMeta(p)
	}
	automaton, err := regexp.New(strings.Join(parts, ".*"))
	if err != nil {
		return nil, tooCostly("the pattern is too long", "a shorter pattern")
	}
	prefix, _, _ := strings.Cut(pattern, "*")
	return r.patternLeaf(w.Pattern, writtenField(w.Title), automaton, prefix), nil
}

func writtenField(title bool) string {
	if title {
		return fieldTitleWritten
	}
	return fieldWritten
}

// fuzzy matches the written words within an edit distance.
func (r *run) fuzzy(f search.Fuzzy) (*leaf, error) {
	var a analysis.Analyzer
	forms := a.Written(f.Text)
	if len(forms) == 0 {
		return r.termLeaf(f.Text, writtenField(f.Title), nil), nil
	}
	distance := max(1, min(f.Distance, 2))
	automaton, err := levenshteinOf(forms[0], distance)
	if err != nil {
		return nil, tooCostly("the word is too long to look for its like", "a shorter word")
	}
	return r.patternLeaf(fmt.Sprintf("%s~%d", f.Text, distance), writtenField(f.Title), automaton, ""), nil
}

// levenshteinOf accepts what an edit distance, in which swapping neighbours is
// one edit, separates from a word.
func levenshteinOf(word string, distance int) (*levenshtein.DFA, error) {
	b, err := levenshteinBuilders[distance-1]()
	if err != nil {
		return nil, err
	}
	return b.BuildDfa(word, uint8(distance))
}

// levenshteinBuilders are the tables for the distances 1 and 2, which take
// milliseconds to make and never change.
var levenshteinBuilders = [...]func() (*levenshtein.LevenshteinAutomatonBuilder, error){
	sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(1, true)
	}),
	sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(2, true)
	}),
}

// patternKind marks the cached postings of patterns over words of a kind.
const patternKind = " pattern"

// patternLeaf unites the words that an automaton accepts; all of them start
// with prefix. The whole dictionary may have to be walked for them, so what is
// found is kept.
func (r *run) patternLeaf(name, kind string, automaton bleve.Automaton, prefix string) *leaf {
	return &leaf{name: name, read: func(_ int, seg *segment) (*postings, error) {
		key := termKey{seg.columns, kind + patternKind, name}
		if p := r.snap.gen.cache.get(key); p != nil {
			return p, r.budget.spend(p.words)
		}
		sum, before := newSum(seg.n), r.budget.used
		for _, field := range fieldsOf(kind) {
			if err := r.addAccepted(sum, seg, field, automaton, prefix); err != nil {
				return nil, err
			}
		}
		p := sum.postings()
		p.words = r.budget.used - before
		r.snap.gen.cache.put(key, p)
		return p, nil
	}}
}

// addAccepted counts the words first, in the dictionary alone: reading where
// they stand is what costs.
func (r *run) addAccepted(sum *sum, seg *segment, field string, automaton bleve.Automaton, prefix string) error {
	reader, err := newPostingsReader(seg.bleve, field)
	if err != nil {
		return err
	}
	var terms []string
	err = reader.accepted(automaton, prefix, func(term string) error {
		terms = append(terms, term)
		return errors.Join(r.stopped(), r.budget.spend(1))
	})
	if err != nil {
		return err
	}
	for _, term := range terms {
		if err := r.stopped(); err != nil {
			return err
		}
		if err := sum.add(reader, []byte(term)); err != nil {
			return err
		}
	}
	return nil
}

// sum adds postings of one segment up without keeping them.
type sum struct {
	set   bitset
	freqs []uint32
}

func newSum(n int) *sum { return &sum{newBitset(n), make([]uint32, n)} }

func (s *sum) add(reader *postingsReader, term []byte) error {
	if err := reader.open(term, true, false); err != nil {
		return err
	}
	for {
		p, err := reader.it.Next()
		if err != nil || p == nil {
			return err
		}
		d := uint32(p.Number())
		s.freqs[d] += uint32(min(p.Frequency(), mostCounted))
		s.set.set(d)
	}
}

func (s *sum) postings() *postings {
	docs := s.set.list(nil)
	p := &postings{docs: docsetOf(docs), freqs: make([]uint8, len(docs))}
	for i, d := range docs {
		p.freqs[i] = uint8(min(s.freqs[d], mostCounted))
	}
	return p
}

// accepted visits the terms that an automaton accepts.
func (r *postingsReader) accepted(a bleve.Automaton, prefix string, visit func(string) error) error {
	var from, to []byte
	if prefix != "" {
		from, to = []byte(prefix), prefixEnd(prefix)
	}
	it := r.dict.AutomatonIterator(a, from, to)
	if quick, ok := r.dict.(interface {
		AutomatonIteratorOmitCount(bleve.Automaton, []byte, []byte) bleve.DictionaryIterator
	}); ok {
		it = quick.AutomatonIteratorOmitCount(a, from, to)
	}
	return eachTerm(it, visit)
}

// prefixEnd is the first term after all those with a prefix.
func prefixEnd(prefix string) []byte {
	return append([]byte(prefix), strings.Repeat(string([]byte{0xff}), utf8.UTFMax)...)
}
