package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// slowKinds are the ways to be slow: a head, a body that goes on letter by
// letter, and answers that nobody reads.
var slowKinds = []struct{ sent, drip string }{
	{"GET /api/v1/search HTTP/1.1\r\nHost: h\r\nX-A: ", "a"},
	{"POST /api/v1/search HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{\"q\":\"", "a"},
	{"POST /signin HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\nkey=", "a"},
	{"GET /api/v1/search?limit=100&facet=actor&facet=country&facet_size=1000 HTTP/1.1\r\nHost: h\r\n\r\n", ""},
	{"GET /api/v1/search?format=jsonl HTTP/1.1\r\nHost: h\r\n\r\n", ""},
	{"GET /?limit=100 HTTP/1.1\r\nHost: h\r\n\r\n", ""},
	{"", ""}, // connects and says nothing
	{"GET /api/v1/claims?format=csv HTTP/1.1\r\nHost: h\r\n\r\n", ""},
}

// slow opens slow connections and asks everyday questions beside them.
func slow(ctx context.Context, set settings) ([]finding, error) {
	p, err := start(ctx, set)
	if err != nil {
		return nil, err
	}
	at, err := url.Parse(p.url)
	if err != nil {
		return nil, err
	}
	p.warm()
	before, most := p.memory(), 0.0
	busy, cancel := context.WithCancel(ctx)
	var opened, cut atomic.Int64
	var conns, watching sync.WaitGroup
	for i := range set.slow {
		kind := slowKinds[i%len(slowKinds)]
		conns.Go(func() { drip(busy, at.Host, kind.sent, kind.drip, &opened, &cut) })
		time.Sleep(5 * time.Millisecond) // all at once they would be too much load, which is another trial
	}
	time.Sleep(2 * time.Second)
	watching.Go(func() { most = p.mostMemory(busy) })
	during, stopAsking := context.WithTimeout(ctx, 40*time.Second)
	readers := p.beside(during, 50*time.Millisecond)
	stopAsking()
	cancel()
	conns.Wait()
	watching.Wait()
	if _, err := p.terminate(); err != nil {
		return nil, err
	}
	return []finding{
		{what: "slow connections", measured: fmt.Sprintf("%d opened, %d cut by the server within 40 s", opened.Load(), cut.Load()), limit: fmt.Sprint(set.slow), kept: int(opened.Load()) == set.slow},
		readers.failures("everyday queries that failed"), readers.finding("everyday queries beside", time.Second),
		{what: "memory growth", measured: fmt.Sprintf("%.0f MB", most-before), limit: fmt.Sprintf("%d MB", maxGrowthMB), kept: most-before <= maxGrowthMB},
	}, nil
}

// drip sends what is given, then a letter a second, and reads nothing, until
// the server cuts the connection or ctx ends.
func drip(ctx context.Context, host, sent, letter string, opened, cut *atomic.Int64) {
	c, err := net.Dial("tcp", host)
	if err != nil {
		return
	}
	defer c.Close()
	_ = c.(*net.TCPConn).SetReadBuffer(2048) // so that answers do not fit
	if _, err := c.Write([]byte(sent)); err != nil {
		return
	}
	opened.Add(1)
	for tick := time.NewTicker(time.Second); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
			if closed(c, letter) {
				cut.Add(1)
				tick.Stop()
				return
			}
		}
	}
}

// closed writes one more letter. Whoever only reads finds out at the end of
// what is buffered, a few bytes at a time.
func closed(c net.Conn, letter string) bool {
	if letter != "" {
		_, err := c.Write([]byte(letter))
		return err != nil
	}
	var few [16]byte
	_ = c.SetReadDeadline(time.Now().Add(time.Millisecond))
	_, err := c.Read(few[:])
	timeout, isNet := err.(net.Error)
	return err != nil && !(isNet && timeout.Timeout())
}
