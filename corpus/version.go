package corpus

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"
)

// Edition is what is known of one version without reading it.
type Edition struct {
	Version int
	Put     time.Time
	// Hash is the SHA-256 of the content in lower-case hexadecimal.
	Hash string
}

// Version returns the n-th version of an article, counted from 1, also of a
// deleted one, or ErrNotFound. CopyOf is that of the present version.
func (s *Store) Version(ctx context.Context, id string, n int) (Record, error) {
	row := s.read.QueryRowContext(ctx, `SELECT `+articleColumns+`, `+revisionColumns+`
		FROM article a JOIN revision r ON r.article = a.n WHERE a.id = ? AND r.version = ?`, id, n)
	r, err := s.scan(row)
	if err == nil && (r.ID != id || r.Version != n) {
		err = errOtherRow
	}
	if err != nil {
		return Record{}, fmt.Errorf("article %q, version %d: %w", id, n, err)
	}
	return r, nil
}

// Versions lists the versions of an article, also of a deleted one, oldest
// first; ErrNotFound where the article was never put.
func (s *Store) Versions(ctx context.Context, id string) ([]Edition, error) {
	found, err := s.read.QueryContext(ctx, `SELECT r.version, r.put, r.hash
		FROM article a JOIN revision r ON r.article = a.n WHERE a.id = ? ORDER BY r.version`, id)
	if err != nil {
		return nil, failure(err)
	}
	defer found.Close()
	var editions []Edition
	for found.Next() {
		var e Edition
		var put int64
		var hash []byte
		if err := found.Scan(&e.Version, &put, &hash); err != nil {
			return nil, failure(err)
		}
		e.Put, e.Hash = time.UnixMilli(put).UTC(), hex.EncodeToString(hash)
		editions = append(editions, e)
	}
	if err := found.Err(); err != nil {
		return nil, failure(err)
	}
	if len(editions) == 0 {
		return nil, fmt.Errorf("article %q: %w", id, ErrNotFound)
	}
	return editions, nil
}
