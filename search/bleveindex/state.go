package bleveindex

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// keyState is where in the index its state is kept. Every batch writes it, so
// that it is as durable as what it speaks of.
var keyState = []byte("despatch")

// state is what an index says of itself. Bleve guards its segments with
// checksums but not the list of them nor of deleted articles: the count and
// the fingerprint of the live ids do that.
type state struct {
	checkpoint  int64
	articles    int64
	fingerprint uint64 // of the live ids, in any order
	gazetteer   string
	corpus      string // the id of the corpus, empty while nothing was put
}

// nameSeparator parts the two names that a state ends with.
const nameSeparator = "\x00"

const stateBytes = 4 + 8 + 8 + 8

func (s state) encode() []byte {
	b := make([]byte, 0, stateBytes+len(s.gazetteer)+4)
	b = binary.BigEndian.AppendUint32(b, format)
	b = binary.BigEndian.AppendUint64(b, uint64(s.checkpoint))
	b = binary.BigEndian.AppendUint64(b, uint64(s.articles))
	b = binary.BigEndian.AppendUint64(b, s.fingerprint)
	b = append(b, s.gazetteer+nameSeparator+s.corpus...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

// decodeState reads a state; nothing written is the state of an empty index.
func decodeState(b []byte) (s state, err error) {
	if b == nil {
		return s, nil
	}
	end := len(b) - 4
	if end < stateBytes || crc32.ChecksumIEEE(b[:end]) != binary.BigEndian.Uint32(b[end:]) {
		return s, fmt.Errorf("%w: its state of %d bytes has a wrong checksum", ErrDamaged, len(b))
	}
	if f := binary.BigEndian.Uint32(b); f != format {
		return s, fmt.Errorf("%w: another version of Despatch made it, in format %d; this one reads format %d", ErrDamaged, f, format)
	}
	s.checkpoint = int64(binary.BigEndian.Uint64(b[4:]))
	s.articles = int64(binary.BigEndian.Uint64(b[12:]))
	s.fingerprint = binary.BigEndian.Uint64(b[20:])
	s.gazetteer, s.corpus, _ = strings.Cut(string(b[stateBytes:end]), nameSeparator)
	return s, nil
}

// count adds an article to the state, or with -1 takes one away.
func (s *state) count(id string, n int64) {
	s.articles += n
	s.fingerprint ^= xxhash.Sum64String(id)
}

// isOf tells whether the index was made of the corpus with that id.
func (s state) isOf(corpus string) error {
	if corpus != "" && s.corpus != "" && s.corpus != corpus {
		return fmt.Errorf("%w: it was made of another corpus", ErrDamaged)
	}
	return nil
}

// agrees compares what the state says with what a snapshot holds.
func (s state) agrees(snap *snapshot) error {
	var held state
	for _, seg := range snap.segments {
		for d, id := range seg.ids {
			if seg.alive(uint32(d)) {
				held.count(id, 1)
			}
		}
	}
	if held.articles != s.articles || held.fingerprint != s.fingerprint {
		return fmt.Errorf("%w: it holds %d articles and should hold %d, or others than it should", ErrDamaged, held.articles, s.articles)
	}
	return nil
}
