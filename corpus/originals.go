package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
)

// An original that is missing shows as one without a hash.
const originalQuery = `SELECT ` + articleColumns + `, ` + revisionColumns + `, o.hash, o.body
	FROM article a JOIN revision r ON r.article = a.n LEFT JOIN original o ON o.n = r.original`

// Original returns the bytes that the newest version of a live article with
// an original was extracted from, or ErrNotFound where there is none.
func (s *Store) Original(ctx context.Context, id string) (Original, error) {
	err := ErrNotFound
	for sub, failed := range s.originals(ctx, ` WHERE a.id = ? AND NOT a.deleted ORDER BY r.version DESC`, id) {
		if failed == nil && sub.ID != id {
			failed = errOtherRow
		}
		if failed == nil && sub.Original != nil {
			return *sub.Original, nil
		}
		if failed != nil {
			err = failed
			break
		}
	}
	return Original{}, fmt.Errorf("original of %q: %w", id, err)
}

// Originals reads every live article whose present version was extracted from
// an original, together with that, in the order of first arrival: what is
// needed to extract all of them again and put them under their ids. It ends
// with the first error.
func (s *Store) Originals(ctx context.Context) iter.Seq2[Submission, error] {
	return func(yield func(Submission, error) bool) {
		for sub, err := range s.originals(ctx, ` WHERE r.seq = a.revision AND NOT a.deleted ORDER BY a.n`) {
			if err == nil && sub.Original == nil {
				continue
			}
			if !yield(sub, err) {
				return
			}
		}
	}
}

func (s *Store) originals(ctx context.Context, where string, args ...any) iter.Seq2[Submission, error] {
	return func(yield func(Submission, error) bool) {
		found, err := s.read.QueryContext(ctx, originalQuery+where, args...)
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
	if err != nil {
		return Submission{}, failure(err)
	}
	if err := soundPair(&a, sumA, &r, sumR); err != nil {
		return Submission{}, err
	}
	rec, err := s.record(&a, &r)
	if err != nil || !r.original.Valid {
		return Submission{Article: rec.Article}, err
	}
	o, err := s.original(&r, hash, packed)
	if err != nil {
		return Submission{}, fmt.Errorf("original of article %q: %w", a.id, err)
	}
	return Submission{rec.Article, &o}, nil
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
