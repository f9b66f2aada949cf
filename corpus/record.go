package corpus

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"
)

// Record is one version of an article as the corpus keeps it.
type Record struct {
	Article
	// Version counts from 1.
	Version int
	// Seq is the article's last change, which may be later than the one that
	// brought this version.
	Seq int64
	// Added is when the article came first, Put when this version came; UTC,
	// to the millisecond.
	Added, Put time.Time
	// CopyOf is the id of the earliest kept article that this one repeats,
	// empty for one that repeats none. An article so named is never a copy
	// itself, is in the same collection, and is not deleted.
	CopyOf string
	// Hash is the SHA-256 of the content in lower-case hexadecimal.
	Hash string
	// Deleted is true only in what Version returns of a deleted article.
	Deleted bool
}

const (
	recordQuery = `SELECT ` + articleColumns + `, ` + revisionColumns + ` FROM article a JOIN revision r ON r.seq = a.revision`
	getQuery    = recordQuery + ` WHERE a.id = ? AND NOT a.deleted`
	manyQuery   = recordQuery + ` WHERE a.id IN (SELECT value FROM json_each(?)) AND NOT a.deleted`
	allQuery    = recordQuery + ` WHERE NOT a.deleted ORDER BY a.n`
)

// Get returns the present version of an article, or ErrNotFound.
func (s *Store) Get(ctx context.Context, id string) (Record, error) {
	r, err := s.scan(s.get.QueryRowContext(ctx, id))
	if err == nil && r.ID != id {
		err = errOtherRow
	}
	if err != nil {
		return Record{}, fmt.Errorf("article %q: %w", id, err)
	}
	return r, nil
}

// GetMany returns the present versions of those of the articles that exist,
// by id, all from one state of the corpus.
func (s *Store) GetMany(ctx context.Context, ids []string) (map[string]Record, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	found, err := s.many.QueryContext(ctx, string(list))
	if err != nil {
		return nil, failure(err)
	}
	defer found.Close()
	records := make(map[string]Record, len(ids))
	for found.Next() {
		r, err := s.scan(found)
		if err != nil {
			return nil, err
		}
		records[r.ID] = r
	}
	if err := found.Err(); err != nil {
		return nil, failure(err)
	}
	return records, onlyWanted(records, ids)
}

func onlyWanted(records map[string]Record, ids []string) error {
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	for id := range records {
		if !wanted[id] {
			return errOtherRow
		}
	}
	return nil
}

// errOtherRow is a row, sound in itself, that an index gives for another.
var errOtherRow = fmt.Errorf("%w: an index leads to another article", ErrDamaged)

// All reads every live article in the order of first arrival, from one state
// of the corpus and in constant memory; it ends with the first error. A caller
// that then follows the changes takes Last before: what is read twice is read
// the same.
func (s *Store) All(ctx context.Context) iter.Seq2[Record, error] {
	return s.records(ctx, allQuery)
}

func (s *Store) records(ctx context.Context, query string, args ...any) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		found, err := s.read.QueryContext(ctx, query, args...)
		if err != nil {
			yield(Record{}, failure(err))
			return
		}
		defer found.Close()
		for found.Next() {
			r, err := s.scan(found)
			if !yield(r, err) || err != nil {
				return
			}
		}
		if err := found.Err(); err != nil {
			yield(Record{}, failure(err))
		}
	}
}

type scanner interface{ Scan(...any) error }

// scan reads a record and checks that it is what was written.
func (s *Store) scan(row scanner) (Record, error) {
	var a articleRow
	var r revisionRow
	var sumA, sumR int64
	err := row.Scan(append(a.columns(&sumA), r.columns(&sumR)...)...)
	if errors.Is(err, sql.ErrNoRows) {
		return Record{}, ErrNotFound
	}
	if err != nil {
		return Record{}, failure(err)
	}
	if err := soundPair(&a, sumA, &r, sumR); err != nil {
		return Record{}, err
	}
	return s.record(&a, &r)
}

func soundPair(a *articleRow, sumA int64, r *revisionRow, sumR int64) error {
	if r.article != a.n {
		return errors.Join(a.check(sumA), r.check(sumR), errOtherRow)
	}
	return errors.Join(a.check(sumA), r.check(sumR))
}

func (s *Store) record(a *articleRow, r *revisionRow) (Record, error) {
	f, err := s.codec.fields(r.body)
	if err != nil {
		return Record{}, fmt.Errorf("article %q: %w", a.id, err)
	}
	article := Article(f.Article)
	article.ID, article.Collection = a.id, a.collection
	return Record{
		Article: article,
		Version: r.version,
		Seq:     a.seq,
		Added:   time.UnixMilli(a.added).UTC(),
		Put:     time.UnixMilli(r.put).UTC(),
		CopyOf:  a.copyOf,
		Hash:    hex.EncodeToString(r.hash),
		Deleted: a.deleted,
	}, nil
}
