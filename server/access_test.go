package server_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"despatch/corpus"
)

// bearer makes a key and gives the header that carries it.
func (d desk) bearer(t *testing.T, like corpus.Key) []string {
	t.Helper()
	_, secret, err := d.store.NewKey(t.Context(), like)
	if err != nil {
		t.Fatal(err)
	}
	return []string{"Authorization", "Bearer " + secret}
}

func TestOnlyTheWholeSecretOpens(t *testing.T) {
	d := newDesk(t)
	key := d.bearer(t, corpus.Key{Scope: "admin"})
	if w := d.call(t, "GET", "/api/v1/status", "", key...); w.Code != http.StatusOK {
		t.Fatalf("the key itself: %d", w.Code)
	}
	answers := map[string]bool{}
	refused := func(header string) {
		t.Helper()
		w := d.call(t, "GET", "/api/v1/status", "", "Authorization", header)
		if w.Code != http.StatusUnauthorized || w.Header().Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%q opened: %d", header, w.Code)
		}
		detail, _ := read(t, w)["detail"].(string)
		answers[detail] = true
	}
	for i := len("Bearer despatch_"); i < len(key[1]); i++ {
		other := "q"
		if key[1][i] == 'q' {
			other = "r"
		}
		refused(key[1][:i] + other + key[1][i+1:])
	}
	refused(key[1][:len(key[1])-1])
	refused(key[1] + "a")
	refused(strings.ToUpper(key[1][:7]) + key[1][7:] + " ")
	delete(answers, "want Authorization: Bearer KEY")
	if len(answers) != 1 {
		t.Errorf("refusals tell apart what is wrong: %v", answers)
	}
}

func TestScopes(t *testing.T) {
	d := newDesk(t, harbour)
	key := map[string][]string{"": nil}
	for _, scope := range corpus.Scopes {
		key[scope] = d.bearer(t, corpus.Key{Scope: scope})
	}
	article := `{"id":"scoped","title":"Scoped","text":"Some text."}`
	for _, test := range []struct {
		scope, method, target, body string
		code                        int
	}{
		{"", "POST", "/api/v1/articles", article, 401},
		{"read", "POST", "/api/v1/articles", article, 403},
		{"read", "PUT", "/api/v1/articles/scoped", article, 403},
		{"read", "DELETE", "/api/v1/articles/harbour", "", 403},
		{"read", "PUT", "/api/v1/saved/s", `{"q":"a"}`, 403},
		{"read", "DELETE", "/api/v1/saved/s", "", 403},
		{"read", "GET", "/api/v1/search", "", 200},
		{"write", "POST", "/api/v1/articles", article, 201},
		{"write", "PUT", "/api/v1/articles/scoped", article, 200},
		{"admin", "DELETE", "/api/v1/articles/scoped", "", 204},
	} {
		if w := d.call(t, test.method, test.target, test.body, key[test.scope]...); w.Code != test.code {
			t.Errorf("%s %s with scope %q: %d, want %d", test.method, test.target, test.scope, w.Code, test.code)
		}
	}
	for scope, headers := range key {
		_, operator := read(t, d.call(t, "GET", "/api/v1/status", "", headers...))["operator"]
		if operator != (scope == "admin") {
			t.Errorf("scope %q: the operator's lines are shown: %v", scope, operator)
		}
	}
}

func TestReadOnlyRefusesEvenAdmins(t *testing.T) {
	d := newDesk(t, harbour)
	key := d.bearer(t, corpus.Key{Scope: "admin"})
	config := d.server.Config
	config.ReadOnly = true
	d = d.with(t, config)
	for _, call := range [][2]string{{"POST", "/api/v1/articles"}, {"PUT", "/api/v1/articles/harbour"}, {"DELETE", "/api/v1/articles/harbour"}} {
		if w := d.call(t, call[0], call[1], `{"title":"T","text":"T"}`, key...); w.Code != http.StatusForbidden {
			t.Errorf("%v: %d", call, w.Code)
		}
	}
}

func TestKeysEnd(t *testing.T) {
	d := newDesk(t)
	past := d.bearer(t, corpus.Key{Scope: "read", Expires: time.Now().Add(-time.Second)})
	soon := d.bearer(t, corpus.Key{Scope: "read", Expires: time.Now().Add(time.Hour)})
	made, secret, err := d.store.NewKey(t.Context(), corpus.Key{Scope: "read"})
	if err != nil {
		t.Fatal(err)
	}
	revoked := []string{"Authorization", "Bearer " + secret}
	want := func(what string, headers []string, code int) {
		t.Helper()
		if w := d.call(t, "GET", "/api/v1/search", "", headers...); w.Code != code {
			t.Errorf("%s: %d, want %d", what, w.Code, code)
		}
	}
	want("expired", past, 401)
	want("not yet expired", soon, 200)
	want("not yet revoked", revoked, 200)
	if err := d.store.RevokeKey(t.Context(), made.ID); err != nil {
		t.Fatal(err)
	}
	want("revoked", revoked, 401)
}

