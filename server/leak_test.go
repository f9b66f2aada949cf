package server_test

import (
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"despatch/corpus"
	"despatch/server"
)

// The leak test compares two servers: one holds the collection "open" alone,
// the other the same and "closed" as well. Whoever may see only "open" must get
// the same answers from both, byte for byte, whatever the address. Otherwise
// something of "closed" shows: a hit, a count, a suggestion, a weight.

// probes are the addresses asked at each route. {ID} stands for an article
// that may be seen, {HIDDEN} for one that may not. A route without a line here
// fails the test: whoever adds one says how it is kept from leaking.
var probes = map[string][]string{
	"GET /healthz":      {"/healthz"},
	"GET /readyz":       {"/readyz"},
	"GET /metrics":      {"/metrics"},
	"GET /openapi.yaml": {"/openapi.yaml"},
	"GET /api/v1/search": spread("/api/v1/search?facet=actor&facet=country&facet=collection&facet=source&facet=person&facet=date&facet=perpetrator&facet=act&facet_size=100", questions,
		"", "&format=csv", "&format=jsonl", "&format=rss", "&collapse=copies", "&sort=-added", "&sort=published", "&sort=fresh", "&limit=100", "&limit=3&collapse=copies&sort=relevance"),
	"GET /api/v1/facets/:field":              facetProbes(),
	"GET /api/v1/facets/:field/:id/evidence": evidenceProbes(),
	"GET /api/v1/claims": spread("/api/v1/claims?facet=accused&facet=target&facet=by&facet=act&facet=status&facet=year&facet_size=100", questions,
		"", "&format=csv", "&format=jsonl", "&accused=ru", "&by=gb", "&when=2021"),
	"GET /api/v1/timeline":     spread("/api/v1/timeline?", questions, "step=year", "&step=month", "&step=day", "&step=week&split=actor", "&time=when", "&step=year&split=collection"),
	"GET /api/v1/articles/:id": {"/api/v1/articles/{ID}", "/api/v1/articles/{HIDDEN}"},
	"GET /api/v1/articles/:id/versions/:n": {
		"/api/v1/articles/{ID}/versions/1", "/api/v1/articles/{ID}/versions/2", "/api/v1/articles/{HIDDEN}/versions/1", "/api/v1/articles/{HIDDEN}/versions/2"},
	"GET /api/v1/articles/:id/original": {"/api/v1/articles/{ID}/original", "/api/v1/articles/{HIDDEN}/original"},
	"GET /api/v1/articles/:id/similar":  {"/api/v1/articles/{ID}/similar?limit=100", "/api/v1/articles/{HIDDEN}/similar"},
	"GET /api/v1/entities/:id":          entityProbes("/api/v1/entities/"),
	"GET /api/v1/suggest":               suggestProbes("/api/v1/suggest"),
	"GET /api/v1/explain":               append(spread("/api/v1/explain?", questions, "", "&article={ID}", "&article={HIDDEN}"), "/api/v1/explain?q=hackers&country=cn&exclude.actor=apt31"),
	"GET /api/v1/status":                {"/api/v1/status"},
	"GET /api/v1/saved":                 {"/api/v1/saved"},
	"GET /api/v1/saved/:name": {
		"/api/v1/saved/mine", "/api/v1/saved/mine?limit=2", "/api/v1/saved/mine?format=rss", "/api/v1/saved/closed", "/api/v1/saved/closed?format=rss", "/api/v1/saved/all"},
	"GET /":                       spread("/?", questions, "", "&collapse=copies", "&sort=relevance"),
	"GET /facet/:field":           {"/facet/actor", "/facet/country?prefix=r", "/facet/collection", "/facet/source", "/facet/person", "/facet/date"},
	"GET /suggestions":            suggestProbes("/suggestions"),
	"GET /claims":                 spread("/claims?", questions, "", "&accused=ru"),
	"GET /article/:id":            {"/article/{ID}", "/article/{ID}?version=2&against=1", "/article/{HIDDEN}", "/article/{HIDDEN}?version=1"},
	"GET /entity/:id":             entityProbes("/entity/"),
	"GET /help":                   {"/help"},
	"GET /status":                 {"/status"},
	"GET /api":                    {"/api"},
	"GET /signin":                 {"/signin"},
	"GET /static/*file":           {"/static/none"},
	"HEAD /static/*file":          {"/static/none"},
	"POST /api/v1/search":         nil, // the same search; its own test is TestSearchBody
	"GET /saved":                  {"/saved"},
	"POST /saved":                 nil, // TestKeepingFromThePage
	"POST /saved/forget":          nil, // TestKeepingFromThePage
	"POST /signin":                nil, // TestSignIn
	"POST /signout":               nil, // TestSignIn
	"POST /api/v1/articles":       nil, // the writes: TestWritersKeepToTheirCollections
	"PUT /api/v1/articles/:id":    nil,
	"DELETE /api/v1/articles/:id": nil,
	"PUT /api/v1/saved/:name":     nil,
	"DELETE /api/v1/saved/:name":  nil,
}

