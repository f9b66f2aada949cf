package search

import (
	"context"
	"time"
)

type paceKey struct{}

// WithPace lets whoever asks pace the work that is done under the context:
// step is called now and then from the goroutine that works, with how long the
// work that follows will take at least, as far as that is known. It may take
// its time, so that shorter work goes first, and ends the work by failing.
func WithPace(ctx context.Context, step func(ahead time.Duration) error) context.Context {
	return context.WithValue(ctx, paceKey{}, step)
}

// Pace is for whoever works long under a context to call every millisecond or
// so. It says why the work must end: because the context did, or because the
// one that paces it says so (WithPace). It is nil while the work may go on.
func Pace(ctx context.Context) error { return Foresee(ctx, 0) }

// Foresee is Pace before work of which it is known that it will take some
// time.
func Foresee(ctx context.Context, ahead time.Duration) error {
	if step, ok := ctx.Value(paceKey{}).(func(time.Duration) error); ok {
		return step(ahead)
	}
	return ctx.Err()
}
