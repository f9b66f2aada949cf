package indexer_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/indexer"
	"despatch/search"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shelf is the plainest index there is: what was put, by id.
type shelf struct {
	mu         sync.Mutex
	docs       map[string]search.Document
	checkpoint int64
	fail       error
}

func (s *shelf) Put(_ context.Context, docs []search.Document, deletes []string, checkpoint int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	for _, d := range docs {
		s.docs[d.ID] = d
	}
	for _, id := range deletes {
		delete(s.docs, id)
	}
	s.checkpoint = checkpoint
	return nil
}

func (s *shelf) Add(ctx context.Context, docs []search.Document) error {
	return s.Put(ctx, docs, nil, 0)
}

func (s *shelf) Checkpoint() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.checkpoint
}

func (s *shelf) version(id string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.docs[id].Version
}

func newFollower(t *testing.T) *indexer.Follower {
	t.Helper()
	store, err := corpus.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	return &indexer.Follower{Corpus: store, Reader: indexer.NewReader(g), Log: slog.New(slog.DiscardHandler)}
}

func put(t *testing.T, store *corpus.Store, articles ...corpus.Article) {
	t.Helper()
	var all []corpus.Submission
	for _, a := range articles {
		all = append(all, corpus.Submission{Article: a})
	}
	if _, err := store.Put(t.Context(), all); err != nil {
		t.Fatal(err)
	}
}

func article(id, text string) corpus.Article {
	return corpus.Article{ID: id, Title: "On " + id, Text: text, Language: "en"}
}

func TestFollowAndRebuildAgree(t *testing.T) {
	f := newFollower(t)
	for i := range 40 {
		put(t, f.Corpus, article(fmt.Sprint("a", i), fmt.Sprintf("Hackers of APT31 struck the ministry for the %d. time.", i)))
	}
	put(t, f.Corpus, article("a7", "Corrected: nobody struck."))
	if _, err := f.Corpus.Delete(t.Context(), "a9"); err != nil {
		t.Fatal(err)
	}
	grown, built := &shelf{docs: map[string]search.Document{}}, &shelf{docs: map[string]search.Document{}}
	if err := f.CatchUp(t.Context(), grown); err != nil {
		t.Fatal(err)
	}
	checkpoint, err := f.Rebuild(t.Context(), built)
	if err != nil {
		t.Fatal(err)
	}
	if len(grown.docs) != 39 || len(built.docs) != 39 || checkpoint != grown.checkpoint {
		t.Fatalf("grown holds %d up to %d, built %d up to %d; want 39 each", len(grown.docs), grown.checkpoint, len(built.docs), checkpoint)
	}
	for id, d := range grown.docs {
		if built.docs[id].Version != d.Version || len(built.docs[id].Annotation.Mentions) != len(d.Annotation.Mentions) {
			t.Errorf("%s differs between a grown and a built index", id)
		}
	}
	if grown.version("a7") != 2 || grown.version("a9") != 0 {
		t.Errorf("a7 has version %d, a9 %d; want 2 and none", grown.version("a7"), grown.version("a9"))
	}
}

func TestFollowGoesOnAfterFailure(t *testing.T) {
	f := newFollower(t)
	put(t, f.Corpus, article("a", "One."))
	index := &shelf{docs: map[string]search.Document{}, fail: errors.New("disk full")}
	ctx, cancel := context.WithCancel(t.Context())
	outcomes := make(chan error, 100)
	done := make(chan struct{})
	go func() {
		defer close(done)
		f.Follow(ctx, index, func(context.Context) error { return nil }, func(err error) { outcomes <- err })
	}()
	if err := <-outcomes; !errors.Is(err, index.fail) {
		t.Errorf("the failure was told as %v", err)
	}
	index.mu.Lock()
	index.fail = nil
	index.mu.Unlock()
	put(t, f.Corpus, article("b", "Two."))
	waitFor(t, func() bool { return index.version("a") == 1 && index.version("b") == 1 })
	cancel()
	<-done
}

func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for until := time.Now().Add(5 * time.Second); time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatal("waited 5 s in vain")
}

func TestLockNamesItsHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.lock")
	lock, err := indexer.TakeLock(path, "the index", "serve")
	if err != nil {
		t.Fatal(err)
	}
	var held *indexer.HeldError
	if _, err := indexer.TakeLock(path, "the index", "add"); !errors.As(err, &held) || held.By.Command != "serve" || held.By.PID == 0 {
		t.Errorf("the second lock answers %v", err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	again, err := indexer.TakeLock(path, "the index", "add")
	if err != nil {
		t.Fatalf("after release: %v", err)
	}
	if err := again.Release(); err != nil {
		t.Fatal(err)
	}
}

// stuck is an index whose disk does not answer.
type stuck struct {
	shelf
	entered, leave chan struct{}
}

func (s *stuck) Put(ctx context.Context, docs []search.Document, deletes []string, checkpoint int64) error {
	close(s.entered)
	<-s.leave
	return s.shelf.Put(ctx, docs, deletes, checkpoint)
}

func TestStuckWriterShows(t *testing.T) {
	f := newFollower(t)
	put(t, f.Corpus, article("a", "One."))
	index := &stuck{shelf: shelf{docs: map[string]search.Document{}}, entered: make(chan struct{}), leave: make(chan struct{})}
	done := make(chan error)
	go func() { done <- f.CatchUp(t.Context(), index) }()
	<-index.entered
	waitFor(t, func() bool { return f.Busy() > 200*time.Millisecond })
	close(index.leave)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if busy := f.Busy(); busy != 0 {
		t.Errorf("at rest it is busy for %s", busy)
	}
}

func TestRereadTellsGainedAndLost(t *testing.T) {
	claim := corpus.Claim{Act: corpus.Attack, Accused: []string{"apt31"}, In: "text", Start: 1, End: 9}
	before := search.Document{ID: "a", Version: 2, Annotation: corpus.Annotation{Facets: corpus.Facets{Actor: []string{"apt28"}, Country: []string{"cn"}}}}
	after := search.Document{ID: "a", Version: 2, Annotation: corpus.Annotation{
		Facets: corpus.Facets{Actor: []string{"apt31"}, Country: []string{"cn"}}, Claims: []corpus.Claim{claim},
	}}
	d := indexer.NewReread(&before, &after)
	if d.Empty() || fmt.Sprint(d.GainedEntities, d.LostEntities, len(d.GainedClaims), len(d.LostClaims)) != "[actor:apt31] [actor:apt28] 1 0" {
		t.Errorf("told as %+v", d)
	}
	if same := indexer.NewReread(&after, &after); !same.Empty() {
		t.Errorf("of the same: %+v", same)
	}
}
