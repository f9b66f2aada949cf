package corpus

import (
	"encoding/binary"
	"testing"

	"github.com/cespare/xxhash/v2"
)

// The sums in the rows of every corpus there is were made of the numbers, and
// of each text with its length before it, in one piece.
func TestChecksumIsTheOneKept(t *testing.T) {
	var all []byte
	for _, n := range []uint64{7, ^uint64(0)} {
		all = binary.LittleEndian.AppendUint64(all, n)
	}
	for _, s := range []string{"It rained", "", "in Prague."} {
		all = append(binary.LittleEndian.AppendUint64(all, uint64(len(s))), s...)
	}
	got := newChecksum().int(7, -1).bytes([]byte("It rained"), nil, []byte("in Prague.")).sum()
	if want := int64(xxhash.Sum64(all)); got != want {
		t.Errorf("%x instead of %x", got, want)
	}
}
