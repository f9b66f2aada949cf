package bleveindex

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"log/slog"
	"strings"
	"testing"

	"despatch/corpus"
	"despatch/search"

	index "github.com/blevesearch/bleve_index_api"
)

// TestBrokenAnalysisIsCounted puts an article whose entity breaks the look-up
// of its label, and an article beside it.
func TestBrokenAnalysisIsCounted(t *testing.T) {
	var log bytes.Buffer
	label := func(id string) (string, bool) {
		if id == "breaker" {
			panic("broken")
		}
		return "", false
	}
	e, err := Open(t.Context(), t.TempDir(), Options{Gazetteer: "1", Label: label, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	breaker := article("a", "2024", "Breaker", "This article breaks the analysis.")
	breaker.Annotation.Mentions = []corpus.Mention{{Field: corpus.Person, ID: "breaker", Label: "The Breaker", Start: 0, End: 4}}
	put(t, e, []search.Document{breaker, article("b", "2024", "Harbour", "A quiet day.")}, nil)
	if got := e.Stats(); got.WithoutWords != 1 || got.Articles != 2 {
		t.Errorf("stats: %+v", got)
	}
	if said := log.String(); !strings.Contains(said, "without its words") || !strings.Contains(said, "id=a") {
		t.Errorf("the log says %q", said)
	}
	r, err := e.Search(t.Context(), search.Query{Filters: []search.Filter{{Field: search.Source, Values: []string{"gazette"}}}})
	if err != nil || r.Total.Articles != 2 {
		t.Errorf("by source: %+v %v", r.Total, err)
	}
	breaker.Annotation.Mentions = nil
	put(t, e, []search.Document{breaker}, nil)
	if got := e.Stats().WithoutWords; got != 0 {
		t.Errorf("%d without words after it was put again", got)
	}
}

// TestOtherFormatIsRefused has an index say that it is of the format before.
func TestOtherFormatIsRefused(t *testing.T) {
	dir := t.TempDir()
	e, err := Open(t.Context(), dir, Options{Gazetteer: "1"})
	if err != nil {
		t.Fatal(err)
	}
	put(t, e, []search.Document{article("a", "2024", "Harbour", "A quiet day.")}, nil)
	state := e.current().state.Load().encode()
	state = state[:len(state)-4]
	binary.BigEndian.PutUint32(state, format-1)
	b := index.NewBatch()
	b.SetInternal(keyState, binary.BigEndian.AppendUint32(state, crc32.ChecksumIEEE(state)))
	if err := errors.Join(e.current().batch(b), e.Close()); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), dir, Options{Gazetteer: "1"})
	if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), fmt.Sprintf("in format %d; this one reads format %d", format-1, format)) {
		t.Errorf("it opens with %v", err)
	}
}
