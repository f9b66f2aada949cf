package poll

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Limits of one fetch.
const (
	fetchTimeout = 30 * time.Second // from the request to the last byte
	maxRedirects = 5
	maxHeader    = 64 << 10
)

// Fetcher gets feeds and pages from public addresses, one at a time from each
// host.
type Fetcher struct {
	client  *http.Client
	agent   string
	timeout time.Duration
	hosts   *hosts
	robots  *robots
}

// NewFetcher makes a fetcher. agent names it to servers; allowed are hosts
// ("intranet", "10.0.0.5:8080") that may be fetched from although their
// addresses are not public.
func NewFetcher(agent string, allowed []string) *Fetcher {
	transport := &http.Transport{
		Proxy:                  nil, // a proxy would resolve names out of the guard's sight
		DialContext:            newDialer(allowed).DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    connectTimeout,
		ResponseHeaderTimeout:  fetchTimeout,
		MaxResponseHeaderBytes: maxHeader,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
	}
	f := &Fetcher{agent: agent, timeout: fetchTimeout, hosts: newHosts(defaultGap)}
	f.client = &http.Client{Transport: transport, CheckRedirect: checkRedirect}
	f.robots = newRobots(f)
	return f
}

// Close ends the connections that are kept open.
func (f *Fetcher) Close() { f.client.CloseIdleConnections() }

// request is one thing to fetch.
type request struct {
	url          string
	etag         string
	lastModified string
	accept       string
	limit        int64 // of bytes, after decompression
}

// response is what a server answered.
type response struct {
	status       int
	body         []byte
	contentType  string
	etag         string
	lastModified string
	// url is where the body came from after all redirects, and moved the same
	// where all of those were permanent ones.
	url, moved string
	retryAfter time.Duration
	cut        bool // the body broke off
}

// errTooMuch is the reason for giving up on a body.
var errTooMuch = errors.New("the answer is too large")

// trail follows the redirects of one request.
type trail struct{ permanent bool }

type trailKey struct{}

func checkRedirect(next *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("more than %d redirects", maxRedirects)
	}
	if next.URL.Scheme != "http" && next.URL.Scheme != "https" {
		return fmt.Errorf("redirected to %q", next.URL.Scheme)
	}
	if t, ok := next.Context().Value(trailKey{}).(*trail); ok {
		code := next.Response.StatusCode
		t.permanent = t.permanent && (code == http.StatusMovedPermanently || code == http.StatusPermanentRedirect)
	}
	return nil
}

// get fetches one thing, waiting for its host's turn first.
func (f *Fetcher) get(ctx context.Context, r request) (response, error) {
	u, err := url.Parse(r.url)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return response{}, fmt.Errorf("%q is no http or https address", r.url)
	}
	release, err := f.hosts.turn(ctx, u.Host)
	if err != nil {
		return response{}, err
	}
	defer release()
	ctx, cancel := context.WithTimeoutCause(ctx, f.timeout, errSlow)
	defer cancel()
	got, err := f.exchange(ctx, r)
	if got.retryAfter > 0 {
		f.hosts.rest(u.Host, got.retryAfter)
	}
	if err != nil && context.Cause(ctx) == errSlow {
		err = errSlow
	}
	return got, err
}

var errSlow = errors.New("the server took too long")

func (f *Fetcher) exchange(ctx context.Context, r request) (response, error) {
	t := &trail{permanent: true}
	req, err := http.NewRequestWithContext(context.WithValue(ctx, trailKey{}, t), http.MethodGet, r.url, nil)
	if err != nil {
		return response{}, err
	}
	for name, value := range map[string]string{
		"User-Agent": f.agent, "Accept": r.accept, "If-None-Match": r.etag, "If-Modified-Since": r.lastModified,
	} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	resp, err := f.client.Do(req)
	if err != nil {
		return response{}, plain(err)
	}
	defer resp.Body.Close()
	got := response{
		status:       resp.StatusCode,
		contentType:  resp.Header.Get("Content-Type"),
		etag:         resp.Header.Get("ETag"),
		lastModified: resp.Header.Get("Last-Modified"),
		url:          resp.Request.URL.String(),
		retryAfter:   retryAfter(resp),
	}
	if t.permanent && got.url != r.url {
		got.moved = got.url
	}
	if resp.StatusCode != http.StatusOK {
		return got, nil
	}
	got.body, err = io.ReadAll(io.LimitReader(resp.Body, r.limit+1))
	switch {
	case int64(len(got.body)) > r.limit:
		return response{}, fmt.Errorf("%w: more than %d MB", errTooMuch, r.limit>>20)
	case err != nil && len(got.body) == 0:
		return got, plain(err)
	}
	got.cut = err != nil // what arrived may still hold whole items of a feed
	return got, nil
}

// maxRest bounds the pause that a server may ask for.
const maxRest = 24 * time.Hour

// retryAfter reads how long a server that is busy wants to be left alone.
func retryAfter(resp *http.Response) time.Duration {
	if resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusServiceUnavailable {
		return 0
	}
	value := resp.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil && seconds > 0 {
		return min(time.Duration(seconds)*time.Second, maxRest)
	}
	if t, err := http.ParseTime(value); err == nil && time.Until(t) > 0 {
		return min(time.Until(t), maxRest)
	}
	return 0
}