func TestRate(t *testing.T) {
	d := newDesk(t)
	limited, free := d.bearer(t, corpus.Key{Scope: "read", Rate: 2}), d.bearer(t, corpus.Key{Scope: "read"})
	refused := 0
	for range 12 {
		w := d.call(t, "GET", "/api/v1/search?limit=0", "", limited...)
		if w.Code == http.StatusTooManyRequests {
			refused++
			if w.Header().Get("Retry-After") == "" {
				t.Error("no Retry-After")
			}
		}
		if w := d.call(t, "GET", "/api/v1/search?limit=0", "", free...); w.Code != http.StatusOK {
			t.Errorf("a key without a rate: %d", w.Code)
		}
	}
	if refused == 0 {
		t.Error("12 requests at once are answered at 2 a second")
	}
}

// ask sends a request as a browser does.
func (d desk) ask(method, target string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w
}

// cookieOf signs in with a secret and gives the cookie.
func (d desk) cookieOf(t *testing.T, secret string) *http.Cookie {
	t.Helper()
	w := d.ask("POST", "/signin", url.Values{"key": {secret}}, "Sec-Fetch-Site", "same-origin")
	cookies := w.Result().Cookies()
	if w.Code != http.StatusSeeOther || len(cookies) != 1 {
		t.Fatalf("sign in: %d, %d cookies", w.Code, len(cookies))
	}
	return cookies[0]
}

func TestSignIn(t *testing.T) {
	d := newDesk(t, corpus.Article{ID: "closed", Collection: "closed", Title: "Closed", Text: "A zeppelin."})
	config := d.server.Config
	config.Public = []string{"news"}
	d = d.with(t, config)
	_, secret, err := d.store.NewKey(t.Context(), corpus.Key{Scope: "write"})
	if err != nil {
		t.Fatal(err)
	}
	if w := d.ask("POST", "/signin", url.Values{"key": {"despatch_nonsense_x"}}); w.Code != http.StatusUnauthorized || len(w.Result().Cookies()) > 0 {
		t.Errorf("a wrong key: %d", w.Code)
	}
	cookie := d.cookieOf(t, secret)
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.MaxAge <= 0 {
		t.Errorf("cookie %v", cookie)
	}
	if w := d.ask("GET", "/?q=zeppelin", nil); strings.Contains(w.Body.String(), "/article/closed") {
		t.Error("a closed article is shown without the cookie")
	}
	if w := d.ask("GET", "/?q=zeppelin", nil, "Cookie", cookie.String()); !strings.Contains(w.Body.String(), "/article/closed") {
		t.Error("the cookie shows nothing more")
	}
	w := d.ask("POST", "/signout", url.Values{}, "Cookie", cookie.String(), "Sec-Fetch-Site", "same-origin")
	if c := w.Result().Cookies(); w.Code != http.StatusSeeOther || len(c) != 1 || c[0].MaxAge >= 0 {
		t.Errorf("sign out: %d %v", w.Code, c)
	}
}

func TestOtherSitesCannotUseTheCookie(t *testing.T) {
	d := newDesk(t, harbour)
	_, secret, err := d.store.NewKey(t.Context(), corpus.Key{Scope: "admin"})
	if err != nil {
		t.Fatal(err)
	}
	cookie := d.cookieOf(t, secret).String()
	for _, foreign := range [][]string{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"},
	} {
		headers := append([]string{"Cookie", cookie, "Content-Type", "application/json"}, foreign...)
		for _, call := range [][2]string{
			{"DELETE", "/api/v1/articles/harbour"}, {"POST", "/api/v1/articles"}, {"PUT", "/api/v1/articles/harbour"},
			{"PUT", "/api/v1/saved/s"}, {"POST", "/signin"}, {"POST", "/signout"},
		} {
			if w := d.ask(call[0], call[1], url.Values{}, headers...); w.Code != http.StatusForbidden {
				t.Errorf("%v from %v: %d", call, foreign, w.Code)
			}
		}
	}
	if w := d.ask("DELETE", "/api/v1/articles/harbour", nil, "Cookie", cookie, "Sec-Fetch-Site", "same-origin"); w.Code != http.StatusNoContent {
		t.Errorf("the page itself may not: %d", w.Code)
	}
}

func TestOriginsAreNamed(t *testing.T) {
	d := newDesk(t)
	allowed := func(origin string) string {
		return d.ask("GET", "/api/v1/search", nil, "Origin", origin).Header().Get("Access-Control-Allow-Origin")
	}
	if got := allowed("https://desk.example"); got != "" {
		t.Errorf("unnamed, %q may read", got)
	}
	config := d.server.Config
	config.Origins = []string{"https://desk.example"}
	d = d.with(t, config)
	if got := allowed("https://desk.example"); got != "https://desk.example" {
		t.Errorf("named: %q", got)
	}
	for _, origin := range []string{"https://evil.example", "null", "https://desk.example.evil.example", "http://desk.example"} {
		if got := allowed(origin); got != "" {
			t.Errorf("%s may read as %q", origin, got)
		}
	}
	w := d.ask("OPTIONS", "/api/v1/search", nil, "Origin", "https://desk.example", "Access-Control-Request-Method", "POST")
	if w.Code != http.StatusNoContent || w.Header().Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("preflight: %d %v", w.Code, w.Header())
	}
}

