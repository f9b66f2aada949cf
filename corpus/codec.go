package corpus

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/zstd"
)

// codec turns content into the bytes that are stored, and back.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
	raw sync.Pool // of *[]byte, for what is decoded and then copied
}

// No stored body is larger than an original may be.
const maxBody = MaxOriginal + 1<<20

func newCodec() (*codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxBody), zstd.WithDecoderConcurrency(0))
	if err != nil {
		return nil, err
	}
	return &codec{enc: enc, dec: dec, raw: sync.Pool{New: func() any { return new([]byte) }}}, nil
}

func (c *codec) close() {
	c.enc.Close()
	c.dec.Close()
}

// fields is an article without its text, and where its original came from.
type fields struct {
	Article plain   `json:"article"`
	Origin  *origin `json:"origin,omitempty"`
}

// plain has the fields of an Article and none of its methods, so that the
// stored form does not change with the exchange form.
type plain Article

type origin struct {
	From      string    `json:"from"`
	Got       time.Time `json:"got"`
	MediaType string    `json:"media_type,omitempty"`
}

// The text stands outside the JSON: it is read for every snippet, and
// unquoting it would take longer than all the rest.
func (c *codec) body(f fields, text string) ([]byte, error) {
	f.Article.Text = ""
	head, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	raw := binary.AppendUvarint(make([]byte, 0, len(head)+len(text)+4), uint64(len(head)))
	raw = append(append(raw, head...), text...)
	return c.enc.EncodeAll(raw, make([]byte, 0, len(raw)/2+64)), nil
}

// parts decodes a body into a buffer.
func (c *codec) parts(body []byte, into *[]byte) (head, text []byte, err error) {
	raw, err := c.dec.DecodeAll(body, (*into)[:0])
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	*into = raw
	n, used := binary.Uvarint(raw)
	if used <= 0 || n > uint64(len(raw)-used) {
		return nil, nil, fmt.Errorf("%w: impossible length of fields", ErrDamaged)
	}
	raw = raw[used:]
	return raw[:n], raw[n:], nil
}

func (c *codec) fields(body []byte) (fields, error) {
	raw := c.raw.Get().(*[]byte)
	defer c.raw.Put(raw)
	head, text, err := c.parts(body, raw)
	if err != nil {
		return fields{}, err
	}
	var f fields
	if err := json.Unmarshal(head, &f); err != nil {
		return fields{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	f.Article.Text = string(text)
	return f, nil
}

// checksum sums the columns of a row, each with its length.
type checksum struct{ digest xxhash.Digest }

func newChecksum() *checksum {
	c := &checksum{}
	c.digest.Reset()
	return c
}

func (c *checksum) int(values ...int64) *checksum {
	var word [8]byte
	for _, v := range values {
		binary.LittleEndian.PutUint64(word[:], uint64(v))
		_, _ = c.digest.Write(word[:]) // a digest never fails
	}
	return c
}

func (c *checksum) bytes(values ...[]byte) *checksum {
	for _, v := range values {
		c.int(int64(len(v)))
		_, _ = c.digest.Write(v)
	}
	return c
}

func (c *checksum) sum() int64 { return int64(c.digest.Sum64()) }
