package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// crashed is one data folder through all its crashes, with what was
// acknowledged: the version of each article, by number.
type crashed struct {
	s      *setup
	d      *despatch
	r      *report
	random *rand.Rand
	mu     sync.Mutex
	acked  map[int]int
	sent   map[int]int // the newest version sent, acknowledged or not
	next   int         // number of the next article
	ready  map[string][]time.Duration
	kills  map[string]int
	whole  []time.Duration // to be ready without an index
}

// patience is for a whole index to be built, on a busy machine. readyWithin is
// how soon a server must be ready, in the median, when there is one; only the
// long form, which is for a calm machine, insists on it.
const (
	patience    = 4 * time.Minute
	readyWithin = 2 * time.Second
)

func crash(ctx context.Context, s *setup) (*report, error) {
	c := &crashed{
		s: s, d: s.on("data"), r: table("killed in", "kills", "acknowledged", "lost", "unopenable", "ready median", "ready max"),
		random: rand.New(rand.NewPCG(s.seed, 1)), acked: map[int]int{}, sent: map[int]int{}, ready: map[string][]time.Duration{}, kills: map[string]int{},
	}
	first := 2000
	if s.long {
		first = 20_000
	}
	file := filepath.Join(s.work, "first.jsonl")
	if err := writeArticles(file, 0, first); err != nil {
		return nil, err
	}
	if _, said, err := c.d.run(ctx, "add", file); err != nil {
		return nil, fmt.Errorf("add: %w: %s", err, said)
	}
	for n := range first {
		c.acked[n], c.sent[n] = 1, 1
	}
	c.next = first
	ways := []struct {
		name string
		kill func(context.Context) error
	}{{"add", c.inAdd}, {"follow", c.inFollow}, {"reindex", c.inReindex}, {"first start", c.inFirstStart}}
	for i := range s.times(8, 200) {
		if s.over(ctx) {
			break
		}
		way := ways[i%len(ways)]
		if err := way.kill(ctx); err != nil {
			c.r.breach("in %s: %v", way.name, err)
			break
		}
		c.kills[way.name]++
		c.look(ctx, way.name)
		if (i+1)%20 == 0 {
			fmt.Fprintf(os.Stderr, "crash: %d kills, %d breaches\n", i+1, len(c.r.broken))
		}
	}
	lost := c.lost(ctx)
	for _, way := range ways {
		times := c.ready[way.name]
		c.r.must(!s.long || quantile(times, .5) < readyWithin, "ready after %s, in the median, when killed in %s", ms(quantile(times, .5)), way.name)
		c.r.row(way.name, c.kills[way.name], len(c.acked), lost, c.kills[way.name]-len(times), ms(quantile(times, .5)), ms(quantile(times, 1)))
	}
	c.r.row("(no index)", "", "", "", "", ms(quantile(c.whole, .5)), ms(quantile(c.whole, 1)))
	return c.r, nil
}

func (c *crashed) pause(most time.Duration) {
	time.Sleep(time.Duration(c.random.Int64N(int64(most))))
}

// inAdd kills an import. One that ended before is acknowledged.
func (c *crashed) inAdd(ctx context.Context) error {
	more := map[int]int{}
	for range 500 {
		n, version := c.pick(c.random)
		more[n] = version
	}
	file := filepath.Join(c.s.work, "more.jsonl")
	if err := writeVersions(file, more); err != nil {
		return err
	}
	p, err := c.d.start(ctx, "add", file)
	if err != nil {
		return err
	}
	c.pause(2 * time.Second)
	ended := p.over()
	p.kill()
	if ended && p.ended == nil {
		maps.Copy(c.acked, more)
	}
	return nil
}

