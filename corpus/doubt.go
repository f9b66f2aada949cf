package corpus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// probeName is a file that is written and removed again to try the disk.
const probeName = "corpus.probe"

// probeBytes is more than the log of an ordinary transaction takes.
const probeBytes = 1 << 20

// heard notes a failure of the disk. What the system then has of the log in
// memory may pass for written although the disk never took it; it would be
// written over and lost at the next mount.
func (s *Store) heard(err error) error {
	if err == nil {
		return nil
	}
	if kind := kindOf(err); errors.Is(kind, ErrDisk) || errors.Is(kind, ErrDiskFull) {
		s.doubted.Store(true)
	}
	return err
}

// relieve makes sure of the disk before the first write after a failure: it
// must take a new file, and the log is begun anew.
func (s *Store) relieve(ctx context.Context) error {
	if !s.doubted.Load() {
		return nil
	}
	if err := tryDisk(filepath.Join(filepath.Dir(s.path), probeName)); err != nil {
		return fmt.Errorf("the disk fails: %w", err)
	}
	var busy, frames, moved int
	if err := s.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved); err != nil {
		return err
	}
	if busy != 0 {
		return fmt.Errorf("%w: the log cannot be begun anew after a failure of the disk", ErrBusy)
	}
	s.doubted.Store(false)
	return nil
}

func tryDisk(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, probeBytes))
	return errors.Join(err, f.Sync(), f.Close(), os.Remove(path))
}
