package corpus

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"

	_ "modernc.org/sqlite" // the database driver
)

// FileName is the name of the corpus database in the data folder.
const FileName = "corpus.db"

// Store keeps the corpus in one SQLite file. Any number of processes may read
// and write it at the same time; all methods may be called concurrently.
type Store struct {
	// ID names this corpus. One that was restored from a backup has another:
	// its changes may have the numbers of others that were lost.
	ID string

	path  string
	write *sql.DB // one connection, since SQLite has one writer at a time
	read  *sql.DB
	get   *sql.Stmt
	many  *sql.Stmt
	last  *sql.Stmt
	codec *codec
	bell  *bell
	mark  *mark // nil where nothing can be written
	// doubted is set when the disk failed, until a write made sure of it.
	doubted atomic.Bool
}

const (
	// A writer waits this long for another process's transaction.
	busyMilliseconds = 30_000
	readers          = 8
	// A page holds several compressed articles; its size is fixed when the
	// file is made, with its first table or the journal mode, which the driver
	// therefore sets after it.
	pageSize = 8192
)

// Open opens the corpus in the data folder dir and creates both where they do
// not exist, the folder readable by its owner alone. It brings an older
// schema up to date and fails with ErrNewer on one that it does not know,
// with ErrDamaged on a file that is no corpus or that lost changes. One on a
// disk that cannot be written is opened for reading; Put and the like then
// answer ErrReadOnly.
func Open(ctx context.Context, dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", failure(err))
	}
	path, err := filepath.Abs(filepath.Join(dir, FileName))
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	if err := createFile(path); err != nil {
		return nil, fmt.Errorf("corpus %s: %w", path, failure(err))
	}
	s := &Store{path: path, bell: newBell()}
	err = failure(s.open(ctx, shared))
	if errors.Is(err, ErrReadOnly) && onReadOnlyDisk(path) && !hasLog(path) {
		s.Close()
		err = failure(s.open(ctx, frozen))
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("corpus %s: %w", path, err)
	}
	return s, nil
}

// The ways to open the database: shared with other processes, or as a file
// that nobody can change, which needs neither locks nor a log.
const (
	shared = "&_journal_mode=WAL&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=journal_size_limit(67108864)"
	frozen = "&mode=ro&immutable=1"
)

// onReadOnlyDisk holds where nobody can write the file, and not only where
// this user may not.
func onReadOnlyDisk(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		f.Close()
	}
	return errors.Is(err, syscall.EROFS)
}

// hasLog tells whether transactions wait in the log to be moved into the
// database, which then cannot be read without it.
func hasLog(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

func (s *Store) open(ctx context.Context, way string) error {
	var err error
	if s.codec, err = newCodec(); err != nil {
		return err
	}
	if s.write, err = connect(s.path, way+"&_txlock=immediate&_pragma=cache_size(-65536)", 1); err != nil {
		return err
	}
	if err := migrate(ctx, s.write); err != nil {
		return err
	}
	if way == shared {
		if err := s.compareMark(ctx); err != nil {
			return err
		}
	}
	if s.ID, err = corpusID(ctx, s.write); err != nil {
		return err
	}
	if s.read, err = connect(s.path, way+"&_pragma=query_only(1)&_pragma=cache_size(-4096)", readers); err != nil {
		return err
	}
	for query, statement := range map[string]**sql.Stmt{getQuery: &s.get, manyQuery: &s.many, lastQuery: &s.last} {
		if *statement, err = s.read.PrepareContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// Close releases the files. What was acknowledged is on the disk already.
func (s *Store) Close() error {
	var first error
	for _, db := range []*sql.DB{s.read, s.write} {
		if db == nil {
			continue
		}
		if err := db.Close(); err != nil && first == nil {
			first = failure(err)
		}
	}
	if s.codec != nil {
		s.codec.close()
	}
	if s.mark != nil {
		s.mark.f.Close()
	}
	return first
}

func connect(path, options string, connections int) (*sql.DB, error) {
	name := (&url.URL{Scheme: "file", Path: path}).String() + fmt.Sprintf(
		"?_pragma=busy_timeout(%d)&_pragma=page_size(%d)%s", busyMilliseconds, pageSize, options)
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}
