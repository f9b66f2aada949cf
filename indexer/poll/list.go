package poll

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"
)

// outline is one entry of an OPML file, or a group of them.
type outline struct {
	Title    string    `xml:"title,attr"`
	Text     string    `xml:"text,attr"`
	URL      string    `xml:"xmlUrl,attr"`
	Outlines []outline `xml:"outline"`
}

// maxGroups is how deep the groups of an OPML file may be nested.
const maxGroups = 20

// ReadList reads subscriptions from OPML, or from a plain list of addresses,
// one a line, in which lines that begin with # are remarks. A feed that is
// listed twice is taken once.
func ReadList(b []byte) ([]Subscription, error) {
	var list []Subscription
	var err error
	if text := bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\ufeff"))); bytes.HasPrefix(text, []byte("<")) {
		list, err = readOPML(text)
	} else {
		list, err = readPlain(text)
	}
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var unique []Subscription
	for _, s := range list {
		if !seen[s.URL] {
			seen[s.URL] = true
			unique = append(unique, s)
		}
	}
	if len(unique) == 0 {
		return nil, fmt.Errorf("no feeds in the list")
	}
	return unique, nil
}

func readOPML(b []byte) ([]Subscription, error) {
	var doc struct {
		XMLName  xml.Name  `xml:"opml"`
		Outlines []outline `xml:"body>outline"`
	}
	decoder := xml.NewDecoder(bytes.NewReader(b))
	decoder.Strict = false
	decoder.Entity = xml.HTMLEntity
	if err := decoder.Decode(&doc); err != nil {
		return nil, fmt.Errorf("not OPML: %w", err)
	}
	var list []Subscription
	var visit func(all []outline, depth int) error
	visit = func(all []outline, depth int) error {
		if depth > maxGroups {
			return fmt.Errorf("OPML with groups nested more than %d deep", maxGroups)
		}
		for _, o := range all {
			if o.URL != "" {
				if err := checkAddress(o.URL); err != nil {
					return err
				}
				list = append(list, Subscription{URL: strings.TrimSpace(o.URL), Title: strings.TrimSpace(firstOf(o.Title, o.Text))})
			}
			if err := visit(o.Outlines, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return list, visit(doc.Outlines, 0)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func readPlain(b []byte) ([]Subscription, error) {
	var list []Subscription
	lines := bufio.NewScanner(bytes.NewReader(b))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		address, title, _ := strings.Cut(line, " ")
		if err := checkAddress(address); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		list = append(list, Subscription{URL: address, Title: strings.TrimSpace(title)})
	}
	return list, lines.Err()
}

func checkAddress(s string) error {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%q is no http or https address", s)
	}
	return nil
}

// Starter is a small list of public feeds on security and politics, in OPML.
//
//go:embed starter.opml
var Starter []byte
