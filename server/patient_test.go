package server_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"despatch/search"
	"despatch/server"
)

// opening is an engine that is not there at first.
type opening struct {
	server.Engine
	open *atomic.Bool
}

func (o opening) Search(ctx context.Context, q search.Query) (search.Results, error) {
	if !o.open.Load() {
		return search.Results{}, &search.Error{Code: search.Unavailable, Detail: "the index is being opened", Position: -1}
	}
	return o.Engine.Search(ctx, q)
}

func TestFirstCallersWaitForTheIndex(t *testing.T) {
	d := newDesk(t, harbour)
	config := d.config()
	var open atomic.Bool
	config.Engine = opening{d.engine, &open}
	s, err := server.New(config)
	if err != nil {
		t.Fatal(err)
	}
	d.handler = s.Handler(false)
	time.AfterFunc(200*time.Millisecond, func() { open.Store(true) })
	if w := d.call(t, "GET", "/api/v1/search?q=dowden", ""); w.Code != 200 {
		t.Errorf("asked while the index opened: %d %s", w.Code, w.Body)
	}
}
