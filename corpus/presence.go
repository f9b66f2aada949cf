package corpus

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// markName is a file that says that the folder has a corpus. Without it, a
// database that was deleted or cut to nothing would be taken for one that is
// yet to be made, and all would seem well.
const markName = "corpus.kept"

const markText = "This folder keeps a corpus in " + FileName + ". Should that file be missing or empty, it was lost: restore a backup.\n"

// leastFile is the least size of a SQLite database that has a table; it takes
// a shorter file for an empty one.
const leastFile = 512

// createFile makes the database file where there is none, readable by its
// owner alone, and its name durable, before SQLite writes to it.
func createFile(path string) error {
	dir := filepath.Dir(path)
	info, err := os.Stat(path)
	if err == nil && info.Size() >= leastFile {
		return nil
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, markName)); err == nil {
		return fmt.Errorf("%w: the file is missing or empty, and the folder had a corpus: restore a backup", ErrDamaged)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), syncFolder(dir))
}

// leaveMark is done once there is a corpus to be missed.
func leaveMark(path string) error {
	mark := filepath.Join(filepath.Dir(path), markName)
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	err := failure(os.WriteFile(mark, []byte(markText), 0o600))
	if errors.Is(err, ErrReadOnly) || errors.Is(err, ErrDiskFull) {
		return nil // next time
	}
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// corpusID reads the id of the corpus, and makes one where there is none.
func corpusID(ctx context.Context, db *sql.DB) (string, error) {
	const kind, name = "corpus", "id"
	var id []byte
	var sum int64
	read := func() error {
		return db.QueryRowContext(ctx, `SELECT body, sum FROM state WHERE kind = ? AND name = ?`, kind, name).Scan(&id, &sum)
	}
	err := read()
	if errors.Is(err, sql.ErrNoRows) {
		made := []byte(rand.Text())
		_, err = db.ExecContext(ctx, `INSERT OR IGNORE INTO state (kind, name, body, sum) VALUES (?, ?, ?, ?)`,
			kind, name, made, stateSum(kind, name, made))
		if err == nil {
			err = read() // another process may have been first
		}
	}
	if err == nil && sum != stateSum(kind, name, id) {
		err = fmt.Errorf("%w: the id of the corpus", ErrDamaged)
	}
	return string(id), err
}

func forgetID(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, `DELETE FROM state WHERE kind = 'corpus'`)
	return err
}

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
