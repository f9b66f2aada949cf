package corpus

import (
	"context"
	"fmt"
	"os"
)

// Stats says how much the corpus holds.
type Stats struct {
	// Articles that are live, and how many of them are copies, by collection.
	Articles, Copies map[string]int
	// Versions of all articles, deleted ones included.
	Versions int
	// Deleted articles.
	Deleted int
	// Originals kept, each once.
	Originals int
	// LastChange is the number of the last change.
	LastChange int64
	// Bytes on disk, the log of pending pages included.
	Bytes int64
}

// Stats counts. It takes some milliseconds for each 100,000 articles.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	st := Stats{Articles: map[string]int{}, Copies: map[string]int{}}
	if err := s.countArticles(ctx, &st); err != nil {
		return Stats{}, fmt.Errorf("corpus stats: %w", failure(err))
	}
	err := s.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM revision INDEXED BY sqlite_autoindex_revision_1),
		(SELECT count(*) FROM original INDEXED BY sqlite_autoindex_original_1), (SELECT coalesce(max(seq), 0) FROM change)`).
		Scan(&st.Versions, &st.Originals, &st.LastChange)
	if err != nil {
		return Stats{}, fmt.Errorf("corpus stats: %w", failure(err))
	}
	for _, name := range [...]string{s.path, s.path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			st.Bytes += info.Size()
		}
	}
	return st, nil
}

func (s *Store) countArticles(ctx context.Context, st *Stats) error {
	found, err := s.read.QueryContext(ctx, `SELECT collection, sum(NOT deleted), sum(copy_of <> ''), sum(deleted) FROM article GROUP BY collection`)
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		var collection string
		var live, copies, deleted int
		if err := found.Scan(&collection, &live, &copies, &deleted); err != nil {
			return err
		}
		st.Deleted += deleted
		if live > 0 {
			st.Articles[collection], st.Copies[collection] = live, copies
		}
	}
	return found.Err()
}
