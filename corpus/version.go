package corpus

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
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

// Original returns the bytes that the newest version of a live article with
// an original was extracted from, or ErrNotFound where there is none.
func (s *Store) Original(ctx context.Context, id string) (Original, error) {
	var r revisionRow
	var sum int64
	var hash, packed []byte
	err := s.read.QueryRowContext(ctx, `SELECT `+revisionColumns+`, o.hash, o.body
		FROM article a JOIN revision r ON r.article = a.n JOIN original o ON o.n = r.original
		WHERE a.id = ? AND NOT a.deleted ORDER BY r.version DESC LIMIT 1`, id).Scan(append(r.columns(&sum), &hash, &packed)...)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err == nil {
		err = r.check(sum)
	}
	if err != nil {
		return Original{}, fmt.Errorf("original of %q: %w", id, failure(err))
	}
	o, err := s.original(&r, hash, packed)
	if err != nil {
		return Original{}, fmt.Errorf("original of %q: %w", id, err)
	}
	return o, nil
}

func (s *Store) original(r *revisionRow, hash, packed []byte) (Original, error) {
	f, err := s.codec.fields(r.body)
	if err != nil {
		return Original{}, err
	}
	raw, err := s.codec.unpack(hash, packed)
	if err != nil {
		return Original{}, err
	}
	o := Original{Bytes: raw, SHA256: hex.EncodeToString(hash)}
	if f.Origin != nil {
		o.From, o.Got, o.MediaType = f.Origin.From, f.Origin.Got, f.Origin.MediaType
	}
	return o, nil
}

// unpack returns the bytes of an original, which are those of its hash.
func (c *codec) unpack(hash, packed []byte) ([]byte, error) {
	raw, err := c.dec.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if sum := sha256.Sum256(raw); string(sum[:]) != string(hash) {
		return nil, fmt.Errorf("%w: an original's bytes have another hash", ErrDamaged)
	}
	return raw, nil
}
