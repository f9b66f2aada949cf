package poll

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// Rules of robots.txt are asked for once a day; half a megabyte of them is
// read, as RFC 9309 says.
const (
	robotsAge   = 24 * time.Hour
	robotsLimit = 512 << 10
)

var errRobots = errors.New("robots.txt asks not to fetch it")

// robots keeps what the hosts' robots.txt say.
type robots struct {
	fetcher *Fetcher
	mu      sync.Mutex
	known   map[string]rules
}

type rules struct {
	data *robotstxt.RobotsData
	read time.Time
}

func newRobots(f *Fetcher) *robots { return &robots{fetcher: f, known: map[string]rules{}} }

// allows tells whether a page may be fetched. A server whose robots.txt cannot
// be reached is left alone, one that has none may be asked for everything.
func (r *robots) allows(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	data, err := r.rules(ctx, u)
	if err != nil {
		return err
	}
	group := data.FindGroup(r.fetcher.agent)
	if group.CrawlDelay > 0 {
		r.fetcher.hosts.widen(u.Host, group.CrawlDelay)
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if path == "" {
		path = "/"
	}
	if !group.Test(path) {
		return errRobots
	}
	return nil
}

func (r *robots) rules(ctx context.Context, u *url.URL) (*robotstxt.RobotsData, error) {
	site := u.Scheme + "://" + u.Host
	r.mu.Lock()
	known, ok := r.known[site]
	r.mu.Unlock()
	if ok && time.Since(known.read) < robotsAge {
		return known.data, nil
	}
	got, err := r.fetcher.get(ctx, request{url: site + "/robots.txt", limit: robotsLimit})
	if errors.Is(err, errTooMuch) {
		got, err = response{status: 404}, nil // no rules are that long
	}
	if err != nil {
		return nil, err
	}
	data, err := robotstxt.FromStatusAndBytes(got.status, got.body)
	if err != nil {
		data, err = robotstxt.FromStatusAndBytes(404, nil) // rules that nobody can read
	}
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known[site] = rules{data, time.Now()}
	return data, nil
}
