package server_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"despatch/corpus"
)

// get asks for a page, which must be well-formed enough to have one main part.
func (d desk) get(t *testing.T, target string, headers ...string) (*httptest.ResponseRecorder, string) {
	t.Helper()
	r := httptest.NewRequest("GET", target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w, w.Body.String()
}

func TestPagesShow(t *testing.T) {
	d := newDesk(t, harbour)
	for _, test := range []struct {
		target string
		code   int
		want   string
	}{
		{"/", 200, "1 article<"},
		{"/?q=electoral+commission", 200, "<mark>Electoral</mark> <mark>Commission</mark>"},
		{"/?q=%22electoral+commission%22&actor=apt31&country=cn&from=2024", 200, `href="/?country=cn&amp;from=2024&amp;q=%22electoral`},
		{"/?q=zzzz", 200, "No article matches"},
		{"/?q=brittain+apt31", 200, `href="/?q=britain&#43;apt31"`},
		{"/?q=actor:%22judgment+panda%22", 200, "actor:apt31</code>"},
		{"/?q=countri:china", 400, `href="/?q=country%3Achina"`},
		{"/?q=%28hackers", 400, "not closed"},
		{"/?colour=blue", 400, "no parameter"},
		{"/?q=dowden&cursor=gone", 400, `<a href="/?q=dowden">First page</a>`},
		{"/claims?accused=cn&cursor=gone", 400, `<a href="/claims?accused=cn">First page</a>`},
		{"/facet/country?q=electoral", 200, "China"},
		{"/facet/country?prefix=uni", 200, "United Kingdom"},
		{"/facet/colour", 404, "no facet"},
		{"/suggestions?q=beijing+violet+typ&country=cn", 200, "actor=apt31&amp;country=cn&amp;q=beijing"},
		{"/claims", 200, "Electoral Commission"},
		{"/claims?accused=china&when=2021", 200, "China"},
		{"/claims?accused=china&when=1950", 200, "No claim matches"},
		{"/article/harbour", 200, `class="mention actor`},
		{"/article/none", 404, "no such article"},
		{"/entity/apt31", 200, "Judgment Panda"},
		{"/entity/none", 404, "no entity"},
		{"/help", 200, "How to ask"},
		{"/status", 200, "up with the corpus"},
		{"/api", 200, "openapi.yaml"},
		{"/signin", 200, "API key"},
		{"/nowhere", 404, "nothing at"},
	} {
		w, body := d.get(t, test.target)
		if w.Code != test.code || !strings.Contains(body, test.want) {
			t.Errorf("%s: %d, want %d with %q:\n%s", test.target, w.Code, test.code, test.want, clipped(body))
		}
		if kind := w.Header().Get("Content-Type"); kind != "text/html; charset=utf-8" {
			t.Errorf("%s: Content-Type %q", test.target, kind)
		}
	}
}

func parsed(t *testing.T, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// TestWritingRunsItsOwnWay: an article's words say their language, and from
// which side they are read.
func TestWritingRunsItsOwnWay(t *testing.T) {
	d := newDesk(t, corpus.Article{ID: "fa", Title: "حمله سایبری", Language: "fa", Published: "2024-05-03T10:00Z", Text: "حمله سایبری بانک ها را از کار انداخت."})
	for target, wants := range map[string][]string{
		"/":           {`<h2 dir="auto" lang="fa">`, `<p class="snippet" dir="auto" lang="fa">`},
		"/article/fa": {`<h1 dir="auto" lang="fa">`, `<div class="story" dir="auto" lang="fa">`, "3 May 2024, 10:00 UTC"},
	} {
		_, body := d.get(t, target)
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %s", target, want)
			}
		}
	}
}

// hrefs are the addresses that a page's links lead to.
func hrefs(t *testing.T, page string) []string {
	t.Helper()
	var found []string
	for n := range parsed(t, page).Descendants() {
		for _, a := range n.Attr {
			if n.Data == "a" && a.Key == "href" {
				found = append(found, a.Val)
			}
		}
	}
	return found
}

// TestEveryLinkLeadsSomewhere follows what the pages offer, whatever it is.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	d := newDesk(t, harbour)
	followed := 0
	for _, page := range []string{"/?q=britain&actor=apt31", "/claims", "/article/harbour", "/entity/apt31", "/facet/country", "/help", "/api", "/?q=zzzz"} {
		_, body := d.get(t, page)
		for _, href := range hrefs(t, body) {
			if !strings.HasPrefix(href, "/") {
				continue
			}
			followed++
			href, _, _ = strings.Cut(href, "#") // browsers do not send it
			if w, _ := d.get(t, href); w.Code != 200 {
				t.Errorf("%s leads to %s: %d", page, href, w.Code)
			}
		}
	}
	if followed < 100 {
		t.Errorf("only %d links", followed)
	}
}

// hostile has markup wherever an article can have text.
var hostile = corpus.Article{
	ID: `"><script>alert(1)</script>`, URL: "javascript:alert(1)", Source: `<img src=x onerror=alert(1)>`, Collection: "news",
	Title: `</title><script>alert("title")</script> Chinese hackers`, Authors: []string{`<b onclick=alert(1)>me</b>`}, Published: "2024-03-25",
	Text: "<script>alert('text')</script> China attacked <iframe src=//x> the Electoral Commission.\n\n{{.}} ${x} <svg/onload=alert(1)>APT31</svg> " +
		"\u202e\x01 hackers &lt;script&gt;alert(2)&lt;/script&gt; ]]><!-- --!>",
}

func TestHostileArticlesLeaveNoMarkup(t *testing.T) {
	d := newDesk(t)
	articles := hostile
	articles.ID = "hostile<script>"
	d.add(t, articles)
	for _, target := range []string{
		"/", "/?q=hackers", "/?q=alert", "/claims", "/article/hostile%3Cscript%3E", "/entity/apt31", "/facet/source", "/suggestions?q=%3Cscript%3E",
		"/?q=%3Cscript%3Ealert(1)%3C/script%3E", "/?source=%3Cscript%3E&q=%22%3E%3Cscript%3E", "/?q=%28%3Cscript%3E", "/?colour%3Cscript%3E=1",
		"/entity/%3Cscript%3E", "/facet/%3Cscript%3E",
	} {
		_, body := d.get(t, target)
		for _, bad := range foreign(t, body) {
			t.Errorf("%s: foreign markup %s", target, bad)
		}
	}
}

// foreign lists the elements and attributes of a page that no template of the
// desk writes.
func foreign(t *testing.T, page string) []string {
	t.Helper()
	var found []string
	for n := range parsed(t, page).Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "iframe", "img", "b", "object", "embed", "base", "style":
			found = append(found, "<"+n.Data+">")
		case "script":
			if n.FirstChild != nil {
				found = append(found, "<script> with text")
			}
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
				found = append(found, a.Key+"="+a.Val)
			}
		}
	}
	return found
}
