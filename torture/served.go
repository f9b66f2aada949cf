package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"
)

// filled adds articles to a new data folder.
func (s *setup) filled(ctx context.Context, n int) (*despatch, error) {
	d := s.on("data")
	file := filepath.Join(s.work, "articles.jsonl")
	if err := writeArticles(file, 0, n); err != nil {
		return nil, err
	}
	if _, said, err := d.run(ctx, "add", file); err != nil {
		return nil, fmt.Errorf("add: %w: %s", err, said)
	}
	return d, nil
}

// served is a filled data folder with its server and a client of that.
type served struct {
	d *despatch
	p *process
	c *client
}

// served fills a data folder and serves it; end is for when it is done with.
func (s *setup) served(ctx context.Context, n int) (served, error) {
	d, err := s.filled(ctx, n)
	if err != nil {
		return served{}, err
	}
	p, c, err := d.serve(ctx, time.Minute)
	return served{d, p, c}, err
}

func (s served) end() {
	s.p.kill()
	s.c.close()
}
