package corpus

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/cespare/xxhash/v2"
)

// markName is a file beside the database that says up to which change it was
// written. Without it nobody would know that a database which was deleted, cut
// to nothing, put back to an older state, or robbed of its log, ever held more.
const markName = "corpus.kept"

const (
	markText = "This folder keeps a corpus in " + FileName + ", up to this change:\n"
	markForm = "%020d %016x\n" // with its checksum, so that a damaged mark accuses nobody
)

// mark is written after each commit and never synced: when the machine stops,
// it may fall behind the corpus, and cannot be ahead of it.
type mark struct{ f *os.File }

func openMark(dir string) (*mark, error) {
	f, err := os.OpenFile(filepath.Join(dir, markName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	return &mark{f}, nil
}

// seq is the change noted last, false where none was.
func (m *mark) seq() (int64, bool) {
	b := make([]byte, len(fmt.Sprintf(markForm, 0, 0)))
	if _, err := m.f.ReadAt(b, int64(len(markText))); err != nil {
		return 0, false
	}
	var seq int64
	var sum uint64
	if _, err := fmt.Sscanf(string(b), "%d %x", &seq, &sum); err != nil || sum != xxhash.Sum64(b[:20]) {
		return 0, false
	}
	return seq, true
}

// note overwrites a few bytes in place. Should it fail, a later loss may go
// unnoticed; the transaction that it tells of is not concerned.
func (m *mark) note(seq int64) error {
	digits := fmt.Sprintf("%020d", seq)
	_, err := m.f.WriteAt([]byte(markText+fmt.Sprintf(markForm, seq, xxhash.Sum64String(digits))), 0)
	return err
}

// compareMark fails where the corpus has lost changes that it once had. A
// corpus without a mark is new, or somebody accepted a loss: it then goes by a
// new id, for numbers of changes will be given again.
func (s *Store) compareMark(ctx context.Context) error {
	var err error
	if s.mark, err = openMark(filepath.Dir(s.path)); err != nil {
		return err
	}
	last := int64(0)
	if err := s.write.QueryRowContext(ctx, lastQuery).Scan(&last); err != nil {
		return err
	}
	noted, ok := s.mark.seq()
	if noted > last {
		return fmt.Errorf("%w: changes %d to %d were acknowledged and are gone: restore a backup, or remove %s to go on without them",
			ErrDamaged, last+1, noted, s.mark.f.Name())
	}
	id, err := corpusID(ctx, s.write)
	if err != nil || ok && id != "" {
		return err
	}
	return s.rename(ctx)
}

// rename gives the corpus a new id and leaves the mark, unless another process
// did so a moment ago.
func (s *Store) rename(ctx context.Context) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	have, err := corpusID(ctx, tx)
	if _, ok := s.mark.seq(); ok && have != "" || err != nil {
		return err
	}
	id := []byte(rand.Text())
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO state (kind, name, body, sum) VALUES (?, ?, ?, ?)`,
		idKind, idName, id, stateSum(idKind, idName, id))
	if err != nil {
		return err
	}
	var last int64
	if err := tx.QueryRowContext(ctx, lastQuery).Scan(&last); err != nil {
		return err
	}
	if err := s.mark.note(last); err != nil {
		return err
	}
	return tx.Commit()
}

// Where the id of the corpus stands in the table state.
const idKind, idName = "corpus", "id"

// corpusID is empty for a corpus that has none yet.
func corpusID(ctx context.Context, db rowQuerier) (string, error) {
	var id []byte
	var sum int64
	err := db.QueryRowContext(ctx, `SELECT body, sum FROM state WHERE kind = ? AND name = ?`, idKind, idName).Scan(&id, &sum)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err == nil && sum != stateSum(idKind, idName, id) {
		err = fmt.Errorf("%w: the id of the corpus", ErrDamaged)
	}
	return string(id), err
}

type rowQuerier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}
