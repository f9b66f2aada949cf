package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// removeAll removes a folder that somebody may be writing to.
func removeAll(dir string) error {
	var err error
	for range 20 {
		if err = os.RemoveAll(dir); err == nil {
			return nil
		}
		time.Sleep(5 * time.Millisecond)
	}
	return err
}

// waitForIndex waits until an index is published on disk and the server says
// that it is ready.
func (c *client) waitForIndex(ctx context.Context, p *process, d *despatch, since time.Time) (time.Duration, error) {
	for time.Since(since) < time.Minute {
		if p.over() {
			return 0, fmt.Errorf("serve ended: %.500s", p.err.String())
		}
		_, err := os.Stat(filepath.Join(d.data, "index", "CURRENT"))
		status, _, _ := c.do(ctx, http.MethodGet, "/readyz", nil)
		if err == nil && status == http.StatusOK {
			return time.Since(since), nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return 0, errors.New("no index within a minute")
}

// shows puts an article and waits until it is found.
func (c *client) shows(ctx context.Context, n int) (time.Duration, error) {
	if status, ok := c.put(ctx, makeArticle(n, 1)); !ok {
		return 0, fmt.Errorf("putting it answered %d", status)
	}
	began := time.Now()
	err := c.found(ctx, n, 30*time.Second)
	return time.Since(began), err
}

// found waits until an article is found.
func (c *client) found(ctx context.Context, n int, most time.Duration) error {
	for began := time.Now(); time.Since(began) < most; time.Sleep(10 * time.Millisecond) {
		found, err := c.total(ctx, fmt.Sprintf("q=mark%06d", n))
		if err != nil {
			return err
		}
		if found == 1 {
			return nil
		}
	}
	return fmt.Errorf("article %d is not found within %s", n, most)
}
