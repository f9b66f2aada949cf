package bleveindex

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"

	"despatch/search"
)

// Comparison holds two generations as they were at one moment, to see what a
// rebuild has changed. Close it in the end.
type Comparison struct {
	before, after *snapshot
	opened        []*generation // for the comparison alone
}

// Compare compares what answers with next, within a call of Adopt. Reading may
// go on after it.
func (e *Engine) Compare(ctx context.Context, next Writer) (*Comparison, error) {
	g, ok := next.(*generation)
	if !ok {
		return nil, fmt.Errorf("compare: %T is no index generation", next)
	}
	if err := g.refresh(ctx); err != nil {
		return nil, err
	}
	after, err := g.acquire()
	if err != nil {
		return nil, err
	}
	before, err := e.snapshotFor(nil)
	if err != nil {
		g.release(after)
		return nil, err
	}
	return &Comparison{before: before, after: after}, nil
}

// CompareOnDisk compares two generations that nobody has open. The caller
// holds the lock on the index.
func CompareOnDisk(ctx context.Context, dir string, before, after int, opts Options) (*Comparison, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	c := &Comparison{}
	for _, part := range []struct {
		number int
		into   **snapshot
	}{{before, &c.before}, {after, &c.after}} {
		g, err := openChecked(ctx, dir, part.number, opts, newTermCache(0))
		if err != nil {
			return nil, errors.Join(err, c.Close())
		}
		c.opened = append(c.opened, g)
		if *part.into, err = g.acquire(); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	return c, nil
}

// Each visits the articles that both have in the same version, as documents
// without title and text, and of which something kept differs.
func (c *Comparison) Each(ctx context.Context, visit func(before, after search.Document) error) error {
	return guarded(func() error { return c.each(ctx, visit) })
}

func (c *Comparison) each(ctx context.Context, visit func(before, after search.Document) error) error {
	had := map[string]address{}
	for i, seg := range c.before.segments {
		for d, id := range seg.ids {
			if seg.alive(uint32(d)) {
				had[id] = address{i, uint32(d)}
			}
		}
	}
	for i, seg := range c.after.segments {
		for d, id := range seg.ids {
			was, ok := had[id]
			if !ok || !seg.alive(uint32(d)) || c.before.segments[was.segment].rows.version[was.doc] != seg.rows.version[d] {
				continue
			}
			if err := c.one(was, address{i, uint32(d)}, visit); err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *Comparison) one(was, is address, visit func(before, after search.Document) error) error {
	old, err := c.before.kept(was)
	if err != nil {
		return err
	}
	now, err := c.after.kept(is)
	if err != nil || bytes.Equal(old, now) {
		return err
	}
	before, err := c.before.document(was)
	if err != nil {
		return err
	}
	after, err := c.after.document(is)
	if err != nil {
		return err
	}
	return visit(before, after)
}

// kept is what is stored of an article, packed.
func (s *snapshot) kept(at address) (kept []byte, err error) {
	seg := s.segments[at.segment]
	err = seg.bleve.VisitStoredFields(uint64(at.doc), func(field string, _ byte, value []byte, _ []uint64) bool {
		if field == fieldStored {
			kept = append(kept, value...)
		}
		return true
	})
	if err != nil {
		err = fmt.Errorf("read article %q from the index: %w", seg.ids[at.doc], err)
	}
	return kept, err
}

// Close lets the generations go.
func (c *Comparison) Close() error {
	for _, s := range []*snapshot{c.before, c.after} {
		if s != nil {
			s.gen.release(s)
		}
	}
	var errs []error
	for _, g := range c.opened {
		errs = append(errs, g.close())
	}
	return errors.Join(errs...)
}
