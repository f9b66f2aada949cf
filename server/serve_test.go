package server_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"despatch/search"
	"despatch/server"
)

// slow is an engine whose searches wait to be let go, and which breaks down
// when asked for nothing but breakdown.
type slow struct {
	server.Engine
	begun, release chan struct{}
}

func (s slow) Search(ctx context.Context, q search.Query) (search.Results, error) {
	if w, ok := q.Match.(search.Word); ok && w.Text == "breakdown" {
		panic("the engine broke down")
	}
	s.begun <- struct{}{}
	select {
	case <-s.release:
		return s.Engine.Search(ctx, q)
	case <-ctx.Done():
		return search.Results{}, ctx.Err()
	}
}

// served is a server on a port of its own; stop ends it and says how it ended.
func served(t *testing.T, config server.Config) (url string, stop func() error) {
	t.Helper()
	s, err := server.New(config)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, listener) }()
	stop = sync.OnceValue(func() error {
		cancel()
		http.DefaultClient.CloseIdleConnections()
		return <-done
	})
	t.Cleanup(func() { stop() })
	return "http://" + listener.Addr().String(), stop
}

func (d desk) config() server.Config {
	return server.Config{Engine: d.engine, Corpus: d.store, Keys: d.store, Gazetteer: d.gazetteer}
}

func fetch(url string) (int, string, error) {
	r, err := http.Get(url)
	if err != nil {
		return 0, "", err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return r.StatusCode, string(body), err
}

func TestStoppingFinishesWhatIsInFlight(t *testing.T) {
	d := newDesk(t, harbour)
	config := d.config()
	engine := slow{d.engine, make(chan struct{}, 8), make(chan struct{})}
	config.Engine = engine
	url, stop := served(t, config)
	const flying = 8 // what is let in at once on one processor
	codes := make(chan string, flying)
	for range flying {
		go func() {
			code, body, err := fetch(url + "/api/v1/search?q=dowden")
			codes <- fmt.Sprint(code, err, strings.Contains(body, "harbour"))
		}()
	}
	for range flying {
		<-engine.begun
	}
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	select {
	case err := <-stopped:
		t.Fatalf("stopped with requests in flight: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	close(engine.release)
	for range flying {
		if got := <-codes; got != "200 <nil> true" {
			t.Errorf("a request in flight ended with %s", got)
		}
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if _, _, err := fetch(url + "/healthz"); err == nil {
		t.Error("still answering")
	}
}

func TestMetricsTellTheOperatorsNumbers(t *testing.T) {
	d := newDesk(t, harbour)
	config := d.config()
	config.Status = func(context.Context) map[string]any {
		return map[string]any{"behind": 3, "engine": struct {
			ColumnBytes int64 `json:"column_bytes"`
		}{4096}, "feeds": map[string]string{"https://a.example": "gone", "https://b.example": "slow"}, "gazetteer": "v1"}
	}
	s, err := server.New(config)
	if err != nil {
		t.Fatal(err)
	}
	d.handler = s.Handler(true)
	_, body := d.get(t, "/metrics")
	for _, want := range []string{`despatch_status{name="behind"} 3`, `despatch_status{name="engine.column_bytes"} 4096`, `despatch_status{name="feeds"} 2`, "despatch_lag 0"} {
		if !strings.Contains(body, want+"\n") {
			t.Errorf("no %s", want)
		}
	}
	if _, page := d.get(t, "/status"); !strings.Contains(page, "column_bytes") {
		t.Error("the status page does not tell of the engine")
	}
}

func TestPanicLosesOneRequestAlone(t *testing.T) {
	d := newDesk(t, harbour)
	config := d.config()
	release := make(chan struct{})
	close(release)
	config.Engine = slow{d.engine, make(chan struct{}, 100), release}
	url, _ := served(t, config)
	for _, path := range []string{"/api/v1/search?q=breakdown", "/?q=breakdown", "/api/v1/search?q=breakdown&format=csv"} {
		if code, body, err := fetch(url + path); code != 500 || err != nil || strings.Contains(body, "broke down") {
			t.Errorf("%s: %d %v %.200s", path, code, err, body)
		}
	}
	if code, _, err := fetch(url + "/api/v1/search?q=dowden"); code != 200 || err != nil {
		t.Errorf("afterwards: %d %v", code, err)
	}
	if _, body, _ := fetch(url + "/metrics"); !strings.Contains(body, "despatch_panics_total 3") {
		t.Error("the metrics do not count the panics")
	}
}

func TestOverloadIsRefusedNotQueuedForEver(t *testing.T) {
	d := newDesk(t, harbour)
	config := d.config()
	engine := slow{d.engine, make(chan struct{}, 4000), make(chan struct{})}
	config.Engine = engine
	url, _ := served(t, config)
	const callers = 900 // more than run and wait
	codes := make(chan int, callers)
	for range callers {
		go func() {
			code, _, _ := fetch(url + "/api/v1/search?q=dowden")
			codes <- code
		}()
	}
	seen := map[int]int{}
	for seen[429] == 0 {
		seen[<-codes]++
	}
	close(engine.release)
	for sum := 0; sum < callers; {
		sum = 0
		seen[<-codes]++
		for _, n := range seen {
			sum += n
		}
	}
	if seen[200]+seen[429] != callers || seen[200] == 0 {
		t.Errorf("answers: %v", seen)
	}
}

func TestSlowClientsAreCutOff(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the time-out of a request's head")
	}
	d := newDesk(t, harbour)
	url, _ := served(t, d.config())
	var crawlers []net.Conn
	for range 200 {
		c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
		crawlers = append(crawlers, c)
	}
	for range 20 {
		if code, _, err := fetch(url + "/api/v1/search?q=dowden"); code != 200 || err != nil {
			t.Errorf("beside slow clients: %d %v", code, err)
		}
	}
	for _, c := range crawlers {
		c.SetReadDeadline(time.Now().Add(10 * time.Second))
		if _, err := io.ReadAll(bufio.NewReader(c)); err != nil {
			t.Errorf("a slow client was not cut off: %v", err)
		}
		c.Close()
	}
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	d := newDesk(t, harbour)
	for _, target := range []string{"/", "/api/v1/search", "/nowhere", "/article/harbour", "/static/desk.js", "/healthz"} {
		w, _ := d.get(t, target, "X-Request-Id", "mine-1", "X-Forwarded-For", "203.0.113.7", "Origin", "https://elsewhere.example")
		h := w.Header()
		if h.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'") ||
			h.Get("X-Frame-Options") != "DENY" || h.Get("X-Request-Id") != "mine-1" || h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %v", target, h)
		}
	}
	url, _ := served(t, d.config())
	if r, err := http.Head(url + "/api/v1/search?format=rss"); err != nil || r.StatusCode != 200 || r.Header.Get("Content-Type") != "application/rss+xml; charset=utf-8" {
		t.Errorf("HEAD: %v %v", r, err)
	}
	if w, _ := d.get(t, "/healthz", "X-Request-Id", "a\nb level=ERROR"); strings.Contains(w.Header().Get("X-Request-Id"), "level") {
		t.Error("a forged request id is taken over")
	}
}
