package bleveindex

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// callbackName is what Bleve knows our listener for background failures by.
const callbackName = "despatch"

// listen registers the listener, once for all generations.
var listen = sync.OnceFunc(func() { scorch.RegistryAsyncErrorCallbacks[callbackName] = failedAt })

// watched are the generations that are open, by the folder of their store.
var watched sync.Map

// failedAt hears of every failure of Bleve's background work, from the
// goroutine that failed: it is held up, as it would try again at once, until
// the store is closed.
func failedAt(err error, path string) {
	if w, ok := watched.Load(path); ok {
		w.(*watch).fail(err)
		time.Sleep(failurePause)
	}
}

const failurePause = 100 * time.Millisecond

// watch holds the first failure of an open store. Bleve goes on trying without
// a pause after a failure, and after a panic waits for ever: the store has to
// be closed then, and opened again later.
type watch struct {
	failure atomic.Pointer[error]
	failed  chan struct{}
	once    sync.Once
}

func newWatch() *watch { return &watch{failed: make(chan struct{})} }

func (w *watch) fail(err error) {
	w.once.Do(func() {
		w.failure.Store(&err)
		close(w.failed)
	})
}

func (w *watch) err() error {
	if p := w.failure.Load(); p != nil {
		return *p
	}
	return nil
}

// graceAfterFailure is how long a batch may still take when the background
// work has failed: it learns of most failures itself.
const graceAfterFailure = time.Second

// errStopped says that the index does not write until it was opened again.
var errStopped = errors.New("the index has stopped writing")

// batch hands over to Bleve.
func (g *generation) batch(b *index.Batch) error {
	return g.write(func(store *scorch.Scorch) error { return store.Batch(b) })
}

// write lets Bleve write, whose panics on a failing disk stay here.
func (g *generation) write(work func(*scorch.Scorch) error) error {
	store, w := g.store, g.watch
	done := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- fmt.Errorf("the index broke: %v", p)
			}
		}()
		done <- work(store)
	}()
	select {
	case err := <-done:
		return err
	case <-w.failed:
	}
	select {
	case err := <-done:
		return errors.Join(err, w.err())
	case <-time.After(graceAfterFailure):
		return w.err()
	}
}

// suspend closes the store after a failure; queries go on with the snapshot
// they have. The caller holds writing.
func (g *generation) suspend(why error) {
	g.building.Lock()
	defer g.building.Unlock()
	if g.store == nil {
		return
	}
	err := errors.Join(why, g.closeStore())
	if g.failures == 0 { // it may go on for hours
		g.opts.Log.Error("the index stops writing until it can be opened again", "generation", g.number, "error", err)
		g.relapses++
		if time.Since(g.failed) > relapseWithin {
			g.relapses = 0
		}
	}
	g.failures++
	g.failed = time.Now()
	g.reopen = g.failed.Add(g.pause())
}

// How long a suspended store is left alone: longer where the disk had taken the
// probe and failed all the same, and yet so that it heals within 5 s. A disk
// with room for batches and none for merging fails after each batch; there it
// is ever longer, until the room is there.
const (
	reopenAfter     = 2 * time.Second
	reopenAfterMore = 3 * time.Second
	reopenAtMost    = 48 * time.Second
	relapseWithin   = 2 * time.Minute
)

func (g *generation) pause() time.Duration {
	switch {
	case g.relapses > 0:
		return min(reopenAtMost, reopenAfterMore<<min(g.relapses, 8))
	case g.failures > 2:
		return reopenAfterMore
	}
	return reopenAfter
}

// waits tells whether a suspended store is still left alone. The long pauses
// end when there is room to write all of it once more: no merge takes more.
func (g *generation) waits() bool {
	now := time.Now()
	if !now.Before(g.reopen) {
		return false
	}
	return g.relapses == 0 || now.Before(g.failed.Add(reopenAfter)) || g.opts.Room == nil || g.opts.Room(uint64(folderBytes(g.dir))) != nil
}

// resume opens a suspended store again. What was acknowledged is in it; what
// was not is gone, and will be put again. The caller holds writing.
func (g *generation) resume() error {
	g.building.Lock()
	defer g.building.Unlock()
	if g.store != nil {
		return nil
	}
	if g.closed {
		return fmt.Errorf("index generation %d is closed", g.number)
	}
	if g.waits() {
		return errStopped
	}
	g.reopen = time.Now().Add(reopenAfter)
	if err := g.probe(); err != nil {
		return fmt.Errorf("%w: %w", errStopped, err)
	}
	if err := g.openStore(); err != nil {
		return fmt.Errorf("%w: %w", errStopped, err)
	}
	if err := g.readState(); err != nil {
		return fmt.Errorf("%w: %w", errStopped, errors.Join(err, g.closeStore()))
	}
	for _, c := range g.loaded { // segments are numbered anew
		g.cache.drop(c)
	}
	clear(g.loaded)
	return nil
}

// recovered notes that a batch was written. The caller holds writing.
func (g *generation) recovered() {
	if g.failures > 0 {
		g.failures = 0
		g.opts.Log.Info("the index writes again", "generation", g.number)
	}
}

// tend looks after the store between batches: one that failed is closed, one
// that is closed is tried again.
func (g *generation) tend() {
	if !g.writing.TryLock() {
		return // a batch is being written, and sees to it
	}
	defer g.writing.Unlock()
	if g.store == nil {
		_ = g.resume() // it is tried again, and Put says why it fails
		return
	}
	if err := g.watch.err(); err != nil {
		g.suspend(err)
	}
}

// closeStore closes Bleve's side. The caller holds building.
func (g *generation) closeStore() (err error) {
	defer func() {
		g.store = nil
		g.queue.Close()
		if p := recover(); p != nil {
			err = fmt.Errorf("closing index generation %d broke: %v", g.number, p)
		}
	}()
	watched.Delete(g.storePath())
	return g.store.Close()
}
