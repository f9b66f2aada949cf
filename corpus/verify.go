package corpus

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
)

// Verify reads every byte of the corpus: SQLite's own structures and indexes,
// each row against its checksum, each content and original against its hash,
// the numbering of changes and versions, and the groups of copies. It calls
// report for each fault found and returns an error only where it could not go
// on reading. Writers are not held up.
func (s *Store) Verify(ctx context.Context, report func(fault error)) error {
	if err := s.Check(ctx, report); err != nil {
		return err
	}
	return s.verify(ctx, report, s.verifyRevisions, s.verifyOriginals)
}

// Check is Verify without the contents and the originals, which are checked
// whenever they are read: after it, no answer of the store is wrong. It takes
// about two seconds for 100,000 articles.
func (s *Store) Check(ctx context.Context, report func(fault error)) error {
	return s.verify(ctx, report, s.verifyStructure, s.verifyArticles, s.verifyChanges, s.verifyState, s.verifyGroups)
}

func (s *Store) verify(ctx context.Context, report func(error), parts ...func(context.Context, func(error)) error) error {
	for _, part := range parts {
		err := failure(part(ctx, report))
		if errors.Is(err, ErrDamaged) { // so badly that SQLite gives up; the other parts may tell more
			report(err)
			continue
		}
		if err != nil {
			return fmt.Errorf("verify: %w", err)
		}
	}
	return nil
}

// verifyStructure is SQLite's own check, indexes against tables included.
func (s *Store) verifyStructure(ctx context.Context, report func(error)) error {
	return s.each(ctx, `PRAGMA integrity_check`, func(row scanner) error {
		var said string
		err := row.Scan(&said)
		if err == nil && said != "ok" {
			report(fmt.Errorf("%w: %s", ErrDamaged, said))
		}
		return err
	})
}

func (s *Store) verifyArticles(ctx context.Context, report func(error)) error {
	return s.each(ctx, `SELECT `+articleColumns+` FROM article a`, func(row scanner) error {
		var a articleRow
		var sum int64
		if err := row.Scan(a.columns(&sum)...); err != nil {
			return err
		}
		if err := a.check(sum); err != nil {
			report(err)
		}
		return nil
	})
}

func (s *Store) verifyRevisions(ctx context.Context, report func(error)) error {
	return s.each(ctx, `SELECT `+revisionColumns+`, a.collection FROM revision r JOIN article a ON a.n = r.article`, func(row scanner) error {
		var r revisionRow
		var sum int64
		var collection string
		if err := row.Scan(append(r.columns(&sum), &collection)...); err != nil {
			return err
		}
		if err := r.check(sum); err != nil {
			report(err)
			return nil
		}
		if err := s.verifyContent(&r, collection); err != nil {
			report(fmt.Errorf("content of change %d: %w", r.seq, err))
		}
		return nil
	})
}

func (s *Store) verifyContent(r *revisionRow, collection string) error {
	f, err := s.codec.fields(r.body)
	if err != nil {
		return err
	}
	article := Article(f.Article)
	article.Collection = collection
	hash, err := contentHash(&article)
	if err == nil && !bytes.Equal(hash, r.hash) {
		err = fmt.Errorf("%w: it has another hash", ErrDamaged)
	}
	return err
}

func (s *Store) verifyOriginals(ctx context.Context, report func(error)) error {
	return s.each(ctx, `SELECT n, hash, body FROM original`, func(row scanner) error {
		var n int64
		var hash, body []byte
		if err := row.Scan(&n, &hash, &body); err != nil {
			return err
		}
		if len(hash) != sha256.Size {
			report(fmt.Errorf("%w: hash of original %d", ErrDamaged, n))
		} else if _, err := s.codec.unpack(hash, body); err != nil {
			report(fmt.Errorf("original %d: %w", n, err))
		}
		return nil
	})
}

func (s *Store) verifyChanges(ctx context.Context, report func(error)) error {
	next := int64(1)
	return s.each(ctx, changesQuery+` ORDER BY c.seq`, func(row scanner) error {
		c, err := scanChange(row)
		if err != nil {
			report(err)
		} else if c.Seq != next {
			report(fmt.Errorf("%w: changes %d to %d are missing", ErrDamaged, next, c.Seq-1))
		}
		next = c.Seq + 1
		return nil
	})
}

func (s *Store) verifyState(ctx context.Context, report func(error)) error {
	err := s.each(ctx, `SELECT kind, name, body, sum FROM state`, func(row scanner) error {
		var kind, name string
		var body []byte
		var sum int64
		err := row.Scan(&kind, &name, &body, &sum)
		if err == nil && sum != stateSum(kind, name, body) {
			report(fmt.Errorf("%w: %s %q", ErrDamaged, kind, name))
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.each(ctx, `SELECT n, at, body, sum FROM audit`, func(row scanner) error {
		if e, err := scanAudit(row); err != nil {
			report(fmt.Errorf("audit entry %d: %w", e.N, err))
		}
		return nil
	})
}

// What must hold between the tables; each query lists what contradicts it.
var contradictions = []struct{ query, fault string }{
	{`SELECT a.id FROM article a LEFT JOIN revision r ON r.seq = a.revision AND r.article = a.n AND r.version = a.version
		WHERE r.seq IS NULL`, "article %q has no content"},
	{`SELECT a.id FROM article a LEFT JOIN change c ON c.seq = a.seq AND c.article = a.n AND c.version = a.version AND c.deleted = a.deleted
		WHERE c.seq IS NULL OR EXISTS (SELECT 1 FROM change d WHERE d.article = a.n AND d.seq > a.seq)`, "article %q is not as its last change says"},
	{`SELECT a.id FROM article a WHERE a.version <> (SELECT count(*) FROM revision r WHERE r.article = a.n)`, "article %q lacks a version"},
	{`SELECT a.id FROM article a LEFT JOIN article h ON h.id = a.copy_of
		WHERE a.copy_of <> '' AND (h.n IS NULL OR h.deleted OR h.copy_of <> '' OR h.collection <> a.collection OR a.deleted)`,
		"article %q is a copy of nothing"},
	{`SELECT a.id FROM article a WHERE (a.copy_of = '' AND NOT a.deleted) <> (a.n IN (SELECT article FROM band))`,
		"article %q is wrongly listed for copies"},
}

func (s *Store) verifyGroups(ctx context.Context, report func(error)) error {
	for _, c := range contradictions {
		err := s.each(ctx, c.query, func(row scanner) error {
			var id string
			err := row.Scan(&id)
			if err == nil {
				report(fmt.Errorf("%w: "+c.fault, ErrDamaged, id))
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// each calls f for every row of a query.
func (s *Store) each(ctx context.Context, query string, f func(scanner) error) error {
	found, err := s.read.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		if err := f(found); err != nil {
			return err
		}
	}
	return found.Err()
}
