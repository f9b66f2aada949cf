package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	bleve "github.com/blevesearch/scorch_segment_api/v2"
)

// Held visits every live article of the newest snapshot with its version, and
// answers the checkpoint of that snapshot.
func (e *Engine) Held(visit func(id string, version int)) (checkpoint int64, err error) {
	snap, err := e.snapshotFor(nil)
	if err != nil {
		return 0, err
	}
	defer snap.gen.release(snap)
	for _, seg := range snap.segments {
		for d, id := range seg.ids {
			if seg.alive(uint32(d)) {
				visit(id, int(seg.rows.version[d]))
			}
		}
	}
	return snap.checkpoint, nil
}

// Lost tells whether the files of the generation that answers are gone: what
// the process holds open still answers, but nothing can be written any more.
func (e *Engine) Lost() bool {
	for _, path := range [...]string{filepath.Join(e.dir, pointerFile), filepath.Join(e.current().storePath(), rootFile)} {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return false
}

// Check reads every byte of the segments that answer and fails with ErrDamaged
// where one is not what was written.
func (e *Engine) Check(ctx context.Context) error {
	snap, err := e.snapshotFor(nil)
	if err != nil {
		return err
	}
	defer snap.gen.release(snap)
	for _, seg := range snap.segments {
		onDisk, ok := seg.bleve.(bleve.PersistedSegment)
		if !ok {
			continue // not written yet
		}
		_, err := checkSegment(ctx, onDisk.Path())
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil && !errors.Is(err, errMissing) { // merged away meanwhile, or see Lost
			return fmt.Errorf("%w: %s: %w", ErrDamaged, onDisk.Path(), err)
		}
	}
	return nil
}

// SetAside closes the engine and takes its generation out of the way as
// damaged. It is still kept, for somebody to look at.
func (e *Engine) SetAside(why error) error {
	folder := e.current().dir
	err := e.Close()
	setAside(folder, why)
	return err
}
