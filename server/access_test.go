package server_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"despatch/corpus"
	"despatch/server"
)

func (d desk) key(t *testing.T, like corpus.Key) (corpus.Key, string) {
	t.Helper()
	key, secret, err := d.store.NewKey(t.Context(), like)
	if err != nil {
		t.Fatal(err)
	}
	return key, secret
}

const small = `{"title":"A short one","text":"Something happened in Oslo today, said the police.","source":"Fjord"}`

func TestWritingNeedsAKey(t *testing.T) {
	d := newDesk(t)
	_, reader := d.key(t, corpus.Key{Name: "reader", Scope: "read"})
	_, writer := d.key(t, corpus.Key{Name: "writer", Scope: "write"})
	_, narrow := d.key(t, corpus.Key{Name: "narrow", Scope: "write", Collections: []string{"other"}})
	_, expired := d.key(t, corpus.Key{Name: "expired", Scope: "admin", Expires: time.Now().Add(-time.Hour)})
	gone, revoked := d.key(t, corpus.Key{Name: "revoked", Scope: "admin"})
	if err := d.store.RevokeKey(t.Context(), gone.ID); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, authorization string
		code                int
	}{
		{"nobody", "", 401},
		{"reader", "Bearer " + reader, 403},
		{"expired", "Bearer " + expired, 401},
		{"revoked", "Bearer " + revoked, 401},
		{"made up", "Bearer despatch_abcdefgh_ijklmnopqrstuvwxyz", 401},
		{"another scheme", "Basic " + writer, 401},
		{"another collection", "Bearer " + narrow, 403},
		{"writer", "Bearer " + writer, 201},
		{"writer again", "Bearer " + writer, 200},
	} {
		var headers []string
		if test.authorization != "" {
			headers = []string{"Authorization", test.authorization}
		}
		w := d.call(t, "POST", "/api/v1/articles", small, headers...)
		if w.Code != test.code {
			t.Errorf("%s: %d, want %d: %s", test.name, w.Code, test.code, w.Body)
		}
	}
	log, err := d.store.AuditLog(t.Context(), 0, 10)
	if err != nil || len(log) != 2 || !strings.HasPrefix(log[0].Who, "key:") {
		t.Errorf("audit log %+v, %v; want the two writes that were made", log, err)
	}
}

func TestWritingOverTheNetwork(t *testing.T) {
	d := newDesk(t)
	_, writer := d.key(t, corpus.Key{Name: "writer", Scope: "write"})
	as := []string{"Authorization", "Bearer " + writer}
	for _, test := range []struct {
		method, target, body, code string
		status                     int
	}{
		{"PUT", "/api/v1/articles/a1", small, "", 201},
		{"PUT", "/api/v1/articles/a1", `{"title":"A short one, corrected","text":"Something happened in Bergen today, said the police.","mood":{"a":1}}`, "", 200},
		{"PUT", "/api/v1/articles/a1", `{"id":"a2","title":"x","text":"y"}`, "bad_body", 400},
		{"POST", "/api/v1/articles", `{"title":"x","text":""}`, "bad_article", 422},
		{"POST", "/api/v1/articles", `{"title":"x","text":"y","published":"yesterday"}`, "bad_parameter", 400},
		{"POST", "/api/v1/articles", `{"title":"x","title":"y","text":"z"}`, "bad_body", 400},
		{"POST", "/api/v1/articles", `{"title":"x","text":"z"} trailing`, "bad_body", 400},
		{"POST", "/api/v1/articles", `{"title":["x"],"text":"z"}`, "bad_parameter", 400},
		{"POST", "/api/v1/articles", `{"title":"x","text":"` + strings.Repeat("z ", 3<<20) + `"}`, "body_too_large", 413},
	} {
		w := d.call(t, test.method, test.target, test.body, as...)
		code, _ := read(t, w)["code"].(string)
		if w.Code != test.status || code != test.code {
			t.Errorf("%s %s %.60s: %d %s, want %d %s", test.method, test.target, test.body, w.Code, code, test.status, test.code)
		}
	}
	a := read(t, d.call(t, "GET", "/api/v1/articles/a1", ""))
	if a["version"] != 2.0 || a["extra"].(map[string]any)["mood"] == nil || a["original"] == nil {
		t.Errorf("article %v", a)
	}
	if w := d.call(t, "GET", "/api/v1/articles/a1/versions/1", ""); !strings.Contains(w.Body.String(), "Oslo") {
		t.Errorf("version 1: %s", w.Body)
	}
	if w, body := d.get(t, "/article/a1?version=2&against=1"); w.Code != 200 || !strings.Contains(body, `<del class="removed">Oslo `) || !strings.Contains(body, `<ins class="added">Bergen `) {
		t.Errorf("changes: %d %s", w.Code, body)
	}
	if w := d.call(t, "DELETE", "/api/v1/articles/a1", "", as...); w.Code != 204 {
		t.Errorf("DELETE: %d %s", w.Code, w.Body)
	}
	for _, target := range []string{"/api/v1/articles/a1", "/api/v1/articles/a1/versions/1", "/api/v1/articles/a1/original"} {
		if w := d.call(t, "GET", target, ""); w.Code != 404 {
			t.Errorf("%s of a deleted article: %d", target, w.Code)
		}
	}
}

