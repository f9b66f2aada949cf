package corpus

import (
	"database/sql"
	"fmt"
)

// articleRow is a row of the table article.
type articleRow struct {
	n          int64
	id         string
	identity   []byte
	collection string
	version    int
	deleted    bool
	added      int64
	seq        int64
	revision   int64
	copyOf     string
}

const articleColumns = `a.n, a.id, a.identity, a.collection, a.version, a.deleted, a.added, a.seq, a.revision, a.copy_of, a.sum`

func (r *articleRow) columns(sum *int64) []any {
	return []any{&r.n, &r.id, &r.identity, &r.collection, &r.version, &r.deleted, &r.added, &r.seq, &r.revision, &r.copyOf, sum}
}

func (r *articleRow) sum() int64 {
	deleted := int64(0)
	if r.deleted {
		deleted = 1
	}
	return newChecksum().int(r.n, int64(r.version), deleted, r.added, r.seq, r.revision).
		bytes([]byte(r.id), r.identity, []byte(r.collection), []byte(r.copyOf)).sum()
}

func (r *articleRow) check(sum int64) error {
	if sum != r.sum() {
		return fmt.Errorf("%w: article %q", ErrDamaged, r.id)
	}
	return nil
}

// revisionRow is a row of the table revision.
type revisionRow struct {
	seq      int64
	article  int64
	version  int
	put      int64
	hash     []byte
	original sql.NullInt64
	body     []byte
}

const revisionColumns = `r.seq, r.article, r.version, r.put, r.hash, r.original, r.body, r.sum`

func (r *revisionRow) columns(sum *int64) []any {
	return []any{&r.seq, &r.article, &r.version, &r.put, &r.hash, &r.original, &r.body, sum}
}

func (r *revisionRow) sum() int64 {
	return newChecksum().int(r.seq, r.article, int64(r.version), r.put, r.original.Int64).bytes(r.hash, r.body).sum()
}

func (r *revisionRow) check(sum int64) error {
	if sum != r.sum() {
		return fmt.Errorf("%w: content of change %d", ErrDamaged, r.seq)
	}
	return nil
}

func changeSum(seq, article int64, version int, deleted bool) int64 {
	c := newChecksum().int(seq, article, int64(version))
	if deleted {
		c.int(1)
	}
	return c.sum()
}
