package indexer

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// Holder is the process that has a lock.
type Holder struct {
	PID     int       `json:"pid"`
	Command string    `json:"command"`
	Started time.Time `json:"started"`
}

// String names the process for a person who wants it to end.
func (h Holder) String() string {
	if h.PID == 0 {
		return "another process"
	}
	return fmt.Sprintf("%s (process %d, since %s)", h.Command, h.PID, h.Started.Format(time.DateTime))
}

// HeldError says that somebody else has a lock.
type HeldError struct {
	What string // the thing that is locked
	By   Holder
}

// Error says who has what.
func (e *HeldError) Error() string { return fmt.Sprintf("%s is taken by %s", e.What, e.By) }

// Lock is a lock on a file that the system drops when its process dies, so
// that a stale one cannot be.
type Lock struct{ file *flock.Flock }

// TakeLock takes the lock at path for the command named, or answers a
// *HeldError at once. what names the thing that is locked in that error.
func TakeLock(path, what, command string) (*Lock, error) {
	file := flock.New(path)
	got, err := file.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", what, err)
	}
	if !got {
		return nil, &HeldError{What: what, By: readHolder(path)}
	}
	note, err := json.Marshal(Holder{PID: os.Getpid(), Command: command, Started: time.Now()})
	if err == nil {
		err = os.WriteFile(holderPath(path), note, 0o600)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", what, err), file.Unlock())
	}
	return &Lock{file}, nil
}

// Release gives the lock back.
func (l *Lock) Release() error { return l.file.Unlock() }

// holderPath is beside the lock: on some systems a locked file cannot be read.
func holderPath(path string) string {
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".holder")
}

func readHolder(path string) (h Holder) {
	note, err := os.ReadFile(holderPath(path))
	if err != nil || json.Unmarshal(note, &h) != nil {
		return Holder{}
	}
	return h
}
