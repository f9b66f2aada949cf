package corpus

import (
	"database/sql"
	"errors"
)

// find returns the article that p is a version of, nil when there is none,
// or the *Rejection for a p that contradicts what is kept.
func (b *batch) find(p *prepared) (*articleRow, error) {
	var byIdentity, byID *articleRow
	var err error
	if p.article.URL != "" || p.article.ID == "" {
		if byIdentity, err = b.article(`a.identity = ?`, p.identity); err != nil {
			return nil, err
		}
	}
	if p.article.ID != "" {
		if byID, err = b.article(`a.id = ?`, p.article.ID); err != nil {
			return nil, err
		}
	}
	switch {
	case byIdentity == nil && byID == nil:
		return nil, nil
	case byID == nil:
		return byIdentity, nil
	case byIdentity != nil && byIdentity.n != byID.n:
		return nil, ErrConflict
	case byID.collection != p.article.Collection:
		return nil, ErrOtherCollection
	}
	return byID, nil
}

func (b *batch) article(condition string, value any) (*articleRow, error) {
	var row articleRow
	var sum int64
	found, err := b.one(`SELECT `+articleColumns+` FROM article a WHERE `+condition, []any{value}, row.columns(&sum)...)
	if !found || err != nil {
		return nil, err
	}
	return &row, row.check(sum)
}

// newID is the id given, or one derived from the identity. That may be taken
// by somebody's choice: then the long form is used.
func (b *batch) newID(p *prepared) (string, error) {
	if p.article.ID != "" {
		return p.article.ID, nil
	}
	for _, long := range [...]bool{false, true} {
		id := derivedID(p.identity, long)
		taken, err := b.article(`a.id = ?`, id)
		if taken == nil || err != nil {
			return id, err
		}
	}
	return "", ErrConflict
}

// freeIdentity is the identity of p unless another article than n has it,
// which happens to articles of the same source and content, without a URL,
// that were given two ids.
func (b *batch) freeIdentity(p *prepared, n int64) ([]byte, error) {
	if p.article.URL != "" || p.article.ID == "" {
		return p.identity, nil // find has looked: nobody has it, or n
	}
	holder, err := b.article(`a.identity = ?`, p.identity)
	if err != nil || holder != nil && holder.n != n {
		return nil, err
	}
	return p.identity, nil
}

// content reads the hash and the text of an article's present version. Both
// are empty where they are damaged: the article is then like one with another
// text, so that it can be put again or deleted, and stands in nobody's way.
func (b *batch) content(row *articleRow) (hash []byte, text string, err error) {
	var r revisionRow
	var sum int64
	found, err := b.one(`SELECT `+revisionColumns+` FROM revision r WHERE r.seq = ?`, []any{row.revision}, r.columns(&sum)...)
	if err = failure(err); err != nil && !errors.Is(err, ErrDamaged) {
		return nil, "", err
	}
	if err != nil || !found || r.check(sum) != nil {
		return nil, "", nil
	}
	if _, raw, err := b.codec.parts(r.body, new([]byte)); err == nil {
		return r.hash, string(raw), nil
	}
	return nil, "", nil
}

// write stores row, whose version is new, with the content of p and logs it.
func (b *batch) write(row *articleRow, p *prepared) error {
	original, err := b.keepOriginal(p)
	if err != nil {
		return err
	}
	row.revision = b.seq + 1
	if err := b.log(row); err != nil {
		return err
	}
	r := revisionRow{
		seq: row.revision, article: row.n, version: row.version, put: b.now,
		hash: p.hash, original: original, body: p.body,
	}
	return b.exec(`INSERT INTO revision (seq, article, version, put, hash, original, body, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		r.seq, r.article, r.version, r.put, r.hash, r.original, r.body, r.sum())
}

// log stores row as it is now under the next change's number.
func (b *batch) log(row *articleRow) error {
	b.seq++
	row.seq = b.seq
	err := b.exec(`INSERT INTO article (n, id, identity, collection, version, deleted, added, seq, revision, copy_of, sum)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (n) DO UPDATE SET identity = excluded.identity, collection = excluded.collection, version = excluded.version,
			deleted = excluded.deleted, seq = excluded.seq, revision = excluded.revision, copy_of = excluded.copy_of, sum = excluded.sum`,
		row.n, row.id, row.identity, row.collection, row.version, row.deleted, row.added, row.seq, row.revision, row.copyOf, row.sum())
	if err != nil {
		return err
	}
	return b.exec(`INSERT INTO change (seq, article, version, deleted, sum) VALUES (?, ?, ?, ?, ?)`,
		row.seq, row.n, row.version, row.deleted, changeSum(row.seq, row.n, row.version, row.deleted))
}

// keepOriginal stores the original of p once, however many articles have it.
func (b *batch) keepOriginal(p *prepared) (sql.NullInt64, error) {
	var n sql.NullInt64
	if p.original == nil {
		return n, nil
	}
	if err := b.exec(`INSERT INTO original (hash, body) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING`, p.original, p.packed); err != nil {
		return n, err
	}
	_, err := b.one(`SELECT n FROM original WHERE hash = ?`, []any{p.original}, &n)
	return n, err
}
