package poll

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"despatch/corpus"

	"go.uber.org/goleak"
)

// childEnv makes the test binary a process that polls the feeds of a list
// into a corpus: "folder address number".
const childEnv = "DESPATCH_POLL_CHILD"

func TestMain(m *testing.M) {
	if job := os.Getenv(childEnv); job != "" {
		if err := pollAsChild(job); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

func pollAsChild(job string) error {
	var dir, address string
	var feeds int
	if _, err := fmt.Sscan(job, &dir, &address, &feeds); err != nil {
		return err
	}
	store, err := corpus.Open(context.Background(), dir)
	if err != nil {
		return err
	}
	defer store.Close()
	f := NewFetcher("Despatch-test/1", []string{strings.TrimPrefix(address, "http://")})
	f.hosts.gap = 0
	var list []Subscription
	for n := range feeds {
		list = append(list, Subscription{URL: fmt.Sprintf("%s/feed/%d", address, n)})
	}
	p := &Poller{Store: store, Fetcher: f, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	_, err = p.Poll(context.Background(), list)
	return err
}

// TestKilledPolls kills a poll of many feeds again and again. In the end every
// item is there, once. DESPATCH_LONG=1 makes it 300 feeds and 10,000 items.
func TestKilledPolls(t *testing.T) {
	feeds, each, kills := 30, 20, 3
	if os.Getenv("DESPATCH_LONG") != "" {
		feeds, each, kills = 300, 34, 20
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int
		if _, err := fmt.Sscanf(r.URL.Path, "/feed/%d", &n); err != nil {
			http.NotFound(w, r)
			return
		}
		var items []string
		for i := range each {
			items = append(items, item(n*each+i, fmt.Sprintf("Report %d of %d", i, n), time.Date(2023, 5, 7, i, n, 0, 0, time.UTC).Format(time.RFC1123Z)))
		}
		io.WriteString(w, rss(items...))
	}))
	defer server.Close()
	dir := t.TempDir()
	child := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %s %d", childEnv, dir, server.URL, feeds))
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	for k := range kills {
		cmd := child()
		time.Sleep(time.Duration(100+k*150) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Log(err) // it was done already
		}
		cmd.Wait()
	}
	cmd := child()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d feeds, %d items, %d kills: %d MB at most", feeds, feeds*each, kills, peak(cmd.ProcessState)>>20)
	store, err := corpus.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	urls := map[string]bool{}
	versions := 0
	for a, err := range store.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		urls[a.URL] = true
		versions = max(versions, a.Version)
	}
	if len(urls) != feeds*each || versions != 1 {
		t.Errorf("%d articles of %d, up to %d versions", len(urls), feeds*each, versions)
	}
	if st, err := store.Stats(t.Context()); err != nil || st.Articles[corpus.DefaultCollection] != feeds*each {
		t.Errorf("%+v, %v", st, err)
	}
}
