package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Original is the bytes that an article was extracted from. It is kept so
// that extraction can be done again with better rules.
type Original struct {
	// From is where the bytes were got: a URL, or a file's path with the
	// position inside it ("news.jsonl:7", "week.zip!a.html").
	From string
	// Got is when they were got, in UTC.
	Got time.Time
	// MediaType is what they are, as the server or the file's name said
	// ("text/html; charset=iso-8859-1"); empty when nobody said.
	MediaType string
	Bytes     []byte
	// SHA256 is the hash of Bytes in lower-case hexadecimal.
	SHA256 string
}

// NewOriginal makes the original of b, got at the given time. It keeps b.
func NewOriginal(from, mediaType string, b []byte, got time.Time) Original {
	sum := sha256.Sum256(b)
	return Original{
		From:      from,
		Got:       got.UTC(),
		MediaType: mediaType,
		Bytes:     b,
		SHA256:    hex.EncodeToString(sum[:]),
	}
}
