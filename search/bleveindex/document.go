package bleveindex

import (
	"fmt"
	"log/slog"
	"slices"
	"sort"
	"sync"

	"despatch/corpus"
	"despatch/search"
	"despatch/search/analysis"
)

// bodyGap is how many positions lie between the last word of a title and the
// first of its text, so that nothing reaches across.
const bodyGap = 500

// reader turns documents into what Bleve indexes. It is for one goroutine at
// a time.
type reader struct {
	analyzer analysis.Analyzer
	label    func(string) (string, bool)
	log      *slog.Logger
	same     []place // words that are their own stems
	stems    []place // of the others
	written  []place // the others as written
	title    []place // all stems of the title
	heading  []place // all its words as written
	spans    []wordSpan
}

// wordSpan is where a word at a position stands in its text, in bytes.
type wordSpan struct{ start, end, position int }

// readDocuments analyses docs on as many goroutines as readers are given.
func readDocuments(docs []search.Document, readers []*reader) ([]*indexDocument, error) {
	out := make([]*indexDocument, len(docs))
	errs := make([]error, len(readers))
	var wg sync.WaitGroup
	for w, r := range readers {
		wg.Go(func() {
			for i := w; i < len(docs); i += len(readers) {
				doc, err := r.readOrBare(&docs[i])
				if err != nil {
					errs[w] = err
					return
				}
				out[i] = doc
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// readOrBare reads a document. One that breaks the analysis is said, and then
// found by its dates, source and collection alone: it must not keep the others
// from being indexed.
func (r *reader) readOrBare(d *search.Document) (*indexDocument, error) {
	doc, err := r.safeRead(d, "")
	if err == nil {
		return doc, nil
	}
	r.log.Error("article indexed without its words", "id", d.ID, "error", err)
	bare := *d
	bare.Title, bare.Text, bare.Annotation, bare.Kinds = "", "", corpus.Annotation{}, nil
	return r.safeRead(&bare, bareTerm)
}

// bareTerm marks an article that is indexed without its words.
const bareTerm = "1"

func (r *reader) safeRead(d *search.Document, bare string) (doc *indexDocument, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("article %q breaks the analysis: %v", d.ID, p)
		}
	}()
	doc = r.read(d)
	doc.keyword(fieldBare, bare)
	return doc, nil
}

func (r *reader) read(d *search.Document) *indexDocument {
	doc := &indexDocument{id: d.ID, fields: make([]*field, 0, 20)}
	length, words := r.readText(doc, d)
	doc.counted(fieldRow, string(rowOf(d, length).encode()))
	doc.keyword(fieldCopy, d.CopyOf)
	r.readFacets(doc, d)
	doc.fields = append(doc.fields, &field{name: fieldStored, options: optStored, value: encodeStored(d, words.signature())})
	return doc
}

// readText indexes the words of title and text and the places of mentions,
// and returns how many words there are, and which.
func (r *reader) readText(doc *indexDocument, d *search.Document) (length int, w words) {
	r.same, r.stems, r.written = r.same[:0], r.stems[:0], r.written[:0]
	r.title, r.heading = r.title[:0], r.heading[:0]
	titleWords := r.tokens(d.Title, d.Language, 0, true)
	w.title = doc.places(fieldTitleStems, r.title)
	doc.places(fieldTitleWritten, r.heading)
	mentions := r.mentions(nil, d, "title")
	bodyWords := r.tokens(d.Text, d.Language, titleWords+bodyGap, false)
	w.same = doc.places(fieldSame, r.same)
	w.stems = doc.places(fieldStems, r.stems)
	doc.places(fieldWritten, r.written)
	doc.spans(fieldMention, r.mentions(mentions, d, ""))
	return titleWords + bodyWords, w
}

// tokens appends the words of a text, counted from position base, and returns
// how many there are.
func (r *reader) tokens(text, lang string, base int, title bool) int {
	words := 0
	r.spans = r.spans[:0]
	r.analyzer.Tokens(text, lang, func(t analysis.Token) bool {
		p := base + t.Position
		r.token(t, p)
		if title {
			r.titleToken(t, p)
		}
		if !t.Extra {
			words++
			r.spans = append(r.spans, wordSpan{t.Start, t.End, p})
		}
		return true
	})
	return words
}

func (r *reader) token(t analysis.Token, p int) {
	if t.Written == t.Stem {
		r.same = append(r.same, place{t.Stem, p})
		return
	}
	r.stems = append(r.stems, place{t.Stem, p})
	if t.Written != "" {
		r.written = append(r.written, place{t.Written, p})
	}
}

func (r *reader) titleToken(t analysis.Token, p int) {
	r.title = append(r.title, place{t.Stem, p})
	if t.Written != "" {
		r.heading = append(r.heading, place{t.Written, p})
	}
}

// mentions appends the entities mentioned in the text read last.
func (r *reader) mentions(list []termSpan, d *search.Document, in string) []termSpan {
	for i := range d.Annotation.Mentions {
		m := &d.Annotation.Mentions[i]
		if m.In != in && !(in == "" && m.In == "text") {
			continue
		}
		if first, last, ok := r.wordsOf(m.Start, m.End); ok {
			list = append(list, termSpan{mentionTerm(m.Field, m.ID), first, last})
		}
	}
	return list
}

func mentionTerm(field, id string) string { return field + partSeparator + id }

// wordsOf finds the positions of the words that a byte span touches.
func (r *reader) wordsOf(start, end int) (first, last int, ok bool) {
	i := sort.Search(len(r.spans), func(i int) bool { return r.spans[i].end > start })
	j := sort.Search(len(r.spans), func(j int) bool { return r.spans[j].start >= end }) - 1
	if i > j || i >= len(r.spans) {
		return 0, 0, false
	}
	return r.spans[i].position, r.spans[j].position, true
}

func (r *reader) readFacets(doc *indexDocument, d *search.Document) {
	f := &d.Annotation.Facets
	for col, values := range [plainColumns][]string{
		f.Actor, f.Country, f.Institution, f.Person,
		{d.Source}, {d.Language}, {d.Collection}, speakers(f),
	} {
		doc.keyword(columnFields[col], distinct(values)...)
	}
	claims := make([]string, len(d.Annotation.Claims))
	for i := range d.Annotation.Claims {
		claims[i] = tupleTerm(&d.Annotation.Claims[i], d.Kinds)
	}
	doc.counted(fieldClaim, claims...)
	doc.keyword(fieldLabel, r.labels(d.Annotation.Mentions)...)
}

func speakers(f *corpus.Facets) []string {
	var ids []string
	for _, field := range corpus.EntityFields {
		ids = append(ids, f.Speaker[field]...)
	}
	return ids
}

// distinct is list sorted, each value once, empty ones left out.
func distinct(list []string) []string {
	out := slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
	slices.Sort(out)
	return slices.Compact(out)
}

// labels are the label terms of the entities that only the article names.
func (r *reader) labels(mentions []corpus.Mention) []string {
	var terms []string
	for i := range mentions {
		m := &mentions[i]
		if m.Label == "" || m.Label == m.ID {
			continue
		}
		if r.label != nil {
			if _, known := r.label(m.ID); known {
				continue
			}
		}
		terms = append(terms, m.ID+partSeparator+m.Label)
	}
	return distinct(terms)
}
