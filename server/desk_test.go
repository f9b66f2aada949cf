package server_test

import (
	"log/slog"
	"net/http"
	"path/filepath"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"
	"go.uber.org/goleak"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/indexer"
	"despatch/search/bleveindex"
	"despatch/server"
)

func TestMain(m *testing.M) {
	for _, kind := range []string{"application/x-ndjson", "application/rss+xml"} {
		openapi3filter.RegisterBodyDecoder(kind, openapi3filter.PlainBodyDecoder)
	}
	goleak.VerifyTestMain(m)
}

// tables are loaded once: they do not change.
var tables = sync.OnceValues(gazetteer.Load)

// desk is a server over real parts in a folder of its own.
type desk struct {
	store     *corpus.Store
	gazetteer *gazetteer.Gazetteer
	follower  *indexer.Follower
	engine    *bleveindex.Engine
	server    *server.Server
	handler   http.Handler
	contract  contract
}

func newDesk(t *testing.T, articles ...corpus.Article) desk {
	t.Helper()
	store, err := corpus.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	g, err := tables()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := bleveindex.Open(t.Context(), filepath.Join(t.TempDir(), "index"), bleveindex.Options{
		Gazetteer: g.Version(), Log: slog.New(slog.DiscardHandler),
		Label: func(id string) (string, bool) {
			e, ok := g.Entity(id)
			if !ok {
				return "", false
			}
			return e.Label, true
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	d := desk{store: store, gazetteer: g, engine: engine, follower: &indexer.Follower{Corpus: store, Reader: indexer.NewReader(g)}}
	d.server, err = server.New(server.Config{Engine: d.engine, Corpus: store, Keys: store, Saved: store, Gazetteer: g, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	d.handler = d.server.Handler(false)
	d.contract = readContract(t, d.handler)
	d.add(t, articles...)
	return d
}

// add puts articles and waits until they are indexed.
func (d desk) add(t *testing.T, articles ...corpus.Article) {
	t.Helper()
	var all []corpus.Submission
	for _, a := range articles {
		all = append(all, corpus.Submission{Article: a})
	}
	outcomes, err := d.store.Put(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		if o.Status == corpus.Rejected {
			t.Fatalf("article %s: %v", o.ID, o.Reason)
		}
	}
	d.index(t)
}

func (d desk) index(t *testing.T) {
	t.Helper()
	if err := d.follower.CatchUp(t.Context(), d.engine); err != nil {
		t.Fatal(err)
	}
	if err := d.engine.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
}
