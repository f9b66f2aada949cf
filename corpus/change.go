package corpus

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"time"
)

// Change is one entry of the change log.
type Change struct {
	// Seq counts all changes of the corpus from 1, without gaps, in the order
	// of commits: whoever has seen n has missed none before it.
	Seq int64
	ID  string
	// Version is the article's after the change. It is that of the change
	// before when the article was deleted, or joined or left a group of
	// copies.
	Version int
	Deleted bool
}

const (
	lastQuery    = `SELECT coalesce(max(seq), 0) FROM change`
	changesQuery = `SELECT c.seq, c.article, c.version, c.deleted, c.sum, a.id FROM change c JOIN article a ON a.n = c.article`
)

// Last is the number of the last change, 0 for an empty corpus.
func (s *Store) Last(ctx context.Context) (int64, error) {
	var last int64
	err := s.last.QueryRowContext(ctx).Scan(&last)
	return last, failure(err)
}

// Changes returns at most limit changes that follow the one numbered after,
// in order. An article changed twice is listed twice; Get gives its present
// state for either.
func (s *Store) Changes(ctx context.Context, after int64, limit int) ([]Change, error) {
	changes := make([]Change, 0, min(limit, 1024))
	for c, err := range s.changes(ctx, changesQuery+` WHERE c.seq > ? ORDER BY c.seq LIMIT ?`, after, limit) {
		if err != nil {
			return nil, fmt.Errorf("changes after %d: %w", after, err)
		}
		if want := after + int64(len(changes)) + 1; c.Seq != want {
			return nil, fmt.Errorf("%w: change %d is missing", ErrDamaged, want)
		}
		changes = append(changes, c)
	}
	return changes, nil
}

// LiveAt gives, of every article that was live after the change numbered seq,
// the last change until then: what an index with that checkpoint must hold.
func (s *Store) LiveAt(ctx context.Context, seq int64) iter.Seq2[Change, error] {
	return s.changes(ctx, changesQuery+`
		WHERE c.seq IN (SELECT max(seq) FROM change WHERE seq <= ? GROUP BY article) AND NOT c.deleted`, seq)
}

func (s *Store) changes(ctx context.Context, query string, args ...any) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		found, err := s.read.QueryContext(ctx, query, args...)
		if err != nil {
			yield(Change{}, failure(err))
			return
		}
		defer found.Close()
		for found.Next() {
			c, err := scanChange(found)
			if !yield(c, err) || err != nil {
				return
			}
		}
		if err := found.Err(); err != nil {
			yield(Change{}, failure(err))
		}
	}
}

func scanChange(row scanner) (Change, error) {
	var c Change
	var article, sum int64
	if err := row.Scan(&c.Seq, &article, &c.Version, &c.Deleted, &sum, &c.ID); err != nil {
		return Change{}, failure(err)
	}
	if sum != changeSum(c.Seq, article, c.Version, c.Deleted) {
		return Change{}, fmt.Errorf("%w: change %d", ErrDamaged, c.Seq)
	}
	return c, nil
}

// Other processes are looked at this often for changes, this one tells.
const pollEvery = 100 * time.Millisecond

// Wait returns nil as soon as there is a change after the one numbered after,
// by this process at once, by another within a fifth of a second; else the
// error of ctx or of the corpus.
func (s *Store) Wait(ctx context.Context, after int64) error {
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for {
		rung := s.bell.listen()
		last, err := s.Last(ctx)
		if err != nil || last > after {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-rung:
		case <-poll.C:
		}
	}
}

// bell wakes all who listen when a transaction was committed.
type bell struct {
	mu sync.Mutex
	ch chan struct{}
}

func newBell() *bell { return &bell{ch: make(chan struct{})} }

func (b *bell) listen() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.ch
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.ch)
	b.ch = make(chan struct{})
}
