package poll

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// private are addresses that no fetch may reach, in all the ways they are
// written.
var private = strings.Fields(`
	127.0.0.1 127.0.0.2 127.1.2.3 127.255.255.254 0.0.0.0 0.1.2.3
	10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.168.255.255 100.64.0.1 100.127.255.255
	169.254.0.1 169.254.169.254 192.0.0.1 192.0.0.170 192.0.2.1 198.51.100.1 203.0.113.1 198.18.0.1 198.19.255.255
	192.88.99.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
	:: ::1 fe80::1 fe80::1%eth0 febf::1 fec0::1 fc00::1 fd12:3456::1 ff02::1 ff0e::1
	::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:192.168.1.1 ::ffff:0.0.0.0 ::ffff:7f00:1
	::127.0.0.1 ::7f00:1 64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1:: 2002:c0a8:101::1
	2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1 2001:10::1 2001:2::1 100::1 100:0:0:1::1 3fff::1 5f00::1
`)

// public are addresses that fetches may reach.
var public = strings.Fields(`
	1.1.1.1 8.8.8.8 93.184.215.14 172.15.255.255 172.32.0.1 100.63.255.255 100.128.0.1 169.253.1.1 192.0.1.1 198.17.1.1 223.255.255.254
	2606:4700::1111 2a00:1450:4009::200e 2001:4860:4860::8888 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1
`)

func TestIsPublic(t *testing.T) {
	for _, s := range private {
		if IsPublic(netip.MustParseAddr(s)) {
			t.Errorf("%s is let through", s)
		}
	}
	for _, s := range public {
		if !IsPublic(netip.MustParseAddr(s)) {
			t.Errorf("%s is refused", s)
		}
	}
	if len(private) < 60 {
		t.Errorf("%d cases", len(private))
	}
}

// TestNothingPrivateIsReached fetches from a server on this machine under
// every name that it may have, and through redirects to it.
func TestNothingPrivateIsReached(t *testing.T) {
	var reached atomic.Int32
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer inner.Close()
	_, port, err := net.SplitHostPort(inner.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	var target atomic.Value
	outer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, target.Load().(string), http.StatusFound)
	}))
	defer outer.Close()
	f := testFetcher(t, outer)
	hosts := strings.Fields(`127.0.0.1 127.1 127.0.1 0 0.0.0.0 2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 127.0.0.1. localhost localhost. LOCALHOST
		[::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:0001] [::127.0.0.1] [64:ff9b::7f00:1] 127.0.0.1%00 user@127.0.0.1 127。0。0。1 ①27.0.0.1`)
	for _, h := range hosts {
		address := "http://" + h + ":" + port + "/"
		target.Store(address)
		for _, u := range []string{address, outer.URL} {
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			if got, err := f.get(ctx, request{url: u, limit: 100}); err == nil && got.status == http.StatusOK {
				t.Errorf("%s by way of %s: %d", address, u, got.status)
			}
			cancel()
		}
	}
	if n := reached.Load(); n > 0 {
		t.Errorf("reached %d times", n)
	}
}

func TestRedirectsToOtherSchemes(t *testing.T) {
	for _, to := range []string{"file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "data:text/html,x"} {
		s := httptest.NewServer(http.RedirectHandler(to, http.StatusFound))
		if got, err := testFetcher(t, s).get(t.Context(), request{url: s.URL, limit: 100}); err == nil {
			t.Errorf("%s: %+v", to, got)
		}
		s.Close()
	}
}

func TestDialRefusesByAddress(t *testing.T) {
	_, err := newDialer(nil).DialContext(t.Context(), "tcp", "127.0.0.1:80")
	if !errors.Is(err, ErrForbidden) {
		t.Errorf("dialled: %v", err)
	}
}

// testFetcher may reach the given servers and waits for nobody.
func testFetcher(t *testing.T, servers ...*httptest.Server) *Fetcher {
	t.Helper()
	var allowed []string
	for _, s := range servers {
		allowed = append(allowed, s.Listener.Addr().String())
	}
	f := NewFetcher("Despatch-test/1", allowed)
	f.hosts.gap = 0
	t.Cleanup(f.Close)
	return f
}
