package corpus

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// SavedSearch is a query that is asked again of everything that arrives.
type SavedSearch struct {
	Name string `json:"name"`
	// Query is the search as its URL parameters ("q=dowden&country=cn").
	Query string `json:"query"`
	// Collections are those that its owner may see; nil is all.
	Collections []string  `json:"collections"`
	Created     time.Time `json:"created"`
	// Webhook is told of matches, signed with WebhookSecret; empty is off.
	Webhook       string `json:"webhook,omitempty"`
	WebhookSecret string `json:"webhook_secret,omitempty"`
	// Checkpoint is the last change that was matched. Delivered and Briefed
	// are the last match that the webhook and the brief have told of.
	Checkpoint int64 `json:"checkpoint"`
	Delivered  int64 `json:"delivered,omitempty"`
	Briefed    int64 `json:"briefed,omitempty"`
	// Attempts counts deliveries that failed since one succeeded; the next is
	// due at Retry.
	Attempts int       `json:"attempts,omitempty"`
	Retry    time.Time `json:"retry,omitzero"`
}

// Match is one version of an article that a saved search found on arrival.
type Match struct {
	// N counts the matches of the search from 1; a search saved anew begins
	// anew. It is no number over all searches, which would tell of the others.
	N       int64
	Article string
	Version int
	At      time.Time
}

const savedShelf = shelf[SavedSearch]("saved search")

// SaveSearch keeps a search under its name, in the place of an older one,
// whose matches go.
func (s *Store) SaveSearch(ctx context.Context, search SavedSearch) error {
	err := s.update(ctx, func(b *batch) error {
		if err := b.exec(`DELETE FROM match WHERE search = ?`, search.Name); err != nil {
			return err
		}
		return savedShelf.set(b, search.Name, search)
	})
	if err != nil {
		return fmt.Errorf("saved search %q: %w", search.Name, failure(err))
	}
	return nil
}

// SavedSearch returns the search of that name, or ErrNotFound.
func (s *Store) SavedSearch(ctx context.Context, name string) (SavedSearch, error) {
	return savedShelf.get(ctx, s, name)
}

// SavedSearches lists all, by name.
func (s *Store) SavedSearches(ctx context.Context) ([]SavedSearch, error) {
	return savedShelf.list(ctx, s)
}

// ChangeSearch changes a search and leaves its matches; ErrNotFound where
// there is none of that name.
func (s *Store) ChangeSearch(ctx context.Context, name string, f func(*SavedSearch)) error {
	return savedShelf.change(ctx, s, name, f)
}

// ForgetSearch removes a search and its matches.
func (s *Store) ForgetSearch(ctx context.Context, name string) error {
	err := s.update(ctx, func(b *batch) error {
		if err := b.exec(`DELETE FROM match WHERE search = ?`, name); err != nil {
			return err
		}
		return savedShelf.drop(b, name)
	})
	return failure(err)
}

// AddMatches notes, for each search named, the articles that it found up to
// the change numbered checkpoint, and that checkpoint, in one transaction: a
// match is noted once, whatever breaks off in between. Searches forgotten
// meanwhile are passed over.
func (s *Store) AddMatches(ctx context.Context, checkpoint int64, matches map[string][]Match) error {
	err := s.update(ctx, func(b *batch) error {
		for name, found := range matches {
			if err := b.addMatches(name, checkpoint, found); err != nil {
				return fmt.Errorf("saved search %q: %w", name, err)
			}
		}
		return nil
	})
	return failure(err)
}

func (b *batch) addMatches(name string, checkpoint int64, found []Match) error {
	row := b.tx.QueryRowContext(b.ctx, `SELECT name, body, sum FROM state WHERE kind = ? AND name = ?`, string(savedShelf), name)
	search, err := savedShelf.scan(row, name)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, m := range found {
		err := b.exec(`INSERT OR IGNORE INTO match (search, article, version, at) VALUES (?, ?, ?, ?)`, name, m.Article, m.Version, b.now)
		if err != nil {
			return err
		}
	}
	search.Checkpoint = max(search.Checkpoint, checkpoint)
	return savedShelf.set(b, name, search)
}

// Matches returns the matches of a search after the one numbered after, in
// their order, at most limit.
func (s *Store) Matches(ctx context.Context, name string, after int64, limit int) ([]Match, error) {
	found, err := s.read.QueryContext(ctx, `SELECT article, version, at FROM match WHERE search = ? ORDER BY n LIMIT ? OFFSET ?`, name, limit, after)
	if err != nil {
		return nil, fmt.Errorf("matches of %q: %w", name, failure(err))
	}
	defer found.Close()
	var matches []Match
	for found.Next() {
		after++
		m := Match{N: after}
		var at int64
		if err := found.Scan(&m.Article, &m.Version, &at); err != nil {
			return nil, fmt.Errorf("matches of %q: %w", name, failure(err))
		}
		m.At = time.UnixMilli(at).UTC()
		matches = append(matches, m)
	}
	return matches, failure(found.Err())
}
