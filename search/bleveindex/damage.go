package bleveindex

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	bolterrors "go.etcd.io/bbolt/errors"
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

// asidePrefix begins the name of the folder that a damaged generation is kept
// in, for somebody to look at.
const asidePrefix = "damaged-"

// damagedUnlessRefused tells damage from a system that refuses: another process
// holds the lock, the disk is full or may not be written, files run out.
func damagedUnlessRefused(err error) error {
	for _, refusal := range []error{
		bolterrors.ErrTimeout, fs.ErrPermission, syscall.ENOSPC, syscall.EROFS, syscall.EDQUOT, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM,
	} {
		if errors.Is(err, refusal) {
			return err
		}
	}
	return damaged(err)
}

// setAside marks a generation as damaged and takes it out of the way. Only the
// one set aside last is kept: a disk that goes bad must not fill up with them.
func setAside(folder string, why error) {
	// A mark that cannot be written, or a name that cannot be changed, leaves
	// the damage to be found again at the next opening.
	_ = os.WriteFile(filepath.Join(folder, damagedFile), []byte(why.Error()+"\n"), 0o600)
	dir, name := filepath.Split(folder)
	if _, err := os.Stat(folder); err != nil {
		return
	}
	older, _ := filepath.Glob(filepath.Join(dir, asidePrefix+"*"))
	for _, o := range older {
		_ = os.RemoveAll(o)
	}
	_ = os.Rename(folder, filepath.Join(dir, asidePrefix+strings.TrimPrefix(name, generationPrefix)))
}

func isSetAside(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, damagedFile))
	return err == nil
}
