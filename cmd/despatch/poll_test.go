package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const feedPage = `<rss version="2.0"><channel><title>Harbour Wire</title>
<item><title>Zeppelin over the harbour</title><link>%[1]s/1</link><pubDate>Fri, 03 May 2024 08:00:00 GMT</pubDate>
<description>%[2]s</description></item></channel></rss>`

// newsFeed is a feed with one article in full.
func newsFeed(t *testing.T) *httptest.Server {
	text := strings.Repeat("A zeppelin was seen over the harbour on Friday, and people came to look at it. ", 12)
	var site *httptest.Server
	site = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprintf(w, feedPage, site.URL, text)
		case "/1":
			fmt.Fprintf(w, "<html><head><title>Zeppelin over the harbour</title></head><body><article><h1>Zeppelin over the harbour</h1><p>%s</p></article></body></html>", text)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(site.Close)
	return site
}

func TestPoll(t *testing.T) {
	data, site := t.TempDir(), newsFeed(t)
	list := write(t, "feeds.txt", site.URL+"/feed\n")
	if _, stderr := run(t, exitDone, "poll", "--data", data, list); !strings.Contains(stderr, "1 with a problem") {
		t.Errorf("a private address was fetched from: %s", stderr)
	}
	data = t.TempDir()
	if _, stderr := run(t, exitDone, "poll", "--data", data, "--allow-host", "127.0.0.1", list); !strings.Contains(stderr, "1 articles added") {
		t.Errorf("polled: %s", stderr)
	}
	if out, _ := run(t, exitDone, "search", "--data", data, "--format", "jsonl", "zeppelin"); strings.Count(out, "\n") != 1 {
		t.Errorf("found: %s", out)
	}
}

func TestPollBesideAServer(t *testing.T) {
	data, site := t.TempDir(), newsFeed(t)
	base := startServe(t, data)
	run(t, exitDone, "poll", "--data", data, "--allow-host", "127.0.0.1", write(t, "feeds.txt", site.URL+"/feed\n"))
	eventually(t, 5*time.Second, func() bool { return total(base, "q=zeppelin") == 1 }, func() string { return "the polled article is not visible" })
}

func TestServePolls(t *testing.T) {
	data, site := t.TempDir(), newsFeed(t)
	if err := os.WriteFile(filepath.Join(data, feedsFile), []byte(site.URL+"/feed\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	base := startServe(t, data, "--poll", "1h", "--allow-host", "127.0.0.1")
	eventually(t, 10*time.Second, func() bool { return total(base, "q=zeppelin") == 1 }, func() string { return "the polled article is not visible" })
}
