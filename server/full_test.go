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

// sickDisk is a corpus that cannot be written.
type sickDisk struct {
	server.Corpus
	failure error
}

func (s sickDisk) Put(context.Context, []corpus.Submission) ([]corpus.Outcome, error) {
	return nil, s.failure
}

// TestSickDisk refuses a write, says why, and goes on reading.
func TestSickDisk(t *testing.T) {
	for _, c := range []struct {
		failure error
		status  int
		code    string
	}{
		{corpus.ErrDiskFull, http.StatusInsufficientStorage, `"disk_full"`},
		{corpus.ErrDisk, http.StatusServiceUnavailable, `"unavailable"`},
	} {
		t.Run(c.code, func(t *testing.T) { refuses(t, c.failure, c.status, c.code) })
	}
}

func refuses(t *testing.T, failure error, status int, code string) {
	d := newDesk(t, corpus.Article{ID: "a", Title: "Harbour", Text: "The harbour is open."})
	config := d.config()
	config.Corpus = sickDisk{config.Corpus, failure}
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
	if w.Code != status || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), code) {
		t.Errorf("a write is answered %d, Retry-After %q: %s", w.Code, w.Header().Get("Retry-After"), w.Body)
	}
	w = httptest.NewRecorder()
	s.Handler(false).ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/articles/a", nil))
	if w.Code != http.StatusOK {
		t.Errorf("reading is answered %d: %s", w.Code, w.Body)
	}
}
