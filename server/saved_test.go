package server_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"despatch/corpus"
	"despatch/indexer/watch"
)

type matchesAnswer struct {
	Matches []struct {
		N       int64
		ID      string
		Version int
	}
	Next int64
}

func (d desk) watcher(client *http.Client) *watch.Watcher {
	return &watch.Watcher{
		Corpus: d.store, Index: d.engine, Understand: d.server.Understand, Client: client, Log: slog.New(slog.DiscardHandler),
	}
}

func (d desk) matches(t *testing.T, target string, headers ...string) matchesAnswer {
	t.Helper()
	w := d.call(t, "GET", target, "", headers...)
	var a matchesAnswer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", target, w.Code, w.Body)
	}
	return a
}

func TestSavedSearchFindsWhatArrives(t *testing.T) {
	d := newDesk(t, corpus.Article{ID: "old", Title: "Old", Text: "A zeppelin was seen before."})
	_, secret, err := d.store.NewKey(t.Context(), corpus.Key{Name: "w", Scope: "write"})
	if err != nil {
		t.Fatal(err)
	}
	key := []string{"Authorization", "Bearer " + secret}
	if w := d.call(t, "PUT", "/api/v1/saved/airships", `{"q":"zeppelin"}`); w.Code != http.StatusUnauthorized {
		t.Errorf("without a key: %d", w.Code)
	}
	if w := d.call(t, "PUT", "/api/v1/saved/broken", `{"q":"(zeppelin"}`, key...); w.Code != http.StatusBadRequest {
		t.Errorf("a broken query: %d", w.Code)
	}
	if w := d.call(t, "PUT", "/api/v1/saved/airships", `{"q":"zeppelin"}`, key...); w.Code != http.StatusOK {
		t.Fatalf("save: %d %s", w.Code, w.Body)
	}
	d.add(t, corpus.Article{ID: "new", Title: "New", Text: "Another zeppelin."}, corpus.Article{ID: "other", Title: "Rain", Text: "It rained."})
	d.add(t, corpus.Article{ID: "new", Title: "New", Text: "Another zeppelin, corrected."})
	match(t, d)
	got := d.matches(t, "/api/v1/saved/airships")
	if len(got.Matches) != 1 || got.Matches[0].ID != "new" || got.Matches[0].Version != 2 {
		t.Errorf("matches %+v, want new in version 2", got.Matches)
	}
	if again := d.matches(t, "/api/v1/saved/airships?after="+json.Number(itoa(got.Next)).String()); len(again.Matches) != 0 {
		t.Errorf("after the last there are %+v", again.Matches)
	}
	if w := d.call(t, "GET", "/api/v1/saved/airships?format=rss", ""); !strings.Contains(w.Body.String(), "<title>Updated: New</title>") {
		t.Errorf("feed: %s", w.Body)
	}
	if w := d.call(t, "DELETE", "/api/v1/saved/airships", "", key...); w.Code != http.StatusNoContent {
		t.Errorf("forget: %d", w.Code)
	}
	if w := d.call(t, "GET", "/api/v1/saved/airships", ""); w.Code != http.StatusNotFound {
		t.Errorf("forgotten: %d", w.Code)
	}
}

func match(t *testing.T, d desk) {
	t.Helper()
	if err := d.watcher(nil).Match(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func itoa(n int64) string { b, _ := json.Marshal(n); return string(b) }

func TestSavedSearchKeepsToItsCollections(t *testing.T) {
	d := newDesk(t)
	save := func(name string, collections []string) {
		err := d.store.SaveSearch(t.Context(), corpus.SavedSearch{Name: name, Query: "q=zeppelin", Collections: collections})
		if err != nil {
			t.Fatal(err)
		}
	}
	save("all", nil)
	save("news", []string{"news"})
	save("secret", []string{"secret"})
	_, secret, err := d.store.NewKey(t.Context(), corpus.Key{Name: "r", Scope: "read", Collections: []string{"news"}})
	if err != nil {
		t.Fatal(err)
	}
	key := []string{"Authorization", "Bearer " + secret}
	d.add(t, corpus.Article{ID: "open", Title: "A", Text: "A zeppelin."}, corpus.Article{ID: "closed", Collection: "secret", Title: "B", Text: "A zeppelin."})
	match(t, d)
	if got := d.matches(t, "/api/v1/saved/news", key...); len(got.Matches) != 1 || got.Matches[0].ID != "open" {
		t.Errorf("news found %+v", got.Matches)
	}
	for _, name := range []string{"all", "secret"} {
		if w := d.call(t, "GET", "/api/v1/saved/"+name, "", key...); w.Code != http.StatusNotFound {
			t.Errorf("%s is shown: %d", name, w.Code)
		}
	}
	if w := d.call(t, "GET", "/api/v1/saved", "", key...); strings.Contains(w.Body.String(), "secret") {
		t.Errorf("the list names others' searches: %s", w.Body)
	}
}

// TestWebhookFollowsNoRedirect: the operator has named one address.
func TestWebhookFollowsNoRedirect(t *testing.T) {
	d := newDesk(t)
	elsewhere := 0
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/inside" {
			elsewhere++
			return
		}
		http.Redirect(w, r, "/inside", http.StatusTemporaryRedirect)
	}))
	defer hook.Close()
	defer hook.Client().CloseIdleConnections()
	if err := d.store.SaveSearch(t.Context(), corpus.SavedSearch{Name: "z", Query: "q=zeppelin", Webhook: hook.URL, WebhookSecret: "s"}); err != nil {
		t.Fatal(err)
	}
	d.add(t, corpus.Article{ID: "a", Title: "A", Text: "A zeppelin."})
	match(t, d)
	if err := d.watcher(hook.Client()).Deliver(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	saved, err := d.store.SavedSearch(t.Context(), "z")
	if elsewhere != 0 || saved.Attempts != 1 || err != nil {
		t.Errorf("%d calls elsewhere, %d attempts, %v", elsewhere, saved.Attempts, err)
	}
}

func TestWebhookIsSignedAndTriedAgain(t *testing.T) {
	d := newDesk(t)
	var bodies [][]byte
	var signatures []string
	failing := true
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if failing {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		b, _ := io.ReadAll(r.Body)
		bodies, signatures = append(bodies, b), append(signatures, r.Header.Get(watch.SignatureHeader))
	}))
	defer hook.Close()
	defer hook.Client().CloseIdleConnections()
	err := d.store.SaveSearch(t.Context(), corpus.SavedSearch{Name: "z", Query: "q=zeppelin", Webhook: hook.URL, WebhookSecret: "s"})
	if err != nil {
		t.Fatal(err)
	}
	d.add(t, corpus.Article{ID: "a", Title: "A", Text: "A zeppelin."})
	match(t, d)
	now := time.Now()
	deliver := func(at time.Time) {
		t.Helper()
		if err := d.watcher(hook.Client()).Deliver(t.Context(), at); err != nil {
			t.Fatal(err)
		}
	}
	deliver(now)
	failing = false
	deliver(now.Add(time.Second)) // not due yet
	if len(bodies) != 0 {
		t.Fatal("told again before its time")
	}
	deliver(now.Add(time.Minute))
	deliver(now.Add(2 * time.Minute))
	if len(bodies) != 1 || signatures[0] != watch.Sign("s", bodies[0]) || !strings.Contains(string(bodies[0]), `"id":"a"`) {
		t.Errorf("told %d times: %s", len(bodies), bodies)
	}
}