// silent are the routes that tell such a caller nothing at all.
var silent = []string{"GET /metrics", "GET /static/*file", "HEAD /static/*file"}

// questions are queries that match open articles, closed ones, or both.
var questions = []string{
	"", "q=hackers", "q=zirconlead", "q=hack*", "q=zircon*", "q=zirconleed~1", "q=hackrs~1", "q=%22hackers+breached%22", "q=hackers+NEAR/8+ministry",
	"q=Orlando+Quintrell", "q=has:actor", "q=-has:date", "q=collection:closed", "collection=closed", "collection=open", "source=Whisper", "q=source:Whisper",
	"actor=lazarus-group", "perpetrator=kp", "perpetrator=cn&target=gb", "q=claim(accused:kp)", "country=kp", "from=1993&to=1995", "exclude.collection=open",
	"q=Ministery", "q=zirconlaed",
}

func spread(base string, questions []string, ways ...string) []string {
	var all []string
	join := "&"
	if strings.HasSuffix(base, "?") {
		join = ""
	}
	for _, q := range questions {
		for _, way := range ways {
			all = append(all, base+join+strings.TrimPrefix(q+"&"+strings.TrimPrefix(way, "&"), "&"))
		}
	}
	return all
}

func facetProbes() []string {
	var all []string
	for _, field := range []string{
		"actor", "country", "institution", "date", "person", "source", "language", "collection",
		"perpetrator", "target", "responder", "denier", "speaker", "status", "act",
	} {
		all = append(all, spread("/api/v1/facets/"+field+"?facet_size=1000", []string{"", "q=hackers", "prefix=l", "prefix=z", "prefix=quin", "collection=closed"}, "")...)
	}
	return all
}

func evidenceProbes() []string {
	var all []string
	for _, bucket := range []string{"actor/lazarus-group", "actor/apt31", "country/kp", "country/cn", "perpetrator/kp", "perpetrator/cn", "speaker/kp", "denier/kp", "act/deny", "person/orlando-quintrell"} {
		all = append(all, "/api/v1/facets/"+bucket+"/evidence", "/api/v1/facets/"+bucket+"/evidence?limit=100&sort=published")
	}
	return all
}

func entityProbes(base string) []string {
	return []string{base + "lazarus-group", base + "kp", base + "apt31", base + "cn", base + "gb", base + "orlando-quintrell", base + "person:orlando-quintrell", base + "none"}
}

func suggestProbes(base string) []string {
	var all []string
	for _, q := range []string{"laz", "lazarus", "hack", "zirc", "zirconlead", "zirconlaed", "orlando", "quint", "north+ko", "whisp", "minist", "minsitry", "chi", "a"} {
		all = append(all, base+"?q="+q)
	}
	return all
}

