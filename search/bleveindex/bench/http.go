package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const httpHead = `
## Over HTTP

The binary, serving the same articles: ten hits with snippets and four facets over the loopback, each query asked once before. Clients
run on the same cores and ask again as soon as they have an answer.

| request | clients | p50 ms | p99 ms | requests/s |
|---|--:|--:|--:|--:|
`

// clients is how many ask at once.
const clients = 8

// overHTTP measures the binary, with the articles in a data folder of their
// own.
func (c *config) overHTTP(ctx context.Context, r *report, classes []class) error {
	data := filepath.Join(c.folder, "data")
	if !c.reuse {
		log.Print("indexing: the binary")
		out, err := exec.CommandContext(ctx, c.binary, "add", "--data", data, c.articles).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
	}
	base, stop, err := serve(ctx, c.binary, data)
	if err != nil {
		return err
	}
	for _, list := range requests(base, classes) {
		for _, n := range []int{0, 1, clients} {
			f, took, err := fetchAll(ctx, list.urls, max(n, 1))
			if err != nil {
				return errors.Join(err, stop())
			}
			if n == 0 {
				continue // it was for first use
			}
			line := fmt.Sprintf("| %s | %d | %.2f | %.2f | %.0f |\n", list.name, n, ms(f.at(.5)), ms(f.at(.99)), float64(len(f.times))/took.Seconds())
			log.Printf("  %s", line)
			r.http = append(r.http, line)
		}
	}
	return stop()
}

// serve starts the binary on a free port.
func serve(ctx context.Context, binary, data string) (base string, stop func() error, err error) {
	cmd := exec.CommandContext(ctx, binary, "serve", "--data", data, "--listen", "127.0.0.1:0")
	said, err := cmd.StderrPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), " on http://"); ok {
			go func() { _, _ = io.Copy(io.Discard, said) }() // what it says ends with it
			return "http://" + strings.TrimSpace(address), func() error {
				return errors.Join(cmd.Process.Signal(os.Interrupt), cmd.Wait())
			}, nil
		}
	}
	return "", nil, errors.Join(errors.New("it does not serve"), cmd.Process.Kill(), cmd.Wait())
}

// requestList is one kind of request.
type requestList struct {
	name string
	urls []string
}

func requests(base string, classes []class) []requestList {
	var lists []requestList
	for _, c := range classes {
		switch c.name {
		case "browse all", "rare word", "frequent word", "AND of 2", "OR of 5", "phrase":
			l := requestList{name: "search, " + c.name}
			for _, q := range c.queries {
				l.urls = append(l.urls, base+"/api/v1/search?facet=actor&facet=country&facet=institution&facet=date&q="+url.QueryEscape(q.text()))
			}
			lists = append(lists, l)
		case "OR of 2": // words to be begun
			l, page := requestList{name: "suggest"}, requestList{name: "the page"}
			for _, q := range c.queries {
				l.urls = append(l.urls, base+"/api/v1/suggest?q="+q.words[0][:2+len(q.words[1])%(len(q.words[0])-2)])
				page.urls = append(page.urls, base+"/?q="+url.QueryEscape(q.text()))
			}
			lists = append(lists, l, page)
		}
	}
	return lists
}

// text is a question in the query language.
func (q question) text() string {
	switch {
	case q.phrase != "":
		return `"` + q.phrase + `"`
	case q.or:
		return strings.Join(q.words, " OR ")
	}
	return strings.Join(q.words, " ")
}

// atLeastRequests is how many are sent of a kind.
const atLeastRequests = 400

// fetchAll asks for all of urls, several at a time.
func fetchAll(ctx context.Context, urls []string, n int) (*figures, time.Duration, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: n}}
	defer client.CloseIdleConnections()
	times := make([]time.Duration, max(atLeastRequests, len(urls)))
	errs := make([]error, n)
	var next atomic.Int64
	var wg sync.WaitGroup
	began := time.Now()
	for w := range n {
		wg.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(times) && errs[w] == nil; i = next.Add(1) - 1 {
				times[i], errs[w] = fetch(ctx, client, urls[int(i)%len(urls)])
			}
		})
	}
	wg.Wait()
	return &figures{times: times}, time.Since(began), errors.Join(errs...)
}

func fetch(ctx context.Context, client *http.Client, url string) (time.Duration, error) {
	began := time.Now()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	res, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return 0, err
	}
	if res.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: %s", url, res.Status)
	}
	return time.Since(began), nil
}
