package server_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"despatch/corpus"
)

var accusers = []corpus.Article{
	harbour,
	{ID: "bundestag", Title: "Germany accuses Russia", Source: "Test Wire", Published: "2020-05-28",
		Text: "Germany accused APT28 of hacking the Bundestag in 2015. Russia denied it. The United States sanctioned the GRU over the attack in 2018."},
	{ID: "norway", Title: "Norway points at Russia", Source: "Test Wire", Published: "2020-10-13",
		Text: "Norway said that Russia was behind the breach of the Storting. Britain accused China of hacking Microsoft."},
}

// claimTotals asks for claims and gives how many, and in how many articles.
func (d desk) claimTotals(t *testing.T, query url.Values) (claims, articles float64, facets map[string]any) {
	t.Helper()
	w := d.call(t, "GET", "/api/v1/claims?"+query.Encode(), "")
	if w.Code != 200 {
		t.Fatalf("%s: %s", query.Encode(), w.Body)
	}
	a := read(t, w)
	total := a["total"].(map[string]any)
	return total["claims"].(float64), total["articles"].(float64), a["facets"].(map[string]any)
}

// TestClaimBucketsAreExact follows every bucket of every part, whatever else
// is chosen: what is chosen of the part itself gives way.
func TestClaimBucketsAreExact(t *testing.T) {
	d := newDesk(t, accusers...)
	params := map[string]string{"accused": "accused", "target": "target", "by": "by", "act": "act", "status": "status"}
	followed := 0
	for _, base := range []string{"", "accused=cn", "by=gb", "target=bundestag&accused=ru", "act=deny", "status=asserted&by=norway", "accused=kind:state"} {
		asked, _ := url.ParseQuery(base)
		query, _ := url.ParseQuery(base)
		query["facet"] = []string{"accused", "target", "by", "act", "status", "year"}
		_, _, facets := d.claimTotals(t, query)
		for part, param := range params {
			for _, b := range facets[part].(map[string]any)["buckets"].([]any) {
				bucket := b.(map[string]any)
				next, _ := url.ParseQuery(base)
				next.Set(param, bucket["value"].(string))
				if n, articles, _ := d.claimTotals(t, next); n != bucket["count"] || articles != bucket["distinct"] {
					t.Errorf("under %q, %s is counted as %v and gives %v claims in %v articles", base, part, bucket, n, articles)
				}
				if chosen := asked.Get(param) == bucket["value"]; chosen && bucket["selected"] != true {
					t.Errorf("under %q, %s is not selected: %v", base, part, bucket)
				}
				followed++
			}
		}
	}
	if followed < 60 {
		t.Errorf("only %d buckets", followed)
	}
}

func TestChosenPartsStayListed(t *testing.T) {
	d := newDesk(t, accusers...)
	_, _, facets := d.claimTotals(t, url.Values{"accused": {"kp"}, "facet": {"accused"}, "facet_size": {"1"}})
	buckets := facets["accused"].(map[string]any)["buckets"].([]any)
	last := buckets[len(buckets)-1].(map[string]any)
	if len(buckets) != 2 || last["value"] != "kp" || last["label"] != "North Korea" || last["count"] != 0.0 || last["selected"] != true {
		t.Errorf("buckets %v", buckets)
	}
}

var theseArticles = regexp.MustCompile(`<a href="([^"]*)">these articles</a>`)

// TestClaimsLeadToTheirArticles: to as many as the page says.
func TestClaimsLeadToTheirArticles(t *testing.T) {
	d := newDesk(t, accusers...)
	for _, asked := range []string{
		"accused=cn", "by=ru", "by=gb&accused=cn", "when=2015", "accused=Russia&when=2015..2018", "act=deny&by=ru", "perpetrator=ru&accused=apt28", "q=hacking+OR+breach&by=de",
	} {
		query, err := url.ParseQuery(asked)
		if err != nil {
			t.Fatal(err)
		}
		_, want, _ := d.claimTotals(t, query)
		_, page := d.get(t, "/claims?"+asked)
		m := theseArticles.FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("%s: no link", asked)
		}
		link := html.UnescapeString(m[1])
		_, params, _ := strings.Cut(link, "?")
		got := read(t, d.call(t, "GET", "/api/v1/search?"+params, ""))["total"].(map[string]any)["articles"]
		if got != want || want == 0.0 {
			t.Errorf("/claims?%s tells of %v articles, %s gives %v", asked, want, link, got)
		}
	}
}
