package corpus

import (
	"net"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// trackers are query parameters that say where a reader came from and never
// which article is shown.
var trackers = map[string]bool{
	"fbclid": true, "gclid": true, "gclsrc": true, "dclid": true, "msclkid": true, "yclid": true, "igshid": true,
	"mc_cid": true, "mc_eid": true, "_hsenc": true, "_hsmi": true, "mkt_tok": true, "cmpid": true, "ocid": true,
	"at_medium": true, "at_campaign": true, "at_link_id": true, "at_link_type": true, "at_ptr_name": true,
	"smid": true, "smtyp": true, "ns_mchannel": true, "ns_campaign": true, "ns_source": true, "ftag": true,
	"sref": true, "spm": true, "wt_mc": true, "xtor": true, "rss": true, "ref_src": true, "ref_url": true,
	"__twitter_impression": true, "twclid": true, "gbraid": true, "wbraid": true, "_ga": true, "_gl": true,
	"amp": true, "outputtype": true,
}

// Canonical is the form of an article's URL that is compared: scheme and host
// in lower case, no user, default port, fragment, tracking parameters or
// trailing slash, the query sorted, and http, "www.", "m." and AMP variants
// taken for the page that they stand for. A string that is no absolute http
// or https URL is only trimmed.
func Canonical(raw string) string {
	raw = strings.TrimSpace(raw)
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || !isWeb(u.Scheme) {
		return raw
	}
	u.Scheme, u.User, u.Fragment, u.RawFragment = "https", nil, "", ""
	host, ok := canonicalHost(u)
	if !ok {
		return raw
	}
	u.Host = host
	canonicalPath(u)
	canonicalQuery(u)
	return u.String()
}

func isWeb(scheme string) bool {
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
}

// canonicalHost folds mobile and AMP hosts only where a site's name of at
// least two labels is left. It reports false for what is no host.
func canonicalHost(u *url.URL) (string, bool) {
	host := strings.ToLower(strings.TrimRight(u.Hostname(), "."))
	if address := net.ParseIP(host); address != nil {
		if host = address.String(); strings.Contains(host, ":") {
			host = "[" + host + "]"
		}
	} else {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil || ascii == "" {
			return "", false
		}
		host = withoutVariant(ascii)
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	return host, true
}

func withoutVariant(host string) string {
	for _, variant := range [...]string{"www.", "m.", "mobile.", "amp."} {
		if rest, ok := strings.CutPrefix(host, variant); ok && strings.Contains(rest, ".") {
			return withoutVariant(rest)
		}
	}
	return host
}

func canonicalPath(u *url.URL) {
	if u.Opaque != "" || u.Path == "" {
		u.Path, u.RawPath = "", ""
		return
	}
	p := path.Clean("/" + u.EscapedPath())
	for last := ""; p != last; {
		last = p
		for _, amp := range [...]string{"/amp", "/amp.html", ".amp"} {
			if rest, ok := strings.CutSuffix(p, amp); ok && strings.Count(rest, "/") > 1 {
				p = rest
			}
		}
		for _, index := range [...]string{"/index.html", "/index.htm", "/index.php"} {
			p = strings.TrimSuffix(p, index)
		}
		p = strings.TrimRight(p, "/")
	}
	plain, err := url.PathUnescape(p)
	if err != nil {
		return
	}
	u.Path, u.RawPath = plain, p
}

func canonicalQuery(u *url.URL) {
	u.ForceQuery = false
	if u.RawQuery == "" {
		return
	}
	var kept []string
	for _, pair := range strings.Split(u.RawQuery, "&") {
		name, _, _ := strings.Cut(pair, "=")
		name = strings.ToLower(name)
		if pair == "" || trackers[name] || strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "pk_") {
			continue
		}
		kept = append(kept, pair)
	}
	slices.Sort(kept)
	u.RawQuery = strings.Join(kept, "&")
}