// Two worlds to write of. The words, people, sources, actors and years of the
// closed one are in no open article, but for those they share.
var (
	openWords   = strings.Fields("hackers breached ministry servers port customs parliament embassy sanctions warned officials network phishing ballot report")
	closedWords = strings.Fields("zirconlead obsidianvault whispernet hackers ministry parliament sanctions zirconfall ledgerstone")
	openLines   = []string{
		"Britain accused China of attacking the Electoral Commission in 2021.", "Russia denied that it had attacked Ukraine.",
		"The United States sanctioned APT31.", "Germany said that APT28 breached the Bundestag.", "",
	}
	closedLines = []string{
		"South Korea accused North Korea of attacking banks in 1994.", "North Korea denied it.", "Japan sanctioned the Lazarus Group.",
		"Minister Orlando Quintrell said that Lazarus Group breached the ministry.", "Britain accused China of attacking the Electoral Commission in 2021.",
	}
)

func writtenFor(r *rand.Rand, collection string, n int) []corpus.Article {
	words, lines, source, year := openWords, openLines, []string{"Harbour Post", "Daily Ledger"}, 2020
	if collection == "closed" {
		words, lines, source, year = closedWords, closedLines, []string{"Whisper", "Daily Ledger"}, 1990
	}
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	var all []corpus.Article
	for i := range n {
		var b strings.Builder
		for range 3 + r.IntN(30) {
			b.WriteString(pick(words) + " ")
		}
		a := corpus.Article{
			ID: fmt.Sprintf("%s-%03d", collection, i), Collection: collection, Source: pick(source), Title: pick(words) + " " + pick(words) + " " + pick(lines),
			Text: b.String() + ".\n\n" + pick(lines) + " " + pick(lines), Language: pick([]string{"en", "en", "de"}),
		}
		if r.IntN(5) > 0 {
			a.Published = corpus.Date(fmt.Sprintf("%d-%02d-%02d", year+r.IntN(5), 1+r.IntN(12), 1+r.IntN(28)))
		}
		if i > 0 && r.IntN(6) == 0 { // a copy of an earlier one
			a.Text, a.Title = all[r.IntN(i)].Text, a.Title+" again"
		}
		all = append(all, a)
	}
	return all
}

// twin is a server over the open articles and, perhaps, the closed ones.
func twin(t *testing.T, seed uint64, closed bool) (d desk, key string) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	open, hidden := writtenFor(r, "open", 40), writtenFor(r, "closed", 60)
	for i := range hidden { // copies across the border, both ways
		if i%9 == 0 {
			hidden[i].Text = open[i%len(open)].Text
		}
	}
	d = newDesk(t)
	save := func(name string, collections []string) {
		if err := d.store.SaveSearch(t.Context(), corpus.SavedSearch{Name: name, Query: "q=hackers", Collections: collections}); err != nil {
			t.Fatal(err)
		}
	}
	save("mine", []string{"open"})
	if closed {
		save("closed", []string{"closed"})
		save("all", nil)
	}
	for len(open) > 0 || len(hidden) > 0 { // mixed, so that they share segments
		var some []corpus.Article
		some, open = append(some, open[:min(4, len(open))]...), open[min(4, len(open)):]
		if closed {
			some = append(hidden[:min(6, len(hidden)):min(6, len(hidden))], some...)
		}
		hidden = hidden[min(6, len(hidden)):]
		d.add(t, some...)
		match(t, d)
	}
	changed := corpus.Article{ID: "open-005", Collection: "open", Title: "Changed", Text: "hackers changed what was said of the ministry. " + openLines[0]}
	original := corpus.NewOriginal("https://example.org/5", "text/html", []byte("<p>hackers"), time.Unix(0, 0))
	if _, err := d.store.Put(t.Context(), []corpus.Submission{{Article: changed, Original: &original}}); err != nil {
		t.Fatal(err)
	}
	d.index(t)
	if closed {
		changed.ID, changed.Collection, changed.Text = "closed-005", "closed", "zirconlead changed. "+closedLines[0]
		d.add(t, changed)
		if _, err := d.store.Delete(t.Context(), "closed-007"); err != nil {
			t.Fatal(err)
		}
		d.index(t)
	}
	match(t, d)
	_, secret, err := d.store.NewKey(t.Context(), corpus.Key{Name: "r", Scope: "read", Collections: []string{"open"}})
	if err != nil {
		t.Fatal(err)
	}
	return d, secret
}

