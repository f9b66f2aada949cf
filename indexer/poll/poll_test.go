package poll

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"despatch/corpus"
)

// bench is a poller over a corpus of its own and a server that answers as a
// test says.
type bench struct {
	*Poller
	store  *corpus.Store
	server *httptest.Server
	hits   atomic.Int32
}

func newBench(t *testing.T, answer http.HandlerFunc) *bench {
	t.Helper()
	b := &bench{}
	b.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		b.hits.Add(1)
		answer(w, r)
	}))
	t.Cleanup(b.server.Close)
	store, err := corpus.Open(t.Context(), filepath.Join(t.TempDir(), "corpus.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	b.store = store
	b.Poller = &Poller{Store: store, Fetcher: testFetcher(t, b.server), Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	return b
}

func (b *bench) feed() string { return b.server.URL + "/feed" }

// poll polls the bench's feed, due or not.
func (b *bench) poll(t *testing.T) (Result, corpus.Feed) {
	t.Helper()
	b.due(t)
	r, err := b.Poll(t.Context(), []Subscription{{URL: b.feed()}})
	if err != nil {
		t.Fatal(err)
	}
	state, err := b.store.Feed(t.Context(), b.feed())
	if err != nil {
		t.Fatal(err)
	}
	return r, state
}

// due makes the feed due at once.
func (b *bench) due(t *testing.T) {
	t.Helper()
	if state, err := b.store.Feed(t.Context(), b.feed()); err == nil {
		state.Next = time.Time{}
		if err := b.store.SetFeed(t.Context(), state, nil); err != nil {
			t.Fatal(err)
		}
	}
}

func (b *bench) articles(t *testing.T) []corpus.Record {
	t.Helper()
	var all []corpus.Record
	for r, err := range b.store.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// story is a whole text of the length of a short article.
var story = strings.Repeat("<p>The clerk who could not sleep heard the printer at ten past three, when it never prints. She rang the harbour master, who was asleep, and then the minister, who was not.</p>", 6)

func item(n int, title, published string) string {
	return fmt.Sprintf(`<item><title>%s</title><link>/story/%d</link><guid>id-%d</guid><pubDate>%s</pubDate><content:encoded><![CDATA[<p>Report %d.</p>%s]]></content:encoded></item>`, title, n, n, published, n, story)
}

func rss(items ...string) string {
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Quay</title>` + strings.Join(items, "") + `</channel></rss>`
}

const may7 = "Sun, 07 May 2023 09:05:00 +0200"

func TestPollPutsArticles(t *testing.T) {
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, rss(item(1, "Ports closed", may7), item(2, "Ports open", "")))
	})
	r, state := b.poll(t)
	if r.Added != 2 || r.Failed != 0 || state.Title != "The Quay" || state.Problem != "" || state.Changed.IsZero() {
		t.Fatalf("%+v %+v", r, state)
	}
	a := b.articles(t)[0]
	if a.Title != "Ports closed" || a.Source != "The Quay" || a.URL != b.server.URL+"/story/1" || a.Published != "2023-05-07T09:05+02:00" {
		t.Errorf("%+v", a.Article)
	}
	if r, _ := b.poll(t); r.Added+r.Updated != 0 || r.Unchanged != 1 {
		t.Errorf("again: %+v", r)
	}
}

func TestPollNotModified(t *testing.T) {
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, rss(item(1, "Ports closed", may7)))
	})
	b.poll(t)
	if r, state := b.poll(t); r.Unchanged != 1 || state.ETag != `"v1"` || state.Failures != 0 {
		t.Errorf("%+v %+v", r, state)
	}
}

func TestPollRemembersMoves(t *testing.T) {
	asked := map[string]int{}
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		if asked[r.URL.Path]++; r.URL.Path == "/feed" {
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
			return
		}
		io.WriteString(w, rss(item(1, "Ports closed", may7)))
	})
	_, state := b.poll(t)
	b.poll(t)
	if asked["/feed"] != 1 || asked["/new"] != 2 || state.MovedTo != b.server.URL+"/new" || len(b.articles(t)) != 1 {
		t.Errorf("%v %+v", asked, state)
	}
}

func TestPollGone(t *testing.T) {
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusGone) })
	_, state := b.poll(t)
	b.poll(t)
	if !state.Gone || state.Problem != "the feed is gone for good (410)" || b.hits.Load() != 1 {
		t.Errorf("%+v, asked %d times", state, b.hits.Load())
	}
}

func TestPollTooOften(t *testing.T) {
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	_, state := b.poll(t)
	if wait := time.Until(state.Next); wait < 119*time.Minute || !strings.Contains(state.Problem, "less often (429)") {
		t.Errorf("next in %v: %s", wait, state.Problem)
	}
	if b.poll(t); b.hits.Load() != 1 {
		t.Errorf("asked %d times", b.hits.Load())
	}
}

func TestPollBacksOff(t *testing.T) {
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	var last time.Duration
	for n := 1; n <= 4; n++ {
		_, state := b.poll(t)
		wait := time.Until(state.Next)
		if state.Failures != n || wait <= last {
			t.Errorf("failure %d: %d, next in %v after %v", n, state.Failures, wait, last)
		}
		last = wait
	}
	if r, _ := b.Poll(t.Context(), []Subscription{{URL: b.feed()}}); r.Feeds != 0 {
		t.Error("polled before it was due")
	}
}

func TestPollGzipAndCharset(t *testing.T) {
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		z := gzip.NewWriter(w)
		io.WriteString(z, strings.ReplaceAll(rss(item(1, "Caf\xe9 closed", may7)), "utf-8", "iso-8859-1"))
		z.Close()
	})
	if r, state := b.poll(t); r.Added != 1 || b.articles(t)[0].Title != "Café closed" {
		t.Errorf("%+v %+v", r, state)
	}
}

func TestPollTruncated(t *testing.T) {
	whole := rss(item(1, "Ports closed", may7), item(2, "Ports open", may7))
	cut := true
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"x"`)
		if cut {
			io.WriteString(w, whole[:len(whole)-200])
			return
		}
		io.WriteString(w, whole)
	})
	if r, state := b.poll(t); r.Added != 1 || state.Problem != "the feed breaks off after 1 items" || state.ETag != "" {
		t.Errorf("%+v %+v", r, state)
	}
	cut = false
	if r, state := b.poll(t); r.Added != 1 || state.Problem != "" {
		t.Errorf("%+v %+v", r, state)
	}
}

