package server

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxRates bounds how many keys' rates are remembered; the rest start afresh.
const maxRates = 10_000

// rates holds how many requests each key has left.
type rates struct {
	mu  sync.Mutex
	key map[string]*rate.Limiter
}

func newRates() *rates { return &rates{key: map[string]*rate.Limiter{}} }

// take spends one request of the caller's rate and says how long to wait when
// none is left, 0 otherwise. Callers without a rate are never held up.
func (r *rates) take(a Access) time.Duration {
	if a.Rate <= 0 {
		return 0
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	limit, ok := r.key[a.Name]
	if !ok || limit.Limit() != rate.Limit(a.Rate) {
		if len(r.key) >= maxRates {
			clear(r.key)
		}
		limit = rate.NewLimiter(rate.Limit(a.Rate), max(1, int(a.Rate*2)))
		r.key[a.Name] = limit
	}
	reservation := limit.Reserve()
	wait := reservation.Delay()
	if wait > 0 {
		reservation.Cancel()
	}
	return wait
}
