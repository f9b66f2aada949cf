package poll

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"syscall"
	"time"
)

// ErrForbidden is wrapped by every refusal to connect to an address that is
// not on the public Internet.
var ErrForbidden = errors.New("not a public address")

// closed are the networks that no fetch reaches, by RFC 6890 and the
// registries of IANA for special addresses: private, loopback, link-local,
// carrier-grade, documentation, benchmarks, multicast, reserved.
var closed = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)

// Networks that carry an IPv4 address inside, and the byte where it begins.
var carriers = map[netip.Prefix]int{
	netip.MustParsePrefix("64:ff9b::/96"): 12, // NAT64
	netip.MustParsePrefix("2002::/16"):    2,  // 6to4
}

func prefixes(list ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(list))
	for i, s := range list {
		all[i] = netip.MustParsePrefix(s)
	}
	return all
}

// IsPublic tells whether a fetch may connect to an address. IPv4 addresses
// mapped into IPv6, or carried by it, are looked at as what they are.
func IsPublic(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	for p, at := range carriers {
		if p.Contains(a) {
			b := a.As16()
			inner, _ := netip.AddrFromSlice(b[at : at+4])
			return IsPublic(inner)
		}
	}
	for _, p := range closed {
		if p.Contains(a) {
			return false
		}
	}
	return a.IsGlobalUnicast()
}

// dialer connects to public addresses, and to hosts that were allowed by
// name. The address is looked at once it is resolved and about to be
// connected to: whatever a name was for whoever asked before does not count.
type dialer struct {
	allowed map[string]bool
	open    net.Dialer
	guarded net.Dialer
}

func newDialer(allowed []string) *dialer {
	d := &dialer{allowed: map[string]bool{}}
	for _, h := range allowed {
		d.allowed[strings.ToLower(h)] = true
	}
	d.open.Timeout = connectTimeout
	d.guarded = d.open
	d.guarded.Control = func(network, address string, _ syscall.RawConn) error { return allowedAddress(network, address) }
	return d
}

const connectTimeout = 10 * time.Second

// DialContext connects to host:port. A host is allowed as "host" for all its
// ports, or as "host:port".
func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if d.allowed[strings.ToLower(host)] || d.allowed[strings.ToLower(address)] {
		return d.open.DialContext(ctx, network, address)
	}
	return d.guarded.DialContext(ctx, network, address)
}

func allowedAddress(network, address string) error {
	if network != "tcp4" && network != "tcp6" {
		return fmt.Errorf("%w: network %s", ErrForbidden, network)
	}
	a, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %q", ErrForbidden, address)
	}
	if !IsPublic(a.Addr()) {
		return fmt.Errorf("%w: %s", ErrForbidden, a.Addr())
	}
	return nil
}
