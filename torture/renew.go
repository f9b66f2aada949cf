package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// renew changes the gazetteer, reindexes and shows what articles gained and
// lost; going back must give the old answers again.
func renew(ctx context.Context, s *setup) (*report, error) {
	r := table("step", "what was said")
	d, err := s.filled(ctx, 500)
	if err != nil {
		return r, err
	}
	before, err := s.asked(ctx, d)
	if err != nil {
		return r, err
	}
	table := filepath.Join(d.data, "gazetteer.tsv")
	if err := s.writeTable(ctx, table); err != nil {
		return r, err
	}
	file := filepath.Join(s.work, "diff.jsonl")
	_, said, err := d.run(ctx, "reindex", "--diff", file)
	if err != nil {
		return r, fmt.Errorf("reindex: %w: %s", err, said)
	}
	for line := range strings.Lines(said) {
		r.row("reindex", strings.TrimSpace(line))
	}
	lines, err := countLines(file)
	if err != nil {
		return r, err
	}
	r.row("diff", fmt.Sprintf("%d articles", lines))
	r.must(lines > 0, "the diff is empty")
	changed, err := s.asked(ctx, d)
	if err != nil {
		return r, err
	}
	r.must(differs(before, changed) != "", "the new name changes nothing")
	if err := os.Remove(table); err != nil {
		return r, err
	}
	if _, said, err = d.run(ctx, "reindex", "--rollback"); err != nil {
		return r, fmt.Errorf("rollback: %w: %s", err, said)
	}
	r.row("rollback", strings.TrimSpace(said))
	back, err := s.asked(ctx, d)
	if err != nil {
		return r, err
	}
	r.must(differs(before, back) == "", "going back: %s", differs(before, back))
	return r, nil
}

// writeTable makes a table in which a common word is a name of an actor.
func (s *setup) writeTable(ctx context.Context, to string) error {
	other := s.on("other")
	if err := os.MkdirAll(other.data, 0o700); err != nil {
		return err
	}
	if _, said, err := other.run(ctx, "gazetteer", "alias", "apt31", "router"); err != nil {
		return fmt.Errorf("gazetteer alias: %w: %s", err, said)
	}
	b, err := os.ReadFile(filepath.Join(other.data, "gazetteer.tsv"))
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o600)
}

// asked serves a folder for as long as it takes to ask everything.
func (s *setup) asked(ctx context.Context, d *despatch) ([]string, error) {
	p, c, err := d.serve(ctx, time.Minute)
	if err != nil {
		return nil, err
	}
	defer c.close()
	got, err := c.answers(ctx)
	if err != nil {
		return nil, err
	}
	return got, p.stop()
}

func countLines(path string) (n int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		n++
	}
	return n, lines.Err()
}
