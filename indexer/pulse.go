package indexer

import (
	"sync/atomic"
	"time"
)

// pulse tells from outside whether work gets on: when the step at hand began,
// in nanoseconds, 0 at rest. Several goroutines may beat, through a Follower
// that may be copied.
type pulse int64

func (p *pulse) beat() { atomic.StoreInt64((*int64)(p), time.Now().UnixNano()) }
func (p *pulse) rest() { atomic.StoreInt64((*int64)(p), 0) }

func (p *pulse) age() time.Duration {
	at := atomic.LoadInt64((*int64)(p))
	if at == 0 {
		return 0
	}
	return time.Since(time.Unix(0, at))
}
