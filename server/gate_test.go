package server_test

import (
	"context"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"despatch/corpus"
	"despatch/search"
	"despatch/server"
)

// toiling is an engine that works on the word toil until it is let go.
type toiling struct {
	server.Engine
	release chan struct{}
	long    atomic.Int64 // at work for so long that they must be in the lane
	most    atomic.Int64
}

func (e *toiling) Search(ctx context.Context, q search.Query) (search.Results, error) {
	if w, ok := q.Match.(search.Word); !ok || w.Text != "toil" {
		return e.Engine.Search(ctx, q)
	}
	const longSteps = 50 // of a millisecond or more: twice what counts as short
	for step := 0; ; step++ {
		if err := search.Pace(ctx); err != nil {
			return search.Results{}, err
		}
		if step == longSteps {
			e.most.Store(max(e.most.Load(), e.long.Add(1)))
			defer e.long.Add(-1)
		}
		select {
		case <-e.release:
			return e.Engine.Search(ctx, q)
		case <-time.After(time.Millisecond):
		}
	}
}

// TestLongWorkLeavesTheRoom has many more requests toil than there is room
// for, and asks for something short beside them.
func TestLongWorkLeavesTheRoom(t *testing.T) {
	d := newDesk(t, harbour)
	engine := &toiling{Engine: d.engine, release: make(chan struct{})}
	config := d.config()
	config.Engine = engine
	url, _ := served(t, config)
	codes := make(chan int, 100)
	var toils sync.WaitGroup
	for range cap(codes) {
		toils.Go(func() {
			code, _, _ := fetch(url + "/api/v1/search?q=toil")
			codes <- code
		})
	}
	for range 20 {
		if code, body, err := fetch(url + "/api/v1/search?q=dowden"); code != 200 || err != nil {
			t.Errorf("beside long work: %d %v %s", code, err, body)
		}
	}
	for until := time.Now().Add(5 * time.Second); len(codes) == 0 && time.Now().Before(until); { // till one is refused
		time.Sleep(time.Millisecond)
	}
	close(engine.release)
	toils.Wait()
	close(codes)
	seen := map[int]int{}
	for code := range codes {
		seen[code]++
	}
	if seen[200] == 0 || seen[429] == 0 || seen[200]+seen[429] != cap(codes) {
		t.Errorf("long work was answered with %v", seen)
	}
	if most, lane := engine.most.Load(), int64(max(1, runtime.GOMAXPROCS(0)-1)); most > lane {
		t.Errorf("%d at long work at once, %d have room", most, lane)
	}
}

// TestKeysKeepCollectionsBack makes keys of different kinds and looks at what
// callers without one see where the operator names no collections.
func TestKeysKeepCollectionsBack(t *testing.T) {
	for _, c := range []struct {
		name string
		key  *corpus.Key
		sees bool
	}{
		{"no key", nil, true},
		{"a key for writing", &corpus.Key{Scope: "write"}, true},
		{"a key for reading", &corpus.Key{Scope: "read"}, false},
		{"a key for a collection", &corpus.Key{Scope: "write", Collections: []string{"news"}}, false},
	} {
		d := newDesk(t, harbour, corpus.Article{ID: "closed", Collection: "closed", Title: "Closed", Text: "A zeppelin."})
		if c.key != nil {
			if _, _, err := d.store.NewKey(t.Context(), *c.key); err != nil {
				t.Fatal(err)
			}
			d = d.with(t, d.server.Config) // what keys there are is known for a moment
		}
		closed, _ := d.get(t, "/api/v1/articles/closed")
		open, _ := d.get(t, "/api/v1/articles/harbour")
		if sees := closed.Code == http.StatusOK; sees != c.sees || open.Code != http.StatusOK {
			t.Errorf("%s: the closed article answers %d, that of the default collection %d", c.name, closed.Code, open.Code)
		}
	}
}
