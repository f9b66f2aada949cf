package corpus

import (
	"encoding/binary"
	"math"

	"github.com/cespare/xxhash/v2"
)

// copySimilarity is the Jaccard similarity of shingles from which on one text
// is a copy of another.
const copySimilarity = 0.8

// Two texts of similarity s share at least one of bands whole rows with the
// probability 1-(1-s^rows)^bands: .998 at .8, .99999 at .9, .1 at .3. (Leskovec,
// Rajaraman, Ullman: Mining of Massive Datasets, 3.4.) Whoever shares a band is
// compared in full, so that a false candidate costs time and nothing else. The
// hashes are stored: whoever changes them, or what a shingle is, migrates the
// table band.
const (
	bands = 12
	rows  = 4
)

// bandHashes are the keys under which near-copies of a text meet: MinHash
// values of its shingles in groups of rows. They differ by collection, since
// copies are looked for within one.
func bandHashes(collection string, shingles []uint64) [bands]int64 {
	var least [bands * rows]uint64
	for i := range least {
		least[i] = math.MaxUint64
	}
	for _, s := range shingles {
		for i := range least {
			least[i] = min(least[i], permute(s, uint64(i)))
		}
	}
	var hashes [bands]int64
	buf := make([]byte, 0, 8*(rows+1)+len(collection))
	for b := range hashes {
		buf = binary.LittleEndian.AppendUint64(buf[:0], uint64(b))
		for _, v := range least[b*rows : (b+1)*rows] {
			buf = binary.LittleEndian.AppendUint64(buf, v)
		}
		hashes[b] = int64(xxhash.Sum64(append(buf, collection...)))
	}
	return hashes
}

// permute is the i-th pseudo-random permutation of the 64-bit numbers: an odd
// multiplier of its own, then the halves mixed.
func permute(x, i uint64) uint64 {
	x = (x ^ i*0xD1342543DE82EF95) * (0xDA942042E4DD58B5 + 2*i*0x9E3779B97F4A7C15)
	return x ^ x>>32
}
