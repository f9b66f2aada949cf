package corpus

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

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

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
