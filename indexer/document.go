// Package indexer carries articles from the corpus to an index: it follows the
// change log in order, or rebuilds a whole generation in parallel.
package indexer

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/indexer/annotate"
	"despatch/search"
)

// Reader turns articles into documents. It may be used from several goroutines.
type Reader struct {
	gazetteer *gazetteer.Gazetteer
	// annotator is made for the first article: who only searches starts sooner.
	annotator func() *annotate.Annotator
}

// NewReader makes a reader that knows the entities of g.
func NewReader(g *gazetteer.Gazetteer) *Reader {
	return &Reader{gazetteer: g, annotator: sync.OnceValue(func() *annotate.Annotator { return annotate.New(g) })}
}

// Gazetteer is what the reader knows.
func (r *Reader) Gazetteer() *gazetteer.Gazetteer { return r.gazetteer }

// Annotate reads one article. An article that breaks the reading comes back
// as an error and harms nothing else.
func (r *Reader) Annotate(a *corpus.Article) (an corpus.Annotation, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reading article %s broke: %v at %s", a.ID, p, breakage())
		}
	}()
	return r.annotator().Annotate(a), nil
}

// breakage is the place that panicked: the innermost of our own frames.
func breakage() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		frame, more := frames.Next()
		if strings.Contains(frame.Function, "indexer/annotate") || strings.Contains(frame.Function, "corpus/gazetteer") || !more {
			return fmt.Sprintf("%s:%d", filepath.Base(frame.File), frame.Line)
		}
	}
}

// Document is what an index gets of a record. When the reading breaks, the
// document comes without annotation, so that its words can still be found,
// together with the error.
func (r *Reader) Document(rec *corpus.Record) (search.Document, error) {
	an, err := r.Annotate(&rec.Article)
	return search.Document{
		ID:         rec.ID,
		Version:    rec.Version,
		Added:      rec.Added,
		Source:     rec.Source,
		Collection: rec.Collection,
		Language:   rec.Language,
		Published:  rec.Published,
		Updated:    rec.Updated,
		CopyOf:     rec.CopyOf,
		Title:      rec.Title,
		Text:       rec.Text,
		Annotation: an,
		Kinds:      r.kinds(&an),
	}, err
}

// kinds collects the kind of every entity in a claim.
func (r *Reader) kinds(an *corpus.Annotation) map[string]string {
	kinds := map[string]string{}
	for _, c := range an.Claims {
		for _, ids := range [...][]string{c.By, c.Accused, c.Target} {
			for _, id := range ids {
				if e, ok := r.gazetteer.Entity(id); ok && e.Kind != "" {
					kinds[id] = e.Kind
				}
			}
		}
	}
	return kinds
}
