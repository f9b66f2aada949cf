package enginetest

import (
	"context"
	"errors"
	"flag"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"despatch/search"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// Engine is what the suite asks of an engine.
type Engine interface {
	Search(ctx context.Context, q search.Query) (search.Results, error)
	Claims(ctx context.Context, q search.ClaimQuery) (search.ClaimResults, error)
	Document(ctx context.Context, id string) (search.Document, error)
	Put(ctx context.Context, docs []search.Document, deletes []string, checkpoint int64) error
	Refresh(ctx context.Context) error
	// Merge tidies up whatever changes leave behind.
	Merge(ctx context.Context) error
	// Rebuild builds all articles anew and goes on from there.
	Rebuild(ctx context.Context, docs []search.Document, checkpoint int64) error
	// Reopen closes the engine and opens it again.
	Reopen(ctx context.Context) error
	Close() error
}

// Long is the environment variable that makes the suite go on until 200,000
// operations are done.
const Long = "DESPATCH_LONG"

// The number of engines that the suite tries, each with some 30 operations:
// articles put and deleted, and questions.
const (
	shortRounds = 40
	longRounds  = 200_000 / 30
)

// Run holds engines that open makes against the model: articles come, change
// and go, are merged and rebuilt, and any question gets the same answer.
func Run(t *testing.T, open func() (Engine, error)) {
	rounds := shortRounds
	if os.Getenv(Long) != "" {
		rounds = longRounds
	}
	if err := flag.Set("rapid.checks", strconv.Itoa(rounds)); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) { round(t, open) })
}

// round is one engine's life.
func round(t *rapid.T, open func() (Engine, error)) {
	engine, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	}()
	s := &session{engine: engine, model: NewModel(Label)}
	s.put(t)
	t.Repeat(map[string]func(*rapid.T){
		"put":     s.put,
		"delete":  s.delete,
		"merge":   func(t *rapid.T) { fatal(t, engine.Merge(t.Context())) },
		"rebuild": s.rebuild,
		"reopen":  func(t *rapid.T) { fatal(t, engine.Reopen(t.Context())) },
		"ask":     s.ask,
		"ask too": s.ask,
		"follow":  s.follow,
		"claims":  s.claims,
		"get":     s.get,
	})
}

// session is an engine and the model of what it should hold.
type session struct {
	engine  Engine
	model   *Model
	changes int64
}

func fatal(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s *session) put(t *rapid.T) {
	var docs []search.Document
	used := map[int]bool{}
	for range rapid.IntRange(1, 6).Draw(t, "documents") {
		n := rapid.IntRange(0, 30).Draw(t, "number")
		if used[n] {
			continue
		}
		used[n] = true
		s.changes++
		docs = append(docs, genDocument(t, n, int(s.changes)))
	}
	s.change(t, docs, nil)
}

func (s *session) delete(t *rapid.T) {
	id := articleID(rapid.IntRange(0, 30).Draw(t, "number"))
	s.changes++
	s.change(t, nil, []string{id})
}

func (s *session) change(t *rapid.T, docs []search.Document, deletes []string) {
	fatal(t, s.engine.Put(t.Context(), docs, deletes, s.changes))
	fatal(t, s.engine.Refresh(t.Context()))
	s.model.Put(docs, deletes)
}

func (s *session) rebuild(t *rapid.T) {
	fatal(t, s.engine.Rebuild(t.Context(), s.model.Documents(), s.changes))
}

// ask compares every part of an answer.
func (s *session) ask(t *rapid.T) {
	s.compare(t, genQuery(t))
}

