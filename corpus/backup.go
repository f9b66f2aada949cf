package corpus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Backup writes the corpus as it is now, keys and feeds included, into one new
// file, while reading and writing go on. The file is complete, compact and on
// the disk when it returns; it fails where there is a file of that name.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("backup: %s is there already", file)
	}
	part := file + ".part"
	if err := os.RemoveAll(part); err != nil {
		return fmt.Errorf("backup: %w", failure(err))
	}
	err := s.copyTo(ctx, part)
	if err == nil {
		err = publish(part, file)
	}
	if err != nil {
		os.Remove(part)
		return fmt.Errorf("backup: %w", failure(err))
	}
	return nil
}

func (s *Store) copyTo(ctx context.Context, part string) error {
	// SQLite writes into an empty file that is there, with its permissions.
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	// A connection of its own: writers go on meanwhile.
	db, err := connect(s.path, shared, 1)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, part)
	return errors.Join(err, db.Close())
}

// publish makes the bytes durable, then the name.
func publish(part, file string) error {
	f, err := os.Open(part)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, file); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(file))
}

// Restore makes the corpus of the data folder dir from a backup, which is
// verified in full before it takes its place. It refuses a folder that has a
// corpus.
func Restore(ctx context.Context, file, dir string) error {
	if _, err := os.Stat(filepath.Join(dir, FileName)); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("restore: %s has a corpus already", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("restore: %w", failure(err))
	}
	work, err := os.MkdirTemp(dir, "restore-")
	if err != nil {
		return fmt.Errorf("restore: %w", failure(err))
	}
	defer os.RemoveAll(work)
	part := filepath.Join(work, FileName)
	if info, err := os.Stat(file); err == nil && info.Size() < leastFile {
		return fmt.Errorf("restore: %w: %s is empty", ErrDamaged, file)
	}
	if err := copyFile(file, part); err != nil {
		return fmt.Errorf("restore: %w", failure(err))
	}
	if err := verifyFile(ctx, work); err != nil {
		return fmt.Errorf("restore %s: %w", file, err)
	}
	err = publish(part, filepath.Join(dir, FileName))
	if err == nil {
		// It tells of the corpus that was here, which may have been ahead; and
		// without it, the restored one gets an id of its own.
		err = os.RemoveAll(filepath.Join(dir, markName))
	}
	if err != nil {
		return fmt.Errorf("restore: %w", failure(err))
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = out.ReadFrom(in)
	return errors.Join(err, out.Close())
}

// verifyFile opens the corpus in dir, brings it up to date and verifies it;
// afterwards all of it is in the one file.
func verifyFile(ctx context.Context, dir string) error {
	s, err := Open(ctx, dir)
	if err != nil {
		return err
	}
	var faults []error
	err = s.Verify(ctx, func(fault error) { faults = append(faults, fault) })
	if err == nil && len(faults) > 0 {
		err = fmt.Errorf("%d faults, the first: %w", len(faults), faults[0])
	}
	return errors.Join(err, s.Close())
}
