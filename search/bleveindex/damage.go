package bleveindex

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrDamaged says that a generation must not be served: something on disk is
// not what was written, or it was written by another version.
var ErrDamaged = errors.New("the index is damaged")

// damagedFile marks a generation that was found damaged, so that nobody goes
// back to it.
const damagedFile = "DAMAGED"

// damaged makes an error one of damage.
func damaged(err error) error {
	if err == nil || errors.Is(err, ErrDamaged) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// setAside marks a generation as damaged.
func setAside(folder string, why error) {
	// A mark that cannot be written is found missing, and the damage found
	// again, at the next opening.
	_ = os.WriteFile(filepath.Join(folder, damagedFile), []byte(why.Error()+"\n"), 0o600)
}

func isSetAside(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, damagedFile))
	return err == nil
}
