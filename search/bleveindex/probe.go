package bleveindex

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// probeFile is written and removed again, to see whether the disk takes it.
const probeFile = "probe"

// How much the probe writes, in bytes: more when writing failed on a disk that
// had taken it. The most is what the corpus leaves free at least, so that an
// index is never the one that cannot go on.
const (
	leastProbe = 2 << 20
	mostProbe  = 8 << 20
)

func (g *generation) probeBytes() int {
	if g.failures > 1 {
		return mostProbe
	}
	return leastProbe
}

// probe fails while the disk cannot be written. Opening a store reads all of
// it, which is too much to be tried in vain every few seconds.
func (g *generation) probe() error {
	path := filepath.Join(g.dir, probeFile)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write to index generation %d: %w", g.number, err)
	}
	_, err = f.Write(make([]byte, g.probeBytes()))
	if err = errors.Join(err, f.Sync(), f.Close(), os.Remove(path)); err != nil {
		return fmt.Errorf("write to index generation %d: %w", g.number, err)
	}
	return nil
}
