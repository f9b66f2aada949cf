package server_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"despatch/corpus"
)

var keptSearch = regexp.MustCompile(`name="search" value="([^"]*)"`)

// TestKeepingFromThePage saves what a page shows, as a browser's form does,
// and forgets it.
func TestKeepingFromThePage(t *testing.T) {
	d := newDesk(t, harbour)
	if _, page := d.get(t, "/?q=dowden"); !strings.Contains(page, "Save this search") || keptSearch.MatchString(page) {
		t.Error("without a key the page has no offer, or already the form")
	}
	if _, page := d.get(t, "/"); strings.Contains(page, "Save this search") {
		t.Error("all articles are no search")
	}
	_, secret, err := d.store.NewKey(t.Context(), corpus.Key{Scope: "write"})
	if err != nil {
		t.Fatal(err)
	}
	own := []string{"Cookie", d.cookieOf(t, secret).String(), "Sec-Fetch-Site", "same-origin"}
	_, page := d.get(t, "/?q=dowden&actor=apt31&sort=published&limit=5", own...)
	m := keptSearch.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no form:\n%s", page)
	}
	form := url.Values{"name": {" dowden "}, "search": {html.UnescapeString(m[1])}}
	if w := d.ask("POST", "/saved", form, own...); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/saved" {
		t.Fatalf("save: %d %s", w.Code, w.Body)
	}
	saved, err := d.store.SavedSearch(t.Context(), "dowden")
	if err != nil || saved.Query != "actor=apt31&q=dowden" {
		t.Errorf("saved %+v: %v", saved, err)
	}
	if w := d.ask("POST", "/saved", form, own...); w.Code != http.StatusConflict {
		t.Errorf("the same name again: %d", w.Code)
	}
	_, list := d.get(t, "/saved", own...)
	for _, want := range []string{"dowden · Actor: APT31", `href="/?actor=apt31&amp;q=dowden"`, `/api/v1/saved/dowden?format=rss`, "/saved/forget"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list lacks %q:\n%s", want, list)
		}
	}
	if _, list := d.get(t, "/saved"); strings.Contains(list, "/saved/forget") {
		t.Error("who may not write is offered to forget")
	}
	if w := d.ask("POST", "/saved/forget", url.Values{"name": {"dowden"}}, own...); w.Code != http.StatusSeeOther {
		t.Errorf("forget: %d %s", w.Code, w.Body)
	}
	if w := d.ask("POST", "/saved/forget", url.Values{"name": {"dowden"}}, own...); w.Code != http.StatusNotFound {
		t.Errorf("forget what is not there: %d", w.Code)
	}
}

func TestKeepingIsGuarded(t *testing.T) {
	d := newDesk(t, harbour)
	cookie := map[string]string{}
	for _, scope := range []string{"read", "write"} {
		_, secret, err := d.store.NewKey(t.Context(), corpus.Key{Scope: scope})
		if err != nil {
			t.Fatal(err)
		}
		cookie[scope] = d.cookieOf(t, secret).String()
	}
	good := url.Values{"name": {"x"}, "search": {"q=dowden"}}
	for _, test := range []struct {
		form        url.Values
		scope, site string
		code        int
	}{
		{good, "", "same-origin", http.StatusUnauthorized},
		{good, "read", "same-origin", http.StatusForbidden},
		{good, "write", "cross-site", http.StatusForbidden},
		{url.Values{"name": {"x"}, "search": {"q=%28dowden"}}, "write", "same-origin", http.StatusBadRequest},
		{url.Values{"name": {"x"}, "search": {"colour=blue"}}, "write", "same-origin", http.StatusBadRequest},
		{url.Values{"name": {" "}, "search": {"q=dowden"}}, "write", "same-origin", http.StatusBadRequest},
		{url.Values{"name": {strings.Repeat("x", 101)}, "search": {"q=dowden"}}, "write", "same-origin", http.StatusBadRequest},
	} {
		headers := []string{"Sec-Fetch-Site", test.site}
		if test.scope != "" {
			headers = append(headers, "Cookie", cookie[test.scope])
		}
		if w := d.ask("POST", "/saved", test.form, headers...); w.Code != test.code {
			t.Errorf("%v as %q from %s: %d, want %d\n%s", test.form, test.scope, test.site, w.Code, test.code, w.Body)
		}
	}
	if all, err := d.store.SavedSearches(t.Context()); len(all) != 0 || err != nil {
		t.Errorf("saved all the same: %v %v", all, err)
	}
}

// TestKindsCanBeChosen: each role has a choice of kinds that leads to what the
// query language finds.
func TestKindsCanBeChosen(t *testing.T) {
	d := newDesk(t, accusers...)
	for page, params := range map[string][]string{"/claims?q=hacking": {"accused", "target", "by"}, "/?q=hacking": {"perpetrator", "target"}} {
		_, body := d.get(t, page)
		for _, param := range params {
			if !strings.Contains(body, `<select id="kind-`+param+`" name="`+param+`">`) {
				t.Errorf("%s: no kinds for %s", page, param)
			}
		}
		if !strings.Contains(body, `<option value="kind:parliament">any parliament</option>`) {
			t.Errorf("%s: no parliament among the kinds", page)
		}
	}
	if w, body := d.get(t, "/claims?target=kind%3Aparliament&accused="); w.Code != 200 || !strings.Contains(body, "Bundestag") || !strings.Contains(body, "any parliament") {
		t.Errorf("%d %s", w.Code, clipped(body))
	}
}
