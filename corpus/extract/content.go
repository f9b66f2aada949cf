package extract

import (
	"bytes"
	"context"
	"time"
)

// Content is Walk for one file whose bytes are at hand; name tells by its
// ending what it is.
func Content(ctx context.Context, name string, b []byte, each func(Item) error) error {
	w := &walker{ctx: ctx, each: each, got: time.Now(), file: name}
	return w.settle(name, w.content(place{where: name, name: name}, bytes.NewReader(b)))
}
