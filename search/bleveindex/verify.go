package bleveindex

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2/util"
	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
	"golang.org/x/sync/errgroup"
)

// Report is what Verify found.
type Report struct {
	Generation int
	Files      int
	Bytes      int64
	// Damaged names the files at fault with what is wrong.
	Damaged []string
}

// Verify reads every byte of the published generation and reports damage. The
// index may be in use; what its owner alone can check, the list of its
// segments, is then left to the owner.
func Verify(ctx context.Context, dir string) (Report, error) {
	number, err := Published(dir)
	if errors.Is(err, ErrDamaged) {
		return Report{Damaged: []string{err.Error()}}, nil
	}
	if err != nil || number == 0 {
		return Report{}, err
	}
	report, err := checkStore(ctx, filepath.Join(generationFolder(dir, number), storeFolder))
	for range verifyAgain {
		if err != nil || len(report.Damaged) == 0 {
			break
		}
		// A segment that its owner is writing just now looks damaged, too.
		time.Sleep(verifyPause)
		report, err = checkStore(ctx, filepath.Join(generationFolder(dir, number), storeFolder))
	}
	report.Generation = number
	return report, err
}

// How often, and after which pause, what looks damaged is looked at again.
const (
	verifyAgain = 2
	verifyPause = time.Second
)

// checkStore checks Bleve's files before Bleve touches them: opening deletes
// segments that its root does not name, and checks nothing.
func checkStore(ctx context.Context, dir string) (Report, error) {
	root := filepath.Join(dir, rootFile)
	names, err := rootSegments(root)
	if errors.Is(err, bolterrors.ErrTimeout) {
		names, err = filesIn(dir)
	}
	if err != nil {
		if ctx.Err() != nil {
			return Report{}, ctx.Err()
		}
		return Report{Files: 1, Damaged: []string{fmt.Sprintf("%s: %v", root, err)}}, nil
	}
	report := Report{Files: 1 + len(names)}
	if info, err := os.Stat(root); err == nil {
		report.Bytes = info.Size()
	}
	sizes, faults := make([]int64, len(names)), make([]error, len(names))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(readerCount)
	for i, name := range names {
		group.Go(func() error {
			sizes[i], faults[i] = checkSegment(ctx, filepath.Join(dir, name))
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return report, err
	}
	for i, name := range names {
		report.Bytes += sizes[i]
		if faults[i] != nil {
			report.Damaged = append(report.Damaged, fmt.Sprintf("%s: %v", filepath.Join(dir, name), faults[i]))
		}
	}
	return report, nil
}

// rootSegments reads which segments the root names. A damaged root makes bolt
// panic, or fault on pages that are not there.
func rootSegments(path string) (names []string, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the list of segments cannot be read: %v", p)
		}
	}()
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.View(func(tx *bolt.Tx) error {
		if tx.Size() > info.Size() {
			return fmt.Errorf("it is %d bytes long and should be %d", info.Size(), tx.Size())
		}
		// Not tx.Check: it reads in a goroutine of its own, whose panic nobody
		// can catch.
		if err := tx.ForEach(func(_ []byte, b *bolt.Bucket) error { return readBucket(b) }); err != nil {
			return err
		}
		names, err = namedSegments(tx)
		return err
	})
	return names, err
}

// readBucket reads every value in a bucket.
func readBucket(b *bolt.Bucket) error {
	sum := crc32.NewIEEE()
	return b.ForEach(func(key, value []byte) error {
		if value == nil {
			return readBucket(b.Bucket(key))
		}
		_, err := sum.Write(value)
		return err
	})
}

// namedSegments reads the segments of the newest state in the root.
func namedSegments(tx *bolt.Tx) ([]string, error) {
	snapshots := tx.Bucket(util.BoltSnapshotsBucket)
	if snapshots == nil {
		return nil, nil // nothing was ever written
	}
	var names []string
	newest, _ := snapshots.Cursor().Last()
	if newest == nil {
		return nil, nil
	}
	snapshot := snapshots.Bucket(newest)
	if snapshot == nil {
		return nil, errors.New("the newest state is missing")
	}
	err := snapshot.ForEachBucket(func(key []byte) error {
		if name := snapshot.Bucket(key).Get(util.BoltPathKey); name != nil {
			names = append(names, string(name))
		}
		return nil
	})
	return names, err
}

func filesIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".zap") {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

var errMissing = errors.New("it is missing")

// rootFile is the list of segments, in the folder of the store.
const rootFile = "root.bolt"

// checkSegment compares a segment with the checksum it ends with: the CRC-32
// of all before. One that is gone was merged away meanwhile, unless the root
// names it.
func checkSegment(ctx context.Context, path string) (size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return 0, errMissing
		}
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if info.Size() < 4 {
		return info.Size(), fmt.Errorf("it is %d bytes long", info.Size())
	}
	sum := crc32.NewIEEE()
	if err := sumFile(ctx, sum, io.LimitReader(f, info.Size()-4)); err != nil {
		return info.Size(), err
	}
	var want [4]byte
	if _, err := io.ReadFull(f, want[:]); err != nil {
		return info.Size(), err
	}
	if binary.BigEndian.Uint32(want[:]) != sum.Sum32() {
		return info.Size(), errors.New("its checksum is wrong")
	}
	return info.Size(), nil
}

func sumFile(ctx context.Context, sum io.Writer, r io.Reader) error {
	buf := make([]byte, 1<<20)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := r.Read(buf)
		_, _ = sum.Write(buf[:n]) // a hash never fails
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
