package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
	"time"
)

const (
	flying  = 500
	maxStop = 10 * time.Second
)

// stop ends the server while requests are in flight. Each of them sends its
// body only after the server has asked for it, and after the server was told
// to stop: so all of them are certain to be inside.
func stop(ctx context.Context, set settings) ([]finding, error) {
	p, err := start(ctx, set)
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{ExpectContinueTimeout: time.Minute, MaxIdleConnsPerHost: flying}
	defer transport.CloseIdleConnections()
	caller := &http.Client{Transport: transport, Timeout: time.Minute}
	release := make(chan struct{})
	var inside, done sync.WaitGroup
	var complete atomic.Int64
	var firstFailure atomic.Value
	inside.Add(flying)
	for range flying {
		done.Go(func() {
			if err := p.fly(ctx, caller, &inside, release); err != nil {
				firstFailure.CompareAndSwap(nil, err.Error())
				return
			}
			complete.Add(1)
		})
	}
	inside.Wait()
	type ending struct {
		took time.Duration
		err  error
	}
	ended := make(chan ending, 1)
	go func() {
		took, err := p.terminate()
		ended <- ending{took, err}
	}()
	time.Sleep(300 * time.Millisecond)
	close(release)
	done.Wait()
	end := <-ended
	told := fmt.Sprint(complete.Load())
	if f := firstFailure.Load(); f != nil {
		told += fmt.Sprintf(", failed: %v", f)
	}
	return []finding{
		{what: "complete of those in flight at SIGTERM", measured: told, limit: fmt.Sprint(flying), kept: complete.Load() == flying},
		{what: "time to exit", measured: rounded(end.took).String(), limit: maxStop.String(), kept: end.took <= maxStop, timed: true},
		{what: "exit without error", measured: fmt.Sprint(end.err), limit: "<nil>", kept: end.err == nil},
	}, nil
}

// fly makes one request whose body waits for release.
func (p *process) fly(ctx context.Context, caller *http.Client, inside *sync.WaitGroup, release chan struct{}) error {
	arrive := sync.OnceFunc(inside.Done)
	defer arrive()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{Got100Continue: arrive})
	body, write := io.Pipe()
	go func() {
		<-release
		_, err := io.WriteString(write, `{"q":"sanctions","facet":["actor","country"],"limit":20}`)
		write.CloseWithError(err)
	}()
	r, err := http.NewRequestWithContext(ctx, "POST", p.url+"/api/v1/search", body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Expect", "100-continue")
	answer, err := caller.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("status %s", answer.Status)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}
