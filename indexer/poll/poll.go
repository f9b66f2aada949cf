// Package poll subscribes to feeds: it fetches them politely, fetches the
// articles that they only point to, and puts what is new into the corpus. It
// reaches public addresses alone.
package poll

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"despatch/corpus"
	"despatch/corpus/extract"
)

// Store is what polling needs of the corpus.
type Store interface {
	Put(ctx context.Context, submissions []corpus.Submission) ([]corpus.Outcome, error)
	Feed(ctx context.Context, url string) (corpus.Feed, error)
	SetFeed(ctx context.Context, f corpus.Feed, items map[string]string) error
	ItemMark(ctx context.Context, feed, item string) (mark string, seen bool, err error)
}

// Subscription is one feed to poll.
type Subscription struct {
	URL string
	// Title is what the list calls the feed; its own title is used where this
	// is empty.
	Title string
	// Collection is where its articles go, the default one if empty.
	Collection string
}

// Poller polls feeds.
type Poller struct {
	Store   Store
	Fetcher *Fetcher
	Log     *slog.Logger
	// Every is the least time between two polls of one feed; a feed that was
	// polled more recently is passed over.
	Every time.Duration
}

// Limits of a poll.
const (
	parallel     = 8   // feeds at the same time
	pagesPerPoll = 200 // articles fetched for one feed; the rest follow with the next poll
	perPut       = 100 // articles put together
	maxBackOff   = 24 * time.Hour
)

// Result is what one poll brought.
type Result struct {
	Feeds, Unchanged, Failed int // feeds polled; those with nothing new; those with a problem
	Added, Updated, Rejected int // articles
}

func (r *Result) add(o Result) {
	r.Feeds += o.Feeds
	r.Unchanged += o.Unchanged
	r.Failed += o.Failed
	r.Added += o.Added
	r.Updated += o.Updated
	r.Rejected += o.Rejected
}

// Poll polls all feeds that are due, several at a time. What is wrong with one
// feed is remembered with it, logged, and stops no other; the error is that of
// the store or of ctx.
func (p *Poller) Poll(ctx context.Context, feeds []Subscription) (Result, error) {
	var (
		total Result
		first error
		mu    sync.Mutex
		wg    sync.WaitGroup
		work  = make(chan Subscription)
	)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for range min(parallel, len(feeds)) {
		wg.Go(func() {
			for s := range work {
				r, err := p.one(ctx, s)
				mu.Lock()
				total.add(r)
				if err != nil && first == nil {
					first = err
					cancel()
				}
				mu.Unlock()
			}
		})
	}
	for _, s := range feeds {
		select {
		case work <- s:
		case <-ctx.Done():
		}
	}
	close(work)
	wg.Wait()
	return total, cmp.Or(first, context.Cause(ctx))
}

// Run polls again and again until ctx ends.
func (p *Poller) Run(ctx context.Context, feeds []Subscription) error {
	for {
		started := time.Now()
		r, err := p.Poll(ctx, feeds)
		if err != nil {
			return err
		}
		p.Log.Info("polled", "feeds", r.Feeds, "failed", r.Failed, "added", r.Added, "updated", r.Updated, "rejected", r.Rejected)
		timer := time.NewTimer(max(p.Every-time.Since(started), time.Second))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// one polls one feed, if it is due, and remembers how it went.
func (p *Poller) one(ctx context.Context, s Subscription) (Result, error) {
	state, err := p.Store.Feed(ctx, s.URL)
	if errors.Is(err, corpus.ErrNotFound) {
		state, err = corpus.Feed{URL: s.URL}, nil
	}
	now := time.Now()
	if err != nil || state.Gone || now.Before(state.Next) {
		return Result{}, err
	}
	r, problem, err := p.read(ctx, s, &state)
	r.Feeds = 1
	if err != nil || ctx.Err() != nil {
		return r, cmp.Or(err, ctx.Err())
	}
	state.Checked = now.UTC()
	state.Problem, state.Next = "", now.Add(p.Every).UTC()
	if problem == nil {
		state.Failures = 0
		return r, p.Store.SetFeed(ctx, state, nil)
	}
	r.Failed = 1
	if state.Failures++; state.Failures%5 == 0 {
		state.MovedTo = "" // perhaps it moved back
	}
	state.Problem = problem.Error()
	state.Next = now.Add(p.backOff(state.Failures, problem)).UTC()
	p.Log.Warn("feed", "url", s.URL, "problem", state.Problem, "failures", state.Failures)
	return r, p.Store.SetFeed(ctx, state, nil)
}

// backOff is the pause after a number of failures: twice as long each time,
// and no shorter than the server asked for.
func (p *Poller) backOff(failures int, problem error) time.Duration {
	pause := max(p.Every, time.Minute) << min(failures-1, 10)
	var resting errResting
	if errors.As(problem, &resting) {
		pause = max(pause, time.Until(resting.until))
	}
	return min(pause, maxBackOff)
}

const feedTypes = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"

// read fetches a feed and takes in its items. problem is what is wrong with
// the feed, err with the store.
func (p *Poller) read(ctx context.Context, s Subscription, state *corpus.Feed) (r Result, problem, err error) {
	got, problem := p.Fetcher.get(ctx, request{
		url: cmp.Or(state.MovedTo, s.URL), etag: state.ETag, lastModified: state.LastModified, accept: feedTypes, limit: extract.MaxFeed,
	})
	if problem != nil {
		return r, problem, nil
	}
	if got.moved != "" && (got.status == http.StatusOK || got.status == http.StatusNotModified) {
		state.MovedTo = got.moved
	}
	switch got.status {
	case http.StatusOK:
	case http.StatusNotModified:
		return Result{Unchanged: 1}, nil, nil
	default:
		state.Gone = got.status == http.StatusGone
		return r, refusal(got), nil
	}
	feed, problem := extract.ReadFeed(got.body, got.contentType)
	if problem != nil {
		return r, problem, nil
	}
	state.Title = cmp.Or(s.Title, feed.Title)
	r, done, err := p.items(ctx, s, state, got.url, feed)
	if err != nil {
		return r, nil, err
	}
	if r.Added+r.Updated > 0 {
		state.Changed = time.Now().UTC()
	} else if done {
		r.Unchanged = 1
	}
	cut := feed.Cut || got.cut
	if done && !cut {
		state.ETag, state.LastModified = got.etag, got.lastModified
	}
	if cut {
		return r, fmt.Errorf("the feed breaks off after %d items", len(feed.Items)), nil
	}
	return r, nil, nil
}

// refusal is the problem of a feed that was not given, with the pause that its
// server asks for.
func refusal(got response) error {
	problem := statusProblem("the feed", got.status)
	if got.retryAfter > 0 {
		problem = fmt.Errorf("%w; %w", problem, errResting{time.Now().Add(got.retryAfter)})
	}
	return problem
}
