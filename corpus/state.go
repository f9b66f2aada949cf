package corpus

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// shelf is one kind of thing that is kept beside the articles, each under its
// name.
type shelf[T any] string

func stateSum(kind, name string, body []byte) int64 {
	return newChecksum().bytes([]byte(kind), []byte(name), body).sum()
}

func (kind shelf[T]) get(ctx context.Context, s *Store, name string) (T, error) {
	row := s.read.QueryRowContext(ctx, `SELECT name, body, sum FROM state WHERE kind = ? AND name = ?`, string(kind), name)
	return kind.scan(row, name)
}

func (kind shelf[T]) scan(row scanner, name string) (T, error) {
	var value T
	var body []byte
	var sum int64
	err := row.Scan(&name, &body, &sum)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		err = ErrNotFound
	case err == nil && sum != stateSum(string(kind), name, body):
		err = ErrDamaged
	case err == nil:
		err = json.Unmarshal(body, &value)
	}
	if err != nil {
		return value, fmt.Errorf("%s %q: %w", kind, name, failure(err))
	}
	return value, nil
}

func (kind shelf[T]) list(ctx context.Context, s *Store) ([]T, error) {
	found, err := s.read.QueryContext(ctx, `SELECT name, body, sum FROM state WHERE kind = ? ORDER BY name`, string(kind))
	if err != nil {
		return nil, fmt.Errorf("%ss: %w", kind, failure(err))
	}
	defer found.Close()
	var all []T
	for found.Next() {
		value, err := kind.scan(found, "")
		if err != nil {
			return nil, err
		}
		all = append(all, value)
	}
	return all, failure(found.Err())
}

// set replaces what is kept under the name.
func (kind shelf[T]) set(b *batch, name string, value T) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return b.exec(`INSERT OR REPLACE INTO state (kind, name, body, sum) VALUES (?, ?, ?, ?)`,
		string(kind), name, body, stateSum(string(kind), name, body))
}

// change reads, changes and writes in one transaction, so that no other
// process's change in between is lost; ErrNotFound where there is nothing.
func (kind shelf[T]) change(ctx context.Context, s *Store, name string, f func(*T)) error {
	err := s.update(ctx, func(b *batch) error {
		row := b.tx.QueryRowContext(ctx, `SELECT name, body, sum FROM state WHERE kind = ? AND name = ?`, string(kind), name)
		value, err := kind.scan(row, name)
		if err != nil {
			return err
		}
		f(&value)
		return kind.set(b, name, value)
	})
	return failure(err)
}

func (kind shelf[T]) drop(b *batch, name string) error {
	return b.exec(`DELETE FROM state WHERE kind = ? AND name = ?`, string(kind), name)
}
