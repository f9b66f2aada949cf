package server_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"despatch/server"
)

// TestHints are what an answer says beside its numbers.
func TestHints(t *testing.T) {
	d := newDesk(t, harbour)
	for target, want := range map[string]string{
		"/api/v1/search?q=%E2%80%94%21":                    "nothing in the query",
		"/api/v1/search?source=Harbor+Post":                "did you mean Harbour Post?",
		"/api/v1/search?q=source:%22Harbor+Post%22":        "did you mean Harbour Post?",
		"/api/v1/search?source=Nobody%27s+Gazette":         "no article has the source",
		"/api/v1/search?collection=nws":                    "did you mean news?",
		"/api/v1/search?language=klingonese":               "no language is called",
		"/api/v1/facets/actor/nobody-at-all/evidence":      "no actor is known as",
		"/api/v1/facets/actor/Judgment%20Panda/evidence":   `"label":"APT31"`,
		"/api/v1/search?language=English&q=dowden&limit=0": `"articles":1`,
	} {
		if w := d.call(t, "GET", target, ""); w.Code != 200 || !strings.Contains(strings.ReplaceAll(w.Body.String(), `\"`, `"`), want) {
			t.Errorf("%s: %d without %q: %s", target, w.Code, want, w.Body)
		}
	}
	for _, target := range []string{"/api/v1/search?source=Harbour+Post&q=zeppelin", "/api/v1/search?source=missing", "/api/v1/search?exclude.source=Harbor+Post"} {
		if w := d.call(t, "GET", target, ""); strings.Contains(w.Body.String(), "the source") {
			t.Errorf("%s: warned without need: %s", target, w.Body)
		}
	}
}

// TestPositionsAreInTheQuery: what is wrong with a filter has none.
func TestPositionsAreInTheQuery(t *testing.T) {
	d := newDesk(t)
	for target, has := range map[string]bool{"/api/v1/search?q=date:2024-99": true, "/api/v1/search?date=2024-99": false} {
		if _, told := read(t, d.call(t, "GET", target, ""))["position"]; told != has {
			t.Errorf("%s: position is told: %v", target, told)
		}
	}
}

func TestOptionsListsTheMethods(t *testing.T) {
	d := newDesk(t)
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, httptest.NewRequest(http.MethodOptions, "/api/v1/search", nil))
	if w.Code != http.StatusNoContent || w.Header().Get("Allow") != "GET, POST" {
		t.Errorf("%d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}

// TestUnreadyIsLoggedOnce: as a request that was served, and as no failure of
// it.
func TestUnreadyIsLoggedOnce(t *testing.T) {
	d := newDesk(t)
	var log bytes.Buffer
	config := d.config()
	config.Log = slog.New(slog.NewTextHandler(&log, nil))
	config.Trouble = func() error { return http.ErrServerClosed }
	s, err := server.New(config)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.Handler(false).ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || strings.Count(log.String(), "\n") != 1 {
		t.Errorf("%d, Retry-After %q, log:\n%s", w.Code, w.Header().Get("Retry-After"), &log)
	}
}