func TestPollSlowDrip(t *testing.T) {
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		for range 1000 {
			io.WriteString(w, " ")
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
	b.Fetcher.timeout = 200 * time.Millisecond
	start := time.Now()
	if _, state := b.poll(t); state.Failures != 1 || time.Since(start) > 10*time.Second {
		t.Errorf("%+v after %v", state, time.Since(start))
	}
}

func TestPollRedirectToPrivate(t *testing.T) {
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("reached") }))
	defer inner.Close()
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inner.URL, http.StatusFound) })
	if _, state := b.poll(t); !strings.Contains(state.Problem, "not a public address") {
		t.Errorf("%+v", state)
	}
}

func TestPollNotAFeed(t *testing.T) {
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<html><body>Under construction") })
	if _, state := b.poll(t); !strings.Contains(state.Problem, "not a feed") {
		t.Errorf("%+v", state)
	}
}

func TestPollOneDateForAll(t *testing.T) {
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, rss(item(1, "One", may7), item(2, "Two", may7), item(3, "Three", may7)))
	})
	if r, _ := b.poll(t); r.Added != 3 {
		t.Fatalf("%+v", r)
	}
	for _, a := range b.articles(t) {
		if a.Published != "" {
			t.Errorf("%q was believed", a.Published)
		}
	}
}

func TestPollEditedTitles(t *testing.T) {
	title := "Ports closed"
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		noLink := fmt.Sprintf(`<item><guid isPermaLink="false">bare</guid><title>%s, in short</title><description><![CDATA[%s]]></description></item>`, title, strings.Repeat(story, 3))
		io.WriteString(w, rss(item(1, title, may7), noLink))
	})
	b.poll(t)
	title = "Ports closed for a night"
	r, _ := b.poll(t)
	all := b.articles(t)
	if r.Updated != 2 || r.Added != 0 || len(all) != 2 {
		t.Fatalf("%+v, %d articles", r, len(all))
	}
	for _, a := range all {
		if a.Version != 2 || !strings.HasPrefix(a.Title, title) {
			t.Errorf("version %d, %q", a.Version, a.Title)
		}
	}
}

func TestPollManyItems(t *testing.T) {
	var items []string
	for n := range 5000 {
		items = append(items, item(n, fmt.Sprintf("Report %d", n), time.Date(2023, 5, 7, 0, n, 0, 0, time.UTC).Format(time.RFC1123Z)))
	}
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, rss(items...)) })
	if r, state := b.poll(t); r.Added != 5000 || state.Problem != "" {
		t.Errorf("%+v %+v", r, state)
	}
}

func TestPollFetchesPages(t *testing.T) {
	b := newBench(t, nil)
	teaser := func(n int) string {
		return fmt.Sprintf(`<item><title>Story %d</title><link>/story/%d</link><description>The clerk who could not sleep…</description></item>`, n, n)
	}
	b.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			io.WriteString(w, "User-agent: *\nDisallow: /story/2\n")
		case "/feed":
			io.WriteString(w, rss(teaser(1), teaser(2), teaser(3), teaser(4)))
		case "/story/1":
			fmt.Fprintf(w, `<html lang="en"><head><title>Story 1</title><meta property="article:published_time" content="2023-05-07T09:05:00+02:00"></head><body><article><h1>Story 1</h1>%s</article></body></html>`, story)
		case "/story/3":
			http.NotFound(w, r)
		default:
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	r, state := b.poll(t)
	if r.Added != 3 || state.Problem != "" {
		t.Fatalf("%+v %+v", r, state)
	}
	for _, a := range b.articles(t) {
		whole := a.Title == "Story 1"
		if partial := string(a.Extra["partial"]) == "true"; partial == whole || whole != (a.Published == "2023-05-07T09:05+02:00") {
			t.Errorf("%q: partial %v, %s", a.Title, partial, a.Published)
		}
	}
	if _, seen, err := b.store.ItemMark(t.Context(), b.feed(), b.server.URL+"/story/4"); seen || err != nil {
		t.Errorf("the page that was not to be had is done with: %v", err)
	}
}

func TestPollStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() })
	if _, err := b.Poll(ctx, []Subscription{{URL: b.feed()}}); err != context.Canceled {
		t.Errorf("%v", err)
	}
}

func TestHostsAreAskedInTurn(t *testing.T) {
	var at []time.Time
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) { at = append(at, time.Now()) })
	b.Fetcher.hosts.gap = 100 * time.Millisecond
	done := make(chan error)
	for range 3 {
		go func() {
			_, err := b.Fetcher.get(t.Context(), request{url: b.feed(), limit: 10})
			done <- err
		}()
	}
	for range 3 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	for i := range 2 {
		if gap := at[i+1].Sub(at[i]); gap < 100*time.Millisecond {
			t.Errorf("asked again after %v", gap)
		}
	}
}