// inFollow kills a server while two clients write new articles and versions.
func (c *crashed) inFollow(ctx context.Context) error {
	p, client, err := c.d.serve(ctx, patience)
	if err != nil {
		return err
	}
	defer client.close()
	var writers sync.WaitGroup
	for w := range 2 {
		random := rand.New(rand.NewPCG(c.s.seed, uint64(c.next+w)))
		writers.Go(func() {
			for !p.over() {
				n, version := c.pick(random)
				if _, ok := client.put(ctx, makeArticle(n, version)); ok {
					c.mu.Lock()
					c.acked[n] = max(c.acked[n], version)
					c.mu.Unlock()
				}
			}
		})
	}
	c.pause(1500 * time.Millisecond)
	p.kill()
	writers.Wait()
	return nil
}

// pick gives a new article, or mostly the next version of a known one, so that
// the corpus stays about as large. No two are the same: no write waits for
// another's outcome.
func (c *crashed) pick(random *rand.Rand) (n, version int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n = c.next; random.IntN(4) > 0 {
		n = random.IntN(c.next)
	} else {
		c.next++
	}
	if c.sent[n] > c.acked[n] {
		n = c.next
		c.next++
	}
	c.sent[n]++
	return n, c.sent[n]
}

// inReindex kills a rebuild, every second time beside a server that is killed
// soon after.
func (c *crashed) inReindex(ctx context.Context) error {
	var server *process
	if c.random.IntN(2) == 0 {
		p, client, err := c.d.serve(ctx, patience)
		if err != nil {
			return err
		}
		client.close()
		server = p
	}
	p, err := c.d.start(ctx, "reindex")
	if err != nil {
		return err
	}
	c.pause(5 * time.Second)
	p.kill()
	if server != nil {
		c.pause(time.Second)
		server.kill()
	}
	return nil
}

// inFirstStart kills a server that has no index yet.
func (c *crashed) inFirstStart(ctx context.Context) error {
	if err := os.RemoveAll(filepath.Join(c.d.data, "index")); err != nil {
		return err
	}
	p, err := c.d.start(ctx, "serve", "--listen", "127.0.0.1:0")
	if err != nil {
		return err
	}
	c.pause(4 * time.Second)
	p.kill()
	// The time to be ready again is that of a whole index.
	again, client, err := c.d.serve(ctx, patience)
	if err != nil {
		c.r.breach("first start: %v", err)
		return nil
	}
	client.close()
	c.whole = append(c.whole, time.Since(again.started))
	again.kill()
	return nil
}

// look opens what a crash has left, measures how soon it is ready, and asks
// for the number of articles and for some of them.
func (c *crashed) look(ctx context.Context, way string) {
	p, client, err := c.d.serve(ctx, patience)
	if err != nil {
		c.r.breach("unopenable after a kill in %s: %v", way, err)
		return
	}
	defer client.close()
	defer p.kill()
	took := time.Since(p.started)
	c.ready[way] = append(c.ready[way], took)
	total, err := client.total(ctx, "")
	c.r.must(err == nil && total >= len(c.acked), "after a kill in %s: %d articles, %v; %d were acknowledged", way, total, err, len(c.acked))
	tried := 0
	for n, version := range c.acked { // in any order: a random sample
		if tried++; tried > 20 {
			break
		}
		if c.sent[n] > version {
			continue // what was not acknowledged may be there all the same
		}
		err := client.holds(ctx, makeArticle(n, version))
		c.r.must(err == nil, "after a kill in %s: %v", way, err)
	}
}

// lost counts the acknowledged articles that are not there, byte for byte, in
// the version acknowledged or a later one that was sent.
func (c *crashed) lost(ctx context.Context) int {
	have, err := c.d.exported(ctx)
	if err != nil {
		c.r.breach("%v", err)
		return len(c.acked)
	}
	lost := 0
	for n, version := range c.acked {
		a := have[makeArticle(n, version).ID]
		found := false
		for v := version; v <= c.sent[n]; v++ {
			found = found || a == makeArticle(n, v)
		}
		if !found {
			lost++
		}
	}
	c.r.must(lost == 0, "%d acknowledged articles are lost", lost)
	_, said, err := c.d.run(ctx, "verify")
	c.r.must(err == nil, "verify in the end: %v %s", err, said)
	return lost
}
