package server

import (
	"encoding/xml"
	"html"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/search"
)

// feedSize is how many of the newest articles a feed has.
const feedSize = 50

type rss struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Generator   string    `xml:"generator"`
	Items       []rssItem `xml:"item"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link,omitempty"`
	Description string   `xml:"description"`
	Published   string   `xml:"pubDate,omitempty"`
	GUID        rssGUID  `xml:"guid"`
	Categories  []string `xml:"category"`
}

type rssGUID struct {
	PermaLink bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

// feed answers a search as RSS 2.0 with the newest articles.
func (s *Server) feed(c *gin.Context, r request) {
	r.search.Sort, r.search.Limit, r.search.Facets, r.search.Cursor = search.Newest, feedSize, nil, ""
	a, err := s.find(c.Request.Context(), r)
	if err != nil {
		s.fail(c, err)
		return
	}
	home := baseURL(c)
	channel := rssChannel{
		Title: "Despatch: " + titleOf(r), Link: home + "/?" + pageQuery(r.values), Generator: "Despatch",
		Description: "The newest articles for " + titleOf(r),
	}
	for _, h := range a.Hits {
		channel.Items = append(channel.Items, s.rssItem(h, home))
	}
	body, err := xml.Marshal(rss{Version: "2.0", Channel: channel})
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Data(http.StatusOK, "application/rss+xml; charset=utf-8", append([]byte(xml.Header), body...))
}

func (s *Server) rssItem(h hit, home string) rssItem {
	item := rssItem{
		Title: h.Title, Link: h.URL, Description: plainSnippet(h.Snippet),
		GUID: rssGUID{ID: "despatch:" + h.ID}, Published: rfc822(h.Published),
	}
	if !isWeb(h.URL) {
		item.Link = home + "/article/" + url.PathEscape(h.ID)
	}
	for _, ids := range [...][]string{h.Actor, h.Country, h.Institution} {
		for _, id := range ids {
			item.Categories = append(item.Categories, s.label(corpus.Actor, id))
		}
	}
	return item
}

func plainSnippet(s string) string {
	return html.UnescapeString(strings.NewReplacer("<mark>", "", "</mark>", "").Replace(s))
}

// rfc822 is a date as feeds want it, empty for one that is not known to the
// day: readers would take an invented one for true.
func rfc822(d corpus.Date) string {
	if d.Precision() < corpus.Day {
		return ""
	}
	return d.Time().Format(time.RFC1123Z)
}

// titleOf names a search for people.
func titleOf(r request) string {
	var parts []string
	if r.text != "" {
		parts = append(parts, r.text)
	}
	for _, name := range filterNames {
		if name == "q" {
			continue
		}
		for _, v := range r.values[name] {
			parts = append(parts, name+":"+v)
		}
	}
	if len(parts) == 0 {
		return "all articles"
	}
	return strings.Join(parts, " ")
}

// isWeb tells whether an address may be followed: others could be scripts.
func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// baseURL is where this server was reached.
func baseURL(c *gin.Context) string {
	scheme := "http"
	if c.Request.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + c.Request.Host
}