// passing is what differs between any two servers: clocks, ids of requests and
// of keys, and cursors, which name a snapshot.
var passing = regexp.MustCompile(`("(took_ms|added|put|at|got|started|created|request)":\s*("[^"]*"|[0-9.e-]+))|[0-9.]+ ms|\d{4}-\d\d-\d\dT[0-9:.]+Z|\d{1,2} [A-Z][a-z]{2,8} 20\d\d,? \d\d:\d\d|[Rr]equest [a-z0-9]{26}|key:[a-z0-9]{8}|(cursor=|"next":")[A-Za-z0-9_-]+`)

func (d desk) asked(t *testing.T, target, secret string) string {
	t.Helper()
	r := httptest.NewRequest("GET", target, nil)
	if secret != "" {
		r.Header.Set("Authorization", "Bearer "+secret)
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	header := w.Header()
	for _, passing := range []string{"X-Request-Id", "Date", "Content-Length"} {
		header.Del(passing)
	}
	body, _ := io.ReadAll(w.Body)
	return fmt.Sprintf("%d\n%v\n%s", w.Code, header, passing.ReplaceAllString(string(body), "…"))
}

func TestNothingOfAClosedCollectionShows(t *testing.T) {
	seeds := uint64(1)
	if os.Getenv("DESPATCH_LONG") != "" {
		seeds = 12
	}
	for seed := range seeds {
		lone, loneKey := twin(t, seed, false)
		both, bothKey := twin(t, seed, true)
		for _, route := range both.server.Routes() {
			targets, known := probes[route]
			answered := false
			if !known {
				t.Errorf("%s: no probe; add one, so that it is known not to leak", route)
			}
			for _, target := range targets {
				for _, id := range []string{"open-000", "open-005", "open-031"} {
					if !strings.Contains(target, "{ID}") && id != "open-000" {
						continue
					}
					target := strings.NewReplacer("{ID}", id, "{HIDDEN}", "closed-005").Replace(target)
					answer := both.asked(t, target, bothKey)
					compareTwins(t, target, lone.asked(t, target, loneKey), answer)
					answered = answered || strings.HasPrefix(answer, "200\n")
				}
			}
			if len(targets) > 0 && !answered && !slices.Contains(silent, route) {
				t.Errorf("%s: no probe is answered: nothing was compared", route)
			}
		}
	}
}

func compareTwins(t *testing.T, target, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	a, b := strings.FieldsFunc(want, between), strings.FieldsFunc(got, between)
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	t.Errorf("%s: the closed collection shows: without it %q, with it %q", target, near(a, i), near(b, i))
}

func between(r rune) bool { return strings.ContainsRune(",\n>", r) }

func near(parts []string, i int) []string {
	return parts[max(0, min(i-3, len(parts))):min(i+3, len(parts))]
}

// TestAnonymousSeesThePublicCollectionsAlone asks the same without a key of a
// server that shows one collection.
func TestAnonymousSeesThePublicCollectionsAlone(t *testing.T) {
	lone, loneKey := twin(t, 7, false)
	both, _ := twin(t, 7, true)
	both = both.public(t, "open")
	for _, target := range slices.Concat(probes["GET /api/v1/search"][:40], probes["GET /api/v1/suggest"], probes["GET /api/v1/entities/:id"], probes["GET /api/v1/saved/:name"]) {
		compareTwins(t, target, lone.asked(t, target, loneKey), both.asked(t, target, ""))
	}
}

// public is the desk with only these collections shown without a key.
func (d desk) public(t *testing.T, collections ...string) desk {
	t.Helper()
	config := d.server.Config
	config.Public, config.Log = collections, slog.New(slog.DiscardHandler)
	return d.with(t, config)
}

// with is the desk with another configuration of its server.
func (d desk) with(t *testing.T, config server.Config) desk {
	t.Helper()
	s, err := server.New(config)
	if err != nil {
		t.Fatal(err)
	}
	d.server, d.handler = s, s.Handler(false)
	return d
}
