package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"time"
)

// client asks the server of a data folder over its socket, as an admin.
type client struct{ http http.Client }

func (d *despatch) client() *client {
	path := filepath.Join(d.data, "despatch.sock")
	return &client{http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{
		MaxIdleConnsPerHost: 16,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", path)
		},
	}}}
}

func (c *client) close() { c.http.CloseIdleConnections() }

// do makes one request; the status is 0 where there was no answer.
func (c *client) do(ctx context.Context, method, path string, body []byte) (status int, answer []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://despatch"+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := c.http.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	answer, err = io.ReadAll(res.Body)
	if err != nil {
		return 0, nil, err
	}
	return res.StatusCode, answer, nil
}

// get reads a page that must be there.
func (c *client) get(ctx context.Context, path string) ([]byte, error) {
	status, answer, err := c.do(ctx, http.MethodGet, path, nil)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("%s answered %d: %.300s", path, status, answer)
	}
	return answer, err
}

// put stores an article; true means that it was acknowledged.
func (c *client) put(ctx context.Context, a article) (status int, acknowledged bool) {
	status, _, err := c.do(ctx, http.MethodPut, "/api/v1/articles/"+url.PathEscape(a.ID), a.line())
	return status, err == nil && (status == http.StatusCreated || status == http.StatusOK)
}

func (c *client) total(ctx context.Context, query string) (int, error) {
	b, err := c.get(ctx, "/api/v1/search?limit=0&"+query)
	if err != nil {
		return 0, err
	}
	var a struct {
		Total struct {
			Articles int `json:"articles"`
		} `json:"total"`
	}
	return a.Total.Articles, json.Unmarshal(b, &a)
}

var errNotReady = errors.New("not ready in time")

// serve starts a server and waits until it is ready; one that is not is ended.
func (d *despatch) serve(ctx context.Context, patience time.Duration, flags ...string) (*process, *client, error) {
	p, err := d.start(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, flags...)...)
	if err != nil {
		return nil, nil, err
	}
	c := d.client()
	err = c.ready(ctx, p, patience)
	if err != nil {
		p.kill()
	}
	return p, c, err
}

// ready waits until the server says that it is. A process that ends meanwhile
// has said why.
func (c *client) ready(ctx context.Context, p *process, patience time.Duration) error {
	last := ""
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(5 * time.Millisecond) {
		if p.over() {
			return fmt.Errorf("serve ended: %.500s", p.err.String())
		}
		status, body, err := c.do(ctx, http.MethodGet, "/readyz", nil)
		if err == nil && status == http.StatusOK {
			return nil
		}
		last = fmt.Sprintf("%d %.300s", status, body)
	}
	return fmt.Errorf("%w: %s", errNotReady, last)
}
