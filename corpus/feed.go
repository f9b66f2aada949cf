package corpus

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"
)

// Feed is what is remembered of a feed from one poll to the next.
type Feed struct {
	// URL is the one that was subscribed to, also after the feed moved.
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
	// MovedTo is where permanent redirects lead.
	MovedTo string `json:"moved_to,omitempty"`
	// ETag and LastModified go into the next conditional request.
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	// Checked is the last poll, Changed the last that brought something, Next
	// the earliest time of the next one.
	Checked time.Time `json:"checked,omitzero"`
	Changed time.Time `json:"changed,omitzero"`
	Next    time.Time `json:"next,omitzero"`
	// Failures counts polls that failed since one succeeded; Problem says in
	// plain words what the last one met.
	Failures int    `json:"failures,omitempty"`
	Problem  string `json:"problem,omitempty"`
	// Gone is true for a feed that said it will not come back (410).
	Gone bool `json:"gone,omitempty"`
}

const feedShelf = shelf[Feed]("feed")

// Feed returns what is remembered of the feed subscribed to under url, or
// ErrNotFound.
func (s *Store) Feed(ctx context.Context, url string) (Feed, error) {
	return feedShelf.get(ctx, s, url)
}

// Feeds lists all feeds that are remembered, by URL.
func (s *Store) Feeds(ctx context.Context) ([]Feed, error) { return feedShelf.list(ctx, s) }

// ForgetFeed removes the feed and what is known of its items; its articles
// stay.
func (s *Store) ForgetFeed(ctx context.Context, url string) error {
	err := s.update(ctx, func(b *batch) error {
		if err := b.exec(`DELETE FROM feed_item WHERE feed = ?`, url); err != nil {
			return err
		}
		return feedShelf.drop(b, url)
	})
	return failure(err)
}

// SetFeed remembers f and, in the same transaction, that the items were dealt
// with: item id (guid or link) to a mark of what it looked like, such as a hash
// of its title and dates. Called after the items' articles were put, it makes
// a poll that was broken off in between repeat them, and lose none.
func (s *Store) SetFeed(ctx context.Context, f Feed, items map[string]string) error {
	err := s.update(ctx, func(b *batch) error {
		for id, mark := range items {
			err := b.exec(`INSERT OR REPLACE INTO feed_item (feed, item, mark, seen) VALUES (?, ?, ?, ?)`, f.URL, itemHash(id), mark, b.now)
			if err != nil {
				return err
			}
		}
		return feedShelf.set(b, f.URL, f)
	})
	if err != nil {
		return fmt.Errorf("feed %s: %w", f.URL, failure(err))
	}
	return nil
}

// ItemMark returns the mark under which an item of the feed was dealt with,
// and whether it ever was.
func (s *Store) ItemMark(ctx context.Context, feed, item string) (mark string, seen bool, err error) {
	found, err := s.read.QueryContext(ctx, `SELECT mark FROM feed_item WHERE feed = ? AND item = ?`, feed, itemHash(item))
	if err != nil {
		return "", false, failure(err)
	}
	defer found.Close()
	if found.Next() {
		seen, err = true, found.Scan(&mark)
	}
	if err == nil {
		err = found.Err()
	}
	return mark, seen, failure(err)
}

func itemHash(id string) []byte {
	sum := sha256.Sum256([]byte(id))
	return sum[:16]
}
