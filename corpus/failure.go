package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What can be wrong with the store as a whole. Errors of its methods wrap one
// of these where it applies.
var (
	// ErrNotFound is the answer for an article, version, original, feed, key
	// or saved search that does not exist or was deleted.
	ErrNotFound = errors.New("not found")
	// ErrDiskFull means that nothing was written for want of space; reads go
	// on, and writes do again once there is room.
	ErrDiskFull = errors.New("disk full")
	// ErrReadOnly means that the corpus cannot be written by this process.
	ErrReadOnly = errors.New("corpus is read-only")
	// ErrDisk means that the disk failed to read or write.
	ErrDisk = errors.New("disk error")
	// ErrDamaged means that stored bytes are not those that were written.
	ErrDamaged = errors.New("corpus is damaged")
	// ErrBusy means that another process held the write lock for too long.
	ErrBusy = errors.New("corpus is busy")
	// ErrNewer means that a newer version of the program wrote the corpus.
	ErrNewer = errors.New("corpus was written by a newer version")
)

// failure adds to err the store's own error that it amounts to.
func failure(err error) error {
	if err == nil {
		return nil
	}
	if kind := kindOf(err); kind != nil && !errors.Is(err, kind) {
		return fmt.Errorf("%w: %w", kind, err)
	}
	return err
}

func kindOf(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return ErrDiskFull
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return ErrReadOnly
	}
	// A column that does not hold what this program writes into it.
	if strings.HasPrefix(err.Error(), "sql: Scan error") {
		return ErrDamaged
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return nil
	}
	switch e.Code() & 0xff { // the low byte is the primary result code
	case sqlite3.SQLITE_FULL:
		return ErrDiskFull
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return ErrReadOnly
	case sqlite3.SQLITE_IOERR:
		return ErrDisk
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrDamaged
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy
	}
	return nil
}
