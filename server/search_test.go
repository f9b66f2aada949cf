package server_test

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"despatch/corpus"
)

var harbour = corpus.Article{
	ID: "harbour", URL: "https://example.org/harbour", Source: "Harbour Post", Title: "Britain accuses APT31 of breaching the Electoral Commission",
	Published: "2024-03-25T16:11", Language: "en",
	Text: "Britain accused APT31 of breaching the Electoral Commission in 2021. China's embassy denied it.\n\nMr. Dowden said that sanctions on Iran would follow.",
}

func read(t *testing.T, w *httptest.ResponseRecorder) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &m); err != nil {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	return m
}

func TestEveryEndpointKeepsTheContract(t *testing.T) {
	d := newDesk(t, harbour)
	for _, target := range []string{
		"/healthz", "/readyz", "/metrics", "/openapi.yaml",
		"/api/v1/search", "/api/v1/search?q=dowden&facet=actor&facet=country&facet=date&facet_size=8", "/api/v1/search?format=csv", "/api/v1/search?format=jsonl&q=apt31",
		"/api/v1/search?format=rss", "/api/v1/facets/actor", "/api/v1/facets/country?prefix=c&q=dowden", "/api/v1/facets/actor/apt31/evidence",
		"/api/v1/facets/perpetrator/cn/evidence", "/api/v1/claims?facet=accused&facet=year", "/api/v1/claims?format=csv", "/api/v1/claims?format=jsonl&accused=china&when=2020..2022",
		"/api/v1/timeline?step=month", "/api/v1/articles/harbour", "/api/v1/articles/harbour/versions/1", "/api/v1/articles/harbour/similar",
		"/api/v1/entities/apt31", "/api/v1/entities/cn", "/api/v1/suggest?q=", "/api/v1/suggest?q=viol", "/api/v1/explain?q=dowden&article=harbour",
		"/api/v1/status",
	} {
		w := d.call(t, "GET", target, "")
		if w.Code != 200 {
			t.Errorf("GET %s: %d %s", target, w.Code, w.Body)
		}
	}
}

func TestSearchAnswer(t *testing.T) {
	d := newDesk(t, harbour)
	w := d.call(t, "GET", "/api/v1/search?q=electoral&facet=actor", "")
	hit := read(t, w)["hits"].([]any)[0].(map[string]any)
	if hit["title"] != harbour.Title || !strings.Contains(hit["snippet"].(string), "<mark>Electoral</mark>") {
		t.Errorf("hit %v", hit)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	d := newDesk(t)
	if w := newDesk(t, harbour).call(t, "GET", "/api/v1/articles/harbour/versions/9", ""); w.Code != 404 || !strings.Contains(w.Body.String(), "no version 9") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	for _, test := range []struct {
		target, param, code, suggestion string
		status                          int
	}{
		{"/api/v1/search?colour=blue", "colour", "unknown_parameter", "", 400},
		{"/api/v1/search?countri=cn", "countri", "unknown_parameter", "country", 400},
		{"/api/v1/search?limit=101", "limit", "bad_parameter", "", 400},
		{"/api/v1/search?limit=-5", "limit", "bad_parameter", "", 400},
		{"/api/v1/search?limit=1&limit=2", "limit", "bad_parameter", "", 400},
		{"/api/v1/search?sort=newest", "sort", "bad_parameter", "", 400},
		{"/api/v1/search?facet=actr", "facet", "bad_parameter", "actor", 400},
		{"/api/v1/search?from=2024-13", "from", "bad_parameter", "", 400},
		{"/api/v1/search?from=2024-03&to=2023", "to", "bad_parameter", "", 400},
		{"/api/v1/search?q=%28hackers", "q", "bad_query", "", 400},
		{"/api/v1/facets/actor?frm=2024", "frm", "unknown_parameter", "from", 400},
		{"/api/v1/claims?facet=who", "facet", "bad_parameter", "", 400},
		{"/api/v1/timeline?step=hour", "step", "bad_parameter", "", 400},
		{"/api/v1/articles/none", "", "not_found", "", 404},
		{"/api/v1/entities/none", "", "not_found", "", 404},
		{"/api/v1/entities/Judgment%20Panda", "", "not_found", "apt31", 404},
		{"/api/v1/search?act=atack", "act", "bad_query", "attack", 400},
	} {
		w := d.call(t, "GET", test.target, "")
		p := read(t, w)
		param, _ := p["param"].(string)
		suggestion, _ := p["suggestion"].(string)
		if w.Code != test.status || p["code"] != test.code || param != test.param || test.suggestion != "" && suggestion != test.suggestion {
			t.Errorf("%s: %d %s", test.target, w.Code, w.Body)
		}
		if kind := w.Header().Get("Content-Type"); kind != "application/problem+json" {
			t.Errorf("%s: Content-Type %q", test.target, kind)
		}
	}
}

func TestSearchBody(t *testing.T) {
	d := newDesk(t, harbour)
	for _, test := range []struct {
		body string
		code int
	}{
		{`{"q":"dowden","facet":["actor","country"],"limit":5,"highlight":false}`, 200},
		{`{"country":["cn","gb"],"exclude.actor":"lazarus-group"}`, 200},
		{`{}`, 200},
		{`{"q":"a","q":"b"}`, 400},
		{`{"q":"a"} {}`, 400},
		{`{"q":"a"}x`, 400},
		{`{"q":{"a":1}}`, 400},
		{`{"colour":"blue"}`, 400},
		{`[]`, 400},
		{`{"q":"a"`, 400},
		{`{"q":"` + strings.Repeat("a", 20<<10) + `"}`, 413},
	} {
		if w := d.call(t, "POST", "/api/v1/search", test.body); w.Code != test.code {
			t.Errorf("POST %.60s: %d, want %d: %s", test.body, w.Code, test.code, w.Body)
		}
	}
}