func (s *session) compare(t *rapid.T, q search.Query) search.Results {
	want := s.model.Search(q)
	got, err := s.engine.Search(t.Context(), q)
	fatal(t, err)
	if got.Total != want.Total {
		t.Fatalf("%+v\ntotal %+v, want %+v", q, got.Total, want.Total)
	}
	options := cmp.Options{cmpopts.EquateEmpty()}
	for _, f := range q.Facets {
		if diff := cmp.Diff(want.Facets[f.Field], got.Facets[f.Field], options); diff != "" {
			t.Fatalf("%+v\nfacet %s (-want +got):\n%s", q, f.Field, diff)
		}
	}
	if diff := cmp.Diff(want.Timeline, got.Timeline, options); diff != "" {
		t.Fatalf("%+v\ntimeline (-want +got):\n%s", q, diff)
	}
	if got.Index.Checkpoint != s.changes {
		t.Fatalf("checkpoint %d, want %d", got.Index.Checkpoint, s.changes)
	}
	s.pages(t, q, got, want.Hits)
	return got
}

// pages follows the cursor to the end and compares all hits.
func (s *session) pages(t *rapid.T, q search.Query, first search.Results, want []search.Hit) {
	hits, next := first.Hits, first.Next
	for next != "" {
		if len(hits) > len(want) {
			t.Fatalf("%+v\nmore than %d hits", q, len(want))
		}
		page := q
		page.Cursor = next
		res, err := s.engine.Search(t.Context(), page)
		fatal(t, err)
		hits, next = append(hits, res.Hits...), res.Next
	}
	if len(hits) != len(want) {
		t.Fatalf("%+v\n%d hits %v, want %d %v", q, len(hits), hitIDs(hits), len(want), hitIDs(want))
	}
	scores := map[string]float64{}
	for _, h := range want {
		scores[h.ID] = h.Score
	}
	for i, h := range hits {
		w := want[i]
		if h.ID != w.ID && !near(scores[h.ID], w.Score) || h.ID != w.ID && w.Score == 0 {
			t.Fatalf("%+v\nhits %v, want %v", q, hitIDs(hits), hitIDs(want))
		}
		if h.ID == w.ID && (!near(h.Score, w.Score) || h.Copies != w.Copies || h.CopyOf != w.CopyOf || h.Version != w.Version) {
			t.Fatalf("%+v\nhit %+v, want %+v", q, h, w)
		}
	}
	unique := hitIDs(hits)
	slices.Sort(unique)
	if len(slices.Compact(unique)) != len(hits) {
		t.Fatalf("%+v\nhits repeat: %v", q, hitIDs(hits))
	}
}

// near allows for scores kept with seven digits.
func near(a, b float64) bool { return math.Abs(a-b) <= 2e-5*max(a, b, 1e-9) }

func hitIDs(hits []search.Hit) []string {
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return ids
}

// follow selects a bucket in place of the field's selection and finds as many
// articles as it said.
func (s *session) follow(t *rapid.T) {
	q := genQuery(t)
	for i := range q.Facets {
		q.Facets[i].Size = 50
	}
	got := s.compare(t, q)
	field := rapid.SampledFrom(search.Fields[:]).Draw(t, "followed")
	buckets := got.Facets[field].Buckets
	if len(buckets) == 0 {
		return
	}
	b := rapid.SampledFrom(buckets).Draw(t, "bucket")
	q.Filters = slices.DeleteFunc(slices.Clone(q.Filters), func(f search.Filter) bool { return f.Field == field && !f.Exclude })
	q.Filters = append(q.Filters, search.Filter{Field: field, Values: []string{b.Value}})
	followed, err := s.engine.Search(t.Context(), q)
	fatal(t, err)
	if followed.Total.Articles != b.Count || followed.Total.Distinct != b.Distinct {
		t.Fatalf("%+v\nbucket %s=%s said %d (%d distinct), following it finds %+v", q, field, b.Value, b.Count, b.Distinct, followed.Total)
	}
}

// get compares an article that is given back.
func (s *session) get(t *rapid.T) {
	id := articleID(rapid.IntRange(0, 30).Draw(t, "number"))
	got, err := s.engine.Document(t.Context(), id)
	a, ok := s.model.articles[id]
	if !ok {
		var fault *search.Error
		if !errors.As(err, &fault) || fault.Code != search.NotFound {
			t.Fatalf("%s is not there; got %v", id, err)
		}
		return
	}
	fatal(t, err)
	want := a.Document
	want.Title, want.Text = "", ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", id, diff)
	}
}
