package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"despatch/corpus"
	"despatch/search"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"

	"golang.org/x/sync/errgroup"
)

// stock is Bleve as it comes: its English analyzer, its facets, its scores.
type stock struct {
	dir string
	bleve.Index
}

// stockDocument has the fields that ours has, but for the claims.
type stockDocument struct {
	Text        string     `json:"text"`
	Written     string     `json:"written"`
	Actor       []string   `json:"actor"`
	Country     []string   `json:"country"`
	Institution []string   `json:"institution"`
	Person      []string   `json:"person"`
	Source      string     `json:"source"`
	Published   *time.Time `json:"published"`
}

func stockMapping() mapping.IndexMapping {
	text := func(analyzer string) *mapping.FieldMapping {
		f := bleve.NewTextFieldMapping()
		f.Analyzer, f.Store, f.IncludeInAll, f.DocValues, f.IncludeTermVectors = analyzer, false, false, false, true
		return f
	}
	words := func() *mapping.FieldMapping {
		f := text(keyword.Name)
		f.DocValues, f.IncludeTermVectors = true, false
		return f
	}
	date := bleve.NewDateTimeFieldMapping()
	date.Store, date.IncludeInAll = false, false
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("text", text(en.AnalyzerName))
	doc.AddFieldMappingsAt("written", text("standard"))
	for _, f := range []string{"actor", "country", "institution", "person", "source"} {
		doc.AddFieldMappingsAt(f, words())
	}
	doc.AddFieldMappingsAt("published", date)
	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	return m
}

// buildStock indexes what feed sends, the fastest way that stock Bleve keeps
// what it acknowledges: two writers with large batches.
func buildStock(ctx context.Context, dir string, feed <-chan []search.Document) error {
	index, err := bleve.New(dir, stockMapping())
	if err != nil {
		return err
	}
	group, _ := errgroup.WithContext(ctx)
	for range workers {
		group.Go(func() error {
			for docs := range feed {
				b := index.NewBatch()
				for i := range docs {
					if err := b.Index(docs[i].ID, newStockDocument(&docs[i])); err != nil {
						return err
					}
				}
				if err := index.Batch(b); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return index.Close()
}

func newStockDocument(d *search.Document) stockDocument {
	f := &d.Annotation.Facets
	s := stockDocument{
		Text: d.Title + "\n" + d.Text, Written: d.Title + "\n" + d.Text,
		Actor: f.Actor, Country: f.Country, Institution: f.Institution, Person: f.Person, Source: d.Source,
	}
	if d.Published.Precision() != corpus.Unknown {
		t := d.Published.Time()
		s.Published = &t
	}
	return s
}

func openStock(dir string) (*stock, error) {
	index, err := bleve.Open(dir)
	return &stock{dir, index}, err
}

func (s *stock) name() string  { return "stock Bleve" }
func (s *stock) close() error  { return s.Close() }
func (s *stock) forget() error { return nil }

func (s *stock) answer(ctx context.Context, q question, facets bool) (int, error) {
	res, err := s.SearchInContext(ctx, stockRequest(q, facets))
	if err != nil {
		return 0, err
	}
	return int(res.Total), nil
}

func stockRequest(q question, facets bool) *bleve.SearchRequest {
	req := bleve.NewSearchRequestOptions(stockQuery(q), 10, 0, false)
	if q.newest {
		req.SortBy([]string{"-published", "_id"})
	}
	if !facets {
		return req
	}
	for _, f := range facetFields {
		req.AddFacet(f, bleve.NewFacetRequest(f, 10))
	}
	months := bleve.NewFacetRequest("published", 120)
	for m := range 120 {
		from := time.Date(2014, time.Month(1+m), 1, 0, 0, 0, 0, time.UTC)
		months.AddDateTimeRange(fmt.Sprintf("%03d", m), from, from.AddDate(0, 1, 0))
	}
	req.AddFacet("months", months)
	return req
}

func stockQuery(q question) query.Query {
	var words []query.Query
	for _, w := range q.words {
		m := bleve.NewMatchQuery(w)
		m.SetField("text")
		words = append(words, m)
	}
	switch {
	case q.phrase != "":
		p := bleve.NewMatchPhraseQuery(q.phrase)
		p.SetField("written")
		return p
	case q.prefix != "":
		p := bleve.NewPrefixQuery(q.prefix)
		p.SetField("written")
		return p
	case q.fuzzy != "":
		f := bleve.NewFuzzyQuery(q.fuzzy)
		f.SetField("written")
		f.SetFuzziness(1)
		return f
	case q.country != "":
		t := bleve.NewTermQuery(q.country)
		t.SetField("country")
		return t
	case q.or:
		return bleve.NewDisjunctionQuery(words...)
	case len(words) > 0:
		return bleve.NewConjunctionQuery(words...)
	}
	return bleve.NewMatchAllQuery()
}

func stockFolder(c *config) string { return filepath.Join(c.folder, "stock") }