func TestReadOnlyRefusesEveryWrite(t *testing.T) {
	d := newDesk(t)
	s, err := server.New(server.Config{Engine: d.engine, Corpus: d.store, Keys: d.store, Gazetteer: d.gazetteer, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	d.handler = s.Handler(true)
	if w := d.call(t, "POST", "/api/v1/articles", small); w.Code != 403 {
		t.Errorf("even for the machine itself: %d", w.Code)
	}
}

func TestRateOfAKey(t *testing.T) {
	d := newDesk(t)
	_, secret := d.key(t, corpus.Key{Name: "slow", Scope: "read", Rate: 1})
	var codes []int
	for range 5 {
		w := d.call(t, "GET", "/api/v1/status", "", "Authorization", "Bearer "+secret)
		codes = append(codes, w.Code)
		if w.Code == 429 && w.Header().Get("Retry-After") == "" {
			t.Error("429 without Retry-After")
		}
	}
	if fmt.Sprint(codes) != "[200 200 429 429 429]" {
		t.Errorf("five requests at once with a rate of 1: %v", codes)
	}
	if w := d.call(t, "GET", "/api/v1/status", ""); w.Code != 200 {
		t.Errorf("others are held up too: %d", w.Code)
	}
}

func TestSigningIn(t *testing.T) {
	d := newDesk(t)
	_, secret := d.key(t, corpus.Key{Name: "me", Scope: "write"})
	post := func(path, form string, headers ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", path, strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i+1 < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		d.handler.ServeHTTP(w, r)
		return w
	}
	form := url.Values{"key": {secret}}.Encode()
	if w := post("/signin", "key=wrong"); w.Code != 401 || len(w.Result().Cookies()) != 0 {
		t.Errorf("wrong key: %d", w.Code)
	}
	if w := post("/signin", form, "Sec-Fetch-Site", "cross-site"); w.Code != 403 {
		t.Errorf("a foreign form signs in: %d", w.Code)
	}
	w := post("/signin", form, "Sec-Fetch-Site", "same-origin")
	if w.Code != 303 || len(w.Result().Cookies()) != 1 {
		t.Fatalf("sign in: %d %v", w.Code, w.Result().Cookies())
	}
	cookie := w.Result().Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite < 2 {
		t.Errorf("cookie %+v", cookie)
	}
	sent := cookie.Name + "=" + cookie.Value
	if w := post("/api/v1/articles", small, "Cookie", sent, "Content-Type", "application/json", "Origin", "https://elsewhere.example", "Sec-Fetch-Site", "cross-site"); w.Code != 403 {
		t.Errorf("a foreign site writes with the reader's cookie: %d", w.Code)
	}
	if w := post("/api/v1/articles", small, "Cookie", sent, "Content-Type", "application/json", "Sec-Fetch-Site", "same-origin"); w.Code != 201 {
		t.Errorf("the reader's own page writes: %d %s", w.Code, w.Body)
	}
	if _, body := d.get(t, "/", "Cookie", sent); !strings.Contains(body, "sign out") {
		t.Error("the page does not know who is signed in")
	}
	if w := post("/signout", "", "Cookie", sent, "Sec-Fetch-Site", "same-origin"); w.Code != 303 || w.Result().Cookies()[0].MaxAge >= 0 {
		t.Errorf("sign out: %d", w.Code)
	}
}

// generated are articles with the words and entities of each other, in one
// collection.
func generated(random *rand.Rand, collection string, n int, mark string) []corpus.Article {
	actors := []string{"APT31", "Fancy Bear", "Lazarus Group", "Sandworm", "Turla"}
	targets := []string{"the Electoral Commission", "Germany", "the Norwegian parliament", "Estonia", "France"}
	verbs := []string{"attacked", "breached", "spied on", "sabotaged"}
	var all []corpus.Article
	for i := range n {
		actor, target, verb := actors[random.IntN(5)], targets[random.IntN(5)], verbs[random.IntN(4)]
		all = append(all, corpus.Article{
			ID: fmt.Sprintf("%s-%d", collection, i), Collection: collection, Source: collection + " Times" + mark, URL: fmt.Sprintf("https://%s.example/%d", collection, i),
			Title: fmt.Sprintf("%s %s %s%s", actor, verb, target, mark), Language: "en",
			Published: corpus.Date(fmt.Sprintf("20%02d-%02d-%02d", 20+random.IntN(5), 1+random.IntN(12), 1+random.IntN(28))),
			Text:      fmt.Sprintf("%s %s %s, officials said on Monday. Number %d%s of the hackers' campaigns.\n\nBritain condemned it; Russia denied it.", actor, verb, target, i, mark),
		})
	}
	return all
}

// volatile is what two answers to one question may differ in: times, states of
// the index, and scores, which know how common a word is.
var volatile = regexp.MustCompile(`"(took_ms|score|generation|checkpoint|added|put|started|lag)":("[^"]*"|[-0-9.e]+)|[0-9.]+ ms, generation [0-9]+, checkpoint [0-9]+|<dd>[^<]*</dd>|[0-9]+ [A-Z][a-z]+ [0-9]{4}, [0-9:]+ UTC`)

func TestNothingOfAHiddenCollectionShows(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	seen := generated(random, "news", 60, "")
	hidden := generated(random, "secret", 60, " xylophonia")
	hidden = append(hidden, seen[0], seen[1]) // copies of what is seen
	for i := range hidden[60:] {
		hidden[60+i].ID, hidden[60+i].Collection, hidden[60+i].URL = fmt.Sprintf("secret-copy-%d", i), "secret", ""
	}
	alone, both := newDesk(t, seen...), newDesk(t, append(seen, hidden...)...)
	ways := map[string][2]func(target string) string{
		"with a key":    {alone.asNews(t), both.asNews(t)},
		"without a key": {alone.asPublic(t), both.asPublic(t)},
	}
	for how, ask := range ways {
		for _, target := range leakTargets() {
			if want, got := hides(ask[0](target)), hides(ask[1](target)); got != want {
				t.Errorf("%s %s:\n%s\nwithout the hidden collection:\n%s", target, how, differing(got, want), differing(want, got))
			}
		}
	}
}

// asNews asks with a key that opens one collection.
func (d desk) asNews(t *testing.T) func(string) string {
	_, secret := d.key(t, corpus.Key{Name: "news only", Scope: "read", Collections: []string{"news"}})
	return func(target string) string {
		_, body := d.get(t, target, "Authorization", "Bearer "+secret)
		return body
	}
}

// asPublic asks without a key where one collection is public.
func (d desk) asPublic(t *testing.T) func(string) string {
	s, err := server.New(server.Config{Engine: d.engine, Corpus: d.store, Keys: d.store, Gazetteer: d.gazetteer, Public: []string{"news"}, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	d.handler = s.Handler(false)
	return func(target string) string {
		_, body := d.get(t, target)
		return body
	}
}

func leakTargets() []string {
	targets := []string{
		"/api/v1/articles/secret-1", "/api/v1/articles/secret-1/similar", "/api/v1/articles/secret-1/original", "/api/v1/articles/secret-1/versions/1",
		"/api/v1/articles/news-0", "/api/v1/articles/news-0/similar", "/article/secret-1", "/article/news-0", "/api/v1/explain?q=hackers&article=secret-1",
		"/api/v1/suggest?q=xyl", "/api/v1/suggest?q=ap", "/suggestions?q=xyl", "/suggestions?q=san", "/api/v1/entities/apt31", "/entity/apt31", "/entity/sandworm",
		"/api/v1/entities/gb", "/facet/source", "/facet/collection", "/status", "/claims", "/claims?collection=secret", "/api/v1/facets/actor/apt31/evidence",
		"/api/v1/facets/perpetrator/ru/evidence",
	}
	filters := []string{"", "q=xylophonia", "q=hackers", "collection=secret", "q=collection:secret", "exclude.collection=news", "actor=apt31", "source=secret+Times+xylophonia",
		"perpetrator=ru&q=campaigns", "q=" + url.QueryEscape("hackers -collection:news"), "q=xylophon*", "q=title:xylophonia", "q=xylophonja~1", "date=2022", "target=kind:parliament", "collapse=copies"}
	for _, f := range filters {
		sorted := f + "&sort=-published"
		targets = append(targets, "/api/v1/search?limit=100&facet=actor&facet=country&facet=source&facet=collection&facet=date&facet=perpetrator&"+sorted, "/?"+sorted,
			"/api/v1/search?format=csv&"+sorted, "/api/v1/search?format=jsonl&"+sorted, "/api/v1/search?format=rss&"+f,
			"/api/v1/facets/source?"+f, "/api/v1/facets/collection?"+f, "/api/v1/facets/country?prefix=u&"+f, "/api/v1/timeline?split=source&"+f)
		if !strings.Contains(f, "collapse") {
			targets = append(targets, "/api/v1/claims?limit=100&facet=accused&facet=by&facet=year&"+f, "/api/v1/claims?format=csv&"+f, "/claims?"+f)
		}
	}
	return targets
}

// csvScore is the last cell of a line of CSV.
var csvScore = regexp.MustCompile(`(?m),[0-9]+\.[0-9]{4}$`)

func hides(body string) string {
	body = regexp.MustCompile(`"request":"[^"]*"|Request [a-z0-9]+|key:[a-z0-9]+`).ReplaceAllString(body, "")
	body = regexp.MustCompile(`"next":"[^"]*"|cursor=[A-Za-z0-9_-]+`).ReplaceAllString(body, "")
	return csvScore.ReplaceAllString(volatile.ReplaceAllString(body, ""), "")
}

// differing is where two texts part, and what follows.
func differing(a, b string) string {
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	return a[max(0, at-120):min(len(a), at+200)]
}

func TestLocalCallersAreAdmins(t *testing.T) {
	d := newDesk(t)
	d.handler = d.server.Handler(true)
	if w := d.call(t, "POST", "/api/v1/articles", small); w.Code != 201 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	var status struct{ Operator map[string]any }
	if err := json.Unmarshal(d.call(t, "GET", "/api/v1/status", "").Body.Bytes(), &status); err != nil || status.Operator["corpus_bytes"] == nil {
		t.Errorf("status %+v, %v", status, err)
	}
}
