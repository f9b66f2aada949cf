package corpus

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// batch is one write transaction.
type batch struct {
	ctx        context.Context
	tx         *sql.Tx
	codec      *codec
	now        int64 // milliseconds
	n          int64 // the last article's number
	seq        int64 // the last change's number
	statements map[string]*sql.Stmt
	heads      map[int64]head
}

// update runs f in a transaction that holds SQLite's write lock from its
// beginning, and commits it when f succeeds.
func (s *Store) update(ctx context.Context, f func(*batch) error) error {
	if err := s.relieve(ctx); err != nil {
		return err
	}
	return s.heard(s.transact(ctx, f))
}

func (s *Store) transact(ctx context.Context, f func(*batch) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	b := &batch{
		ctx: ctx, tx: tx, codec: s.codec, now: time.Now().UnixMilli(),
		statements: map[string]*sql.Stmt{}, heads: map[int64]head{},
	}
	defer b.close()
	err = tx.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(n), 0) FROM article), (SELECT coalesce(max(seq), 0) FROM change)`).
		Scan(&b.n, &b.seq)
	if err != nil {
		return err
	}
	if err := f(b); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	s.mark.note(b.seq)
	s.bell.ring()
	return nil
}

func (b *batch) close() {
	for _, statement := range b.statements {
		statement.Close()
	}
}

// statement prepares each query once a transaction.
func (b *batch) statement(query string) (*sql.Stmt, error) {
	if have := b.statements[query]; have != nil {
		return have, nil
	}
	made, err := b.tx.PrepareContext(b.ctx, query)
	if err == nil {
		b.statements[query] = made
	}
	return made, err
}

func (b *batch) exec(query string, args ...any) error {
	statement, err := b.statement(query)
	if err != nil {
		return err
	}
	_, err = statement.ExecContext(b.ctx, args...)
	return err
}

// one reads a single row and tells whether there was one.
func (b *batch) one(query string, args []any, into ...any) (bool, error) {
	statement, err := b.statement(query)
	if err != nil {
		return false, err
	}
	err = statement.QueryRowContext(b.ctx, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, failure(err)
}