func TestWritersKeepToTheirCollections(t *testing.T) {
	d := newDesk(t, harbour, corpus.Article{ID: "closed", Collection: "closed", URL: "https://example.org/closed", Title: "Closed", Text: "A zeppelin over the harbour at night."})
	key := d.bearer(t, corpus.Key{Scope: "write", Collections: []string{"news"}})
	for _, test := range []struct {
		method, target, body string
		code                 int
	}{
		{"POST", "/api/v1/articles", `{"collection":"closed","title":"T","text":"T"}`, 403},
		{"PUT", "/api/v1/articles/closed", `{"title":"T","text":"T"}`, 409},
		{"PUT", "/api/v1/articles/mine", `{"collection":"closed","title":"T","text":"T"}`, 403},
		{"DELETE", "/api/v1/articles/closed", "", 404},
		{"POST", "/api/v1/articles", `{"url":"https://example.org/closed","title":"Mine","text":"A zeppelin over the harbour at night."}`, 201},
	} {
		w := d.call(t, test.method, test.target, test.body, key...)
		if w.Code != test.code || strings.Contains(w.Body.String(), "copy_of") || strings.Contains(w.Body.String(), "zeppelin") {
			t.Errorf("%s %s: %d, want %d: %s", test.method, test.target, w.Code, test.code, w.Body)
		}
	}
	if r, err := d.store.Get(t.Context(), "closed"); err != nil || r.Version != 1 {
		t.Errorf("the closed article is %d, %v", r.Version, err)
	}
	log, err := d.store.AuditLog(t.Context(), 0, 10)
	if err != nil || len(log) != 1 || !strings.HasPrefix(log[0].Who, "key:") || log[0].Act != "put" {
		t.Errorf("audit log %+v, %v", log, err)
	}
}

func TestLogHasNoSecretsAndNoQueries(t *testing.T) {
	d := newDesk(t, harbour)
	var lines strings.Builder
	config := d.server.Config
	config.Log = slog.New(slog.NewJSONHandler(&lines, &slog.HandlerOptions{Level: slog.LevelDebug}))
	d = d.with(t, config)
	_, secret, err := d.store.NewKey(t.Context(), corpus.Key{Scope: "write"})
	if err != nil {
		t.Fatal(err)
	}
	d.call(t, "GET", "/api/v1/search?q=dowden", "", "Authorization", "Bearer "+secret)
	d.call(t, "GET", "/api/v1/search?q=dowden", "", "Authorization", "Bearer "+secret[:len(secret)-1]+"?")
	d.call(t, "POST", "/api/v1/search", `{"q":"dowden"}`)
	d.call(t, "PUT", "/api/v1/articles/logged", `{"title":"T","text":"T"}`, "Authorization", "Bearer "+secret)
	d.ask("POST", "/signin", url.Values{"key": {secret}})
	log := lines.String()
	for _, never := range []string{"dowden", secret[len(secret)-20:]} {
		if strings.Contains(log, never) {
			t.Errorf("the log says %q:\n%s", never, log)
		}
	}
	if !strings.Contains(log, `"as":"key:`) || !strings.Contains(log, `"act":"put"`) {
		t.Errorf("the log does not say who did what:\n%s", log)
	}
}

func TestEveryAnswerIsProtected(t *testing.T) {
	d := newDesk(t, harbour)
	for _, target := range []string{"/", "/api/v1/search", "/api/v1/search?format=csv", "/none", "/api/v1/none", "/api/v1/articles/harbour", "/static/none", "/metrics"} {
		h := d.ask("GET", target, nil).Header()
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", target, name, h.Get(name))
			}
		}
		if !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'") || strings.Contains(h.Get("Content-Security-Policy"), "unsafe") {
			t.Errorf("%s: Content-Security-Policy %q", target, h.Get("Content-Security-Policy"))
		}
		if h.Get("X-Request-Id") == "" || h.Get("Access-Control-Allow-Origin") != "" || h.Get("Server") != "" {
			t.Errorf("%s: headers %v", target, h)
		}
	}
	if got := d.ask("GET", "/healthz", nil, "X-Request-Id", "mine-1").Header().Get("X-Request-Id"); got != "mine-1" {
		t.Errorf("request id %q", got)
	}
	if got := d.ask("GET", "/healthz", nil, "X-Request-Id", "a\nb").Header().Get("X-Request-Id"); strings.Contains(got, "b\n") || strings.ContainsAny(got, "\n") {
		t.Errorf("request id %q", got)
	}
}
