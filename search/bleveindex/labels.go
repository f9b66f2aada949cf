package bleveindex

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"despatch/search"
	"despatch/search/analysis"
)

// label names the buckets of a column.
func (p *plan) label(col int, buckets []search.Bucket) error {
	for i := range buckets {
		var err error
		if buckets[i].Label, err = p.labelOf(col, buckets[i].Value); err != nil {
			return err
		}
	}
	return nil
}

// namesEntities says whether the values of a column are entities.
func namesEntities(col int) bool {
	switch col {
	case colSource, colLanguage, colCollection, colStatus, colAct:
		return false
	}
	return true
}

// labelOf names a value: an entity as the gazetteer does, else as the articles
// that may be seen do; everything else by itself.
func (p *plan) labelOf(col int, value string) (string, error) {
	if !namesEntities(col) {
		return value, nil
	}
	if p.snap.gen.opts.Label != nil {
		if label, ok := p.snap.gen.opts.Label(value); ok {
			return label, nil
		}
	}
	return p.labelInArticles(value)
}

// labelTerms are the label terms of a segment, in order. They are read when
// the first label is asked for: most queries ask for none.
type labelTerms struct {
	once  sync.Once
	terms []string
	err   error
}

func (l *labelTerms) of(seg *segment) ([]string, error) {
	l.once.Do(func() {
		reader, err := newPostingsReader(seg.bleve, fieldLabel)
		if err != nil {
			l.err = err
			return
		}
		l.err = reader.walk(nil, nil, func(term string) error {
			l.terms = append(l.terms, term)
			return nil
		})
	})
	return l.terms, l.err
}

// labelInArticles is the first label, by spelling, that articles which may be
// seen have for an entity; the id itself where there is none.
func (p *plan) labelInArticles(id string) (string, error) {
	best := ""
	prefix := id + partSeparator
	for i, seg := range p.snap.segments {
		terms, err := seg.labels.of(seg)
		if err != nil {
			return "", err
		}
		at, _ := slices.BinarySearch(terms, prefix)
		for _, term := range terms[at:] {
			label, ok := strings.CutPrefix(term, prefix)
			if !ok || best != "" && best <= label {
				break
			}
			seen, err := p.visibleIn(i, seg, term)
			if err != nil {
				return "", err
			}
			if seen {
				best = label
				break
			}
		}
	}
	return cmp.Or(best, id), nil
}

// visibleIn says whether a label is in an article that may be seen.
func (p *plan) visibleIn(i int, seg *segment, term string) (bool, error) {
	if p.collections == nil && seg.live == nil {
		return true, nil
	}
	if err := p.stopped(); err != nil {
		return false, err
	}
	if p.labelled[i] == nil {
		var err error
		if p.labelled[i], err = newPostingsReader(seg.bleve, fieldLabel); err != nil {
			return false, err
		}
	}
	docs, err := p.labelled[i].docs([]byte(term), nil)
	if err != nil {
		return false, err
	}
	for _, d := range docs {
		if seg.alive(d) && p.maySee(address{i, d}) {
			return true, nil
		}
	}
	return false, nil
}

// visible is the set of live articles that may be seen.
func (r *run) visible(i int, seg *segment) (bitset, error) {
	if r.collections == nil {
		return seg.all(), nil
	}
	set, err := plainMatcher(colCollection, r.collections)(i, seg)
	if err == nil && seg.live != nil {
		set.and(seg.live)
	}
	return set, err
}

// prefixed says which values a facet's prefix keeps: those whose id starts so,
// or whose label has a word that does. It is nil when there is none.
func (p *plan) prefixed(f search.FacetRequest) (func(value string) bool, error) {
	if f.Prefix == "" {
		return nil, nil
	}
	prefix := fold(f.Prefix)
	col := columnOf(f.Field)
	return func(value string) bool {
		if strings.HasPrefix(fold(value), prefix) {
			return true
		}
		label, err := p.labelOf(col, value)
		return err == nil && hasWordPrefix(fold(label), prefix)
	}, nil
}

// fold makes letters comparable the way words of articles are.
func fold(s string) string { return analysis.Wildcard(strings.ReplaceAll(s, "*", "")) }

// hasWordPrefix says whether s, or what follows one of its words, starts so.
func hasWordPrefix(s, prefix string) bool {
	if strings.HasPrefix(s, prefix) {
		return true
	}
	for i, c := range s {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && strings.HasPrefix(s[i+len(string(c)):], prefix) {
			return true
		}
	}
	return false
}
