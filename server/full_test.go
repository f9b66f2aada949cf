package server_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"despatch/corpus"
	"despatch/server"
)

// fullDisk is a corpus whose disk is full.
type fullDisk struct{ server.Corpus }

func (fullDisk) Put(context.Context, []corpus.Submission) ([]corpus.Outcome, error) {
	return nil, corpus.ErrDiskFull
}

// TestFullDisk refuses a write for want of space and goes on reading.
func TestFullDisk(t *testing.T) {
	d := newDesk(t, corpus.Article{ID: "a", Title: "Harbour", Text: "The harbour is open."})
	config := d.config()
	config.Corpus = fullDisk{config.Corpus}
	s, err := server.New(config)
	if err != nil {
		t.Fatal(err)
	}
	key := d.bearer(t, corpus.Key{Scope: "write"})
	put := httptest.NewRequest("PUT", "/api/v1/articles/b", strings.NewReader(`{"title":"B","text":"Another harbour."}`))
	put.Header.Set("Content-Type", "application/json")
	put.Header.Set(key[0], key[1])
	w := httptest.NewRecorder()
	s.Handler(false).ServeHTTP(w, put)
	if w.Code != http.StatusInsufficientStorage || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), `"disk_full"`) {
		t.Errorf("a write is answered %d, Retry-After %q: %s", w.Code, w.Header().Get("Retry-After"), w.Body)
	}
	w = httptest.NewRecorder()
	s.Handler(false).ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/articles/a", nil))
	if w.Code != http.StatusOK {
		t.Errorf("reading is answered %d: %s", w.Code, w.Body)
	}
}
