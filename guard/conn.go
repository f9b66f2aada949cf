package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// conns are connections that are kept open and used again. They cost less than
// an http.Client does, which matters where the trial shares its processors
// with the server: what it takes, the server lacks.
type conns struct {
	host string
	mu   sync.Mutex
	idle []*conn
}

type conn struct {
	net.Conn
	read *bufio.Reader
}

// patience is how long an answer may take before the request has failed.
const patience = 20 * time.Second

// get asks for a target and reads the whole answer.
func (c *conns) get(target string) (status int, retryAfter string, err error) {
	k, err := c.take()
	if err != nil {
		return 0, "", err
	}
	keep := false
	defer func() { c.give(k, keep) }()
	if err := k.SetDeadline(time.Now().Add(patience)); err != nil {
		return 0, "", err
	}
	if _, err := io.WriteString(k, "GET "+target+" HTTP/1.1\r\nHost: guard\r\n\r\n"); err != nil {
		return 0, "", err
	}
	r, err := http.ReadResponse(k.read, nil)
	if err != nil {
		return 0, "", err
	}
	defer r.Body.Close()
	_, err = io.Copy(io.Discard, r.Body)
	keep = err == nil && !r.Close
	return r.StatusCode, r.Header.Get("Retry-After"), err
}

func (c *conns) take() (*conn, error) {
	c.mu.Lock()
	if n := len(c.idle); n > 0 {
		k := c.idle[n-1]
		c.idle = c.idle[:n-1]
		c.mu.Unlock()
		return k, nil
	}
	c.mu.Unlock()
	opened, err := net.DialTimeout("tcp", c.host, patience)
	if err != nil {
		return nil, err
	}
	return &conn{opened, bufio.NewReaderSize(opened, 32<<10)}, nil
}

func (c *conns) give(k *conn, keep bool) {
	if !keep {
		k.Close()
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.idle = append(c.idle, k)
}

func (c *conns) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range c.idle {
		k.Close()
	}
	c.idle = nil
}

// shareSince is what the trial itself has used since: what it took, the server
// on the same machine lacked.
func shareSince(begun time.Time, used time.Duration) finding {
	share := float64(processorTime()-used) / float64(time.Since(begun))
	return finding{what: "used by the trial itself", measured: fmt.Sprintf("%.0f %% of one processor", 100*share), kept: true}
}

// processorTime is what the trial itself has used so far.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
