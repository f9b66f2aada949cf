//go:build browser

package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tasks are done as somebody does who has never seen the desk: each step is a
// thing to click or type.
func (d desk) tasks(t *testing.T) {
	t.Run("who-attributed", d.whoAttributed)
	t.Run("claims-as-csv", d.claimsAsCSV)
	t.Run("feed", d.feedOfActor)
	t.Run("that-week", d.thatWeek)
	t.Run("aliases", d.aliases)
	t.Run("any-parliament", d.anyParliament)
}

// whoAttributed: who attributed the Electoral Commission breach, who denied it?
func (d desk) whoAttributed(t *testing.T) {
	b := d.tab(t)
	b.visit("/claims")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "electoral commission"+kb.Enter))
	b.until(`location.search.includes("q=electoral") && document.readyState === "complete"`)
	b.do(chromedp.Click(chromedp.CSS("#bucket-target-uk-electoral-commission")))
	b.until(`location.search.includes("target=uk-electoral-commission") && !!document.querySelector(".applied")`)
	text := get(b, chromedp.Text(chromedp.CSS("#main")))
	for _, want := range []string{"China", "Electoral Commission", "Denied", "embassy"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	b.shot("task-who-attributed")
}

// claimsAsCSV: all claims of 2021 to 2024 that accuse China and have a
// parliament as target, as a table.
func (d desk) claimsAsCSV(t *testing.T) {
	b := d.tab(t)
	b.visit("/claims?target=kind:parliament&from=2021&to=2024")
	b.do(chromedp.Click(chromedp.CSS("#facet-accused .pick")))
	b.until(`location.search.includes("accused=cn")`)
	b.until(`[...document.querySelectorAll(".summary a")].some(a => a.href.includes("format=csv") && a.href.includes("accused=cn"))`)
	b.shot("task-claims")
	table := get(b, chromedp.Evaluate[string](`fetch([...document.querySelectorAll(".summary a")].find(a => a.href.includes("format=csv")).href).then(r => r.text())`, chromedp.EvalAwaitPromise))
	if lines := strings.Split(strings.TrimSpace(table), "\n"); len(lines) < 2 || !strings.HasPrefix(lines[0], "article,version,title") {
		t.Errorf("the table is\n%.500s", table)
	}
}

// feedOfActor: a feed of what mentions APT28.
func (d desk) feedOfActor(t *testing.T) {
	b := d.tab(t)
	b.visit("/")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "apt28"))
	b.until(`document.querySelector("#suggestions a")?.href.endsWith("?actor=apt28")`)
	b.do(chromedp.Click(chromedp.CSS("#suggestions a")))
	b.until(`location.search.includes("actor=apt28")`)
	b.until(`!!document.querySelector(".bottom a[href*=rss]")`)
	feed := get(b, chromedp.Evaluate[string](`fetch(document.querySelector(".bottom a[href*=rss]").href).then(r => r.text())`, chromedp.EvalAwaitPromise))
	if !strings.Contains(feed, "<rss") || strings.Count(feed, "<item>") == 0 {
		t.Errorf("the feed is %.300s", feed)
	}
	b.shot("task-feed")
}

// thatWeek: what else happened in the week of an article.
func (d desk) thatWeek(t *testing.T) {
	b := d.tab(t)
	b.visit("/?q=electoral+commission+dowden")
	b.do(chromedp.Click(chromedp.CSS(".hit h2 a")))
	b.until(`location.pathname.startsWith("/article/") && document.readyState === "complete"`)
	b.do(chromedp.Click(chromedp.CSS(`.panel a[href^="/?from="]`)))
	b.until(`location.search.startsWith("?from=") && document.querySelectorAll(".hit").length > 1`)
	b.shot("task-that-week")
}

// aliases: which names APT31 has, and who says so.
func (d desk) aliases(t *testing.T) {
	b := d.tab(t)
	b.visit("/?q=apt31")
	b.do(chromedp.Click(chromedp.CSS(`.hit a[href="/entity/apt31"]`)))
	b.until(`location.pathname === "/entity/apt31" && document.readyState === "complete"`)
	text := get(b, chromedp.Text(chromedp.CSS("#main table")))
	for _, want := range []string{"Judgment Panda", "Violet Typhoon", "misp"} {
		if !strings.Contains(text, want) {
			t.Errorf("the table does not say %q", want)
		}
	}
	b.shot("task-aliases")
}

// anyParliament: which claims have any parliament as their target.
func (d desk) anyParliament(t *testing.T) {
	b := d.tab(t)
	b.visit("/claims")
	b.do(chromedp.SetAttributeValue(chromedp.CSS(`#kind-target option[value="kind:parliament"]`), "selected", "selected"))
	b.do(chromedp.Click(chromedp.CSS("#facet-target .by-kind button")))
	b.until(`location.search.includes("target=kind%3Aparliament") && document.readyState === "complete"`)
	if text := get(b, chromedp.Text(chromedp.CSS(".applied"))); !strings.Contains(text, "any parliament") {
		t.Errorf("the filter says %q", text)
	}
	b.shot("task-any-parliament")
}
