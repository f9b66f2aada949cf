package corpus

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
)

const originalQuery = `SELECT ` + articleColumns + `, ` + revisionColumns + `, o.hash, o.body
	FROM article a JOIN revision r ON r.article = a.n JOIN original o ON o.n = r.original`

// Original returns the bytes that the newest version of a live article with
// an original was extracted from, or ErrNotFound where there is none.
func (s *Store) Original(ctx context.Context, id string) (Original, error) {
	sub, err := s.scanOriginal(s.read.QueryRowContext(ctx, originalQuery+`
		WHERE a.id = ? AND NOT a.deleted ORDER BY r.version DESC LIMIT 1`, id))
	if err == nil && sub.ID != id {
		err = errOtherRow
	}
	if err != nil {
		return Original{}, fmt.Errorf("original of %q: %w", id, err)
	}
	return *sub.Original, nil
}

// Originals reads every live article whose present version was extracted from
// an original, together with that, in the order of first arrival: what is
// needed to extract all of them again and put them under their ids. It ends
// with the first error.
func (s *Store) Originals(ctx context.Context) iter.Seq2[Submission, error] {
	return func(yield func(Submission, error) bool) {
		found, err := s.read.QueryContext(ctx, originalQuery+` WHERE r.seq = a.revision AND NOT a.deleted ORDER BY a.n`)
		if err != nil {
			yield(Submission{}, failure(err))
			return
		}
		defer found.Close()
		for found.Next() {
			sub, err := s.scanOriginal(found)
			if !yield(sub, err) || err != nil {
				return
			}
		}
		if err := found.Err(); err != nil {
			yield(Submission{}, failure(err))
		}
	}
}

func (s *Store) scanOriginal(row scanner) (Submission, error) {
	var a articleRow
	var r revisionRow
	var sumA, sumR int64
	var hash, packed []byte
	err := row.Scan(append(append(a.columns(&sumA), r.columns(&sumR)...), &hash, &packed)...)
	if errors.Is(err, sql.ErrNoRows) {
		return Submission{}, ErrNotFound
	}
	if err != nil {
		return Submission{}, failure(err)
	}
	if err := soundPair(&a, sumA, &r, sumR); err != nil {
		return Submission{}, err
	}
	o, err := s.original(&r, hash, packed)
	if err != nil {
		return Submission{}, fmt.Errorf("article %q: %w", a.id, err)
	}
	rec, err := s.record(&a, &r)
	return Submission{rec.Article, &o}, err
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
