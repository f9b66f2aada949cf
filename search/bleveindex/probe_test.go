package bleveindex

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"despatch/search"
)

// TestSuspendedUntilTheDiskTakesIt leaves a store closed while nothing can be
// written beside it, and asks for more room after each failure.
func TestSuspendedUntilTheDiskTakesIt(t *testing.T) {
	e := openTest(t)
	put(t, e, []search.Document{article("1", "2024-01-01", "A", "common", "gb")}, nil)
	g := e.current()
	locked := func(do func() error) error {
		g.writing.Lock()
		defer g.writing.Unlock()
		return do()
	}
	fail := func() error {
		g.suspend(errors.New("no space left"))
		return nil
	}
	resumeNow := func() error {
		g.reopen = time.Time{}
		return g.resume()
	}
	_ = locked(fail)
	inTheWay := filepath.Join(g.dir, probeFile)
	if err := os.Mkdir(inTheWay, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := locked(resumeNow); !errors.Is(err, errStopped) || g.store != nil {
		t.Fatalf("it is opened on a disk that cannot be written: %v", err)
	}
	if got := answer(t, e); got.Total.Articles != 1 {
		t.Errorf("meanwhile %d articles are found, want 1", got.Total.Articles)
	}
	if err := os.Remove(inTheWay); err != nil {
		t.Fatal(err)
	}
	if err := locked(g.resume); !errors.Is(err, errStopped) {
		t.Fatalf("it is tried again without a pause: %v", err)
	}
	if err := locked(resumeNow); err != nil || g.probeBytes() != leastProbe {
		t.Fatalf("opened with %v after a probe of %d bytes, want %d", err, g.probeBytes(), leastProbe)
	}
	_ = locked(fail)
	if err := locked(resumeNow); err != nil || g.probeBytes() != mostProbe {
		t.Fatalf("opened with %v after a probe of %d bytes, want %d", err, g.probeBytes(), mostProbe)
	}
	_ = locked(fail)
	if pause := time.Until(g.reopen); pause <= reopenAfter {
		t.Errorf("after three failures it pauses for %s, want more than %s", pause, reopenAfter)
	}
	if err := locked(resumeNow); err != nil {
		t.Fatal(err)
	}
	put(t, e, []search.Document{article("2", "2024-01-02", "B", "common", "gb")}, nil)
	if got := answer(t, e); got.Total.Articles != 2 || g.failures != 0 {
		t.Errorf("then %d articles are found and %d failures known, want 2 and 0", got.Total.Articles, g.failures)
	}
	if left, err := os.Stat(inTheWay); err == nil {
		t.Errorf("%s of %d bytes is left over", left.Name(), left.Size())
	}
}

// TestRelapsesAreSpaced: a store that fails again and again after it has
// written is opened ever less often, until there is room for all of it.
func TestRelapsesAreSpaced(t *testing.T) {
	e := openTest(t)
	g := e.current()
	full := errors.New("disk full")
	g.opts.Room = func(uint64) error { return full }
	for n, want := range []time.Duration{reopenAfter, 2 * reopenAfterMore, 4 * reopenAfterMore, 8 * reopenAfterMore, reopenAtMost, reopenAtMost} {
		put(t, e, []search.Document{article(strconv.Itoa(n), "2024-01-01", "A", "common", "gb")}, nil)
		g.writing.Lock()
		g.suspend(full)
		if pause := g.reopen.Sub(g.failed); pause != want {
			t.Errorf("after %d relapses it pauses for %s, want %s", n, pause, want)
		}
		g.reopen = time.Time{}
		err := g.resume()
		g.writing.Unlock()
		if err != nil {
			t.Fatal(err)
		}
	}
	g.writing.Lock()
	defer g.writing.Unlock()
	g.suspend(full)
	g.failed = g.failed.Add(-reopenAfter)
	if !g.waits() {
		t.Error("it is opened before there is room")
	}
	g.opts.Room = func(bytes uint64) error {
		if bytes == 0 {
			t.Error("an index of articles takes no room")
		}
		return nil
	}
	if g.waits() {
		t.Error("it waits although there is room")
	}
	if err := g.resume(); err != nil {
		t.Error(err)
	}
}

// TestFailuresAreHeldUp keeps Bleve's background work from trying again without
// a pause.
func TestFailuresAreHeldUp(t *testing.T) {
	w := newWatch()
	watched.Store(t.Name(), w)
	defer watched.Delete(t.Name())
	began := time.Now()
	failedAt(errors.New("no space left"), t.Name())
	if w.err() == nil || time.Since(began) < failurePause {
		t.Errorf("told of %v after %s, want the failure and a pause", w.err(), time.Since(began))
	}
}
