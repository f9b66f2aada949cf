//go:build browser

package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestDesk(t *testing.T) {
	d := open(t)
	t.Run("type", d.typing)
	t.Run("facet", d.faceting)
	t.Run("lookup", d.lookingUp)
	t.Run("drag", d.dragging)
	t.Run("page", d.paging)
	t.Run("mistake", d.mistaken)
	t.Run("keyboard", d.byKeyboard)
	t.Run("no-script", d.withoutScript)
	t.Run("narrow", d.narrow)
	t.Run("dark", d.dark)
	t.Run("accessible", d.accessible)
	t.Run("hostile", d.hostile)
	t.Run("tasks", d.tasks)
	t.Run("keep", d.keeping)
}

// typing asks with suggestions: the entity chosen becomes a filter, the words
// before it stay.
func (d desk) typing(t *testing.T) {
	b := d.tab(t)
	b.visit("/")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "beijing violet typh"))
	b.until(quoted("#suggestions a") + `?.href.endsWith("?actor=apt31&q=beijing")`)
	b.shot("suggestions")
	b.do(chromedp.KeyEvent(kb.ArrowDown))
	b.until(quoted("#q") + `.getAttribute("aria-activedescendant") === "suggestion-0"`)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(`location.search.includes("actor=apt31")`)
	b.until(quoted(".applied") + `.textContent.includes("APT31")`)
	if q := get(b, chromedp.Value(chromedp.CSS("#q"))); q != "beijing" {
		t.Errorf("the box holds %q", q)
	}
	b.shot("search")
}

// faceting narrows, excludes, goes back and takes it all away again.
func (d desk) faceting(t *testing.T) {
	b := d.tab(t)
	b.visit("/?q=sanctions")
	all := b.count()
	want := get(b, chromedp.Evaluate[string](`document.querySelector("#facet-country .bucket .n").textContent + " articles"`))
	b.do(chromedp.Click(chromedp.CSS("#facet-country .bucket .pick")))
	b.until(`document.querySelectorAll(".applied li").length === 1`)
	if got := b.count(); got != want {
		t.Errorf("the bucket says %q, following it gives %q", want, got)
	}
	if state := get(b, chromedp.Evaluate[int](`document.querySelectorAll("input[name=country][form=box]").length`)); state != 1 {
		t.Errorf("the box carries %d countries along", state)
	}
	b.do(chromedp.Click(chromedp.CSS("#facet-actor .bucket .exclude")))
	b.until(`document.querySelectorAll(".applied li a.not").length === 1`)
	b.shot("facets")
	b.do(chromedp.NavigateBack())
	b.until(`document.querySelectorAll(".applied a.not").length === 0`)
	b.do(chromedp.NavigateBack())
	b.until(`document.querySelectorAll(".applied").length === 0`)
	if got := b.count(); got != all {
		t.Errorf("back at %q, began with %q", got, all)
	}
	b.do(chromedp.NavigateForward())
	b.until(`document.querySelectorAll(".applied li").length === 1`)
	b.do(chromedp.Click(chromedp.CSS(".applied a")))
	b.until(`document.querySelectorAll(".applied").length === 0`)
}

// lookingUp opens all values of a facet in place, and finds one by its
// beginning on the page of its own.
func (d desk) lookingUp(t *testing.T) {
	b := d.tab(t)
	b.visit("/")
	few := get(b, chromedp.Evaluate[int](`document.querySelectorAll("#facet-country .bucket").length`))
	b.do(chromedp.Click(chromedp.CSS("#facet-country .facet-foot a[hx-get]")))
	b.until(`document.querySelectorAll("#facet-country .bucket").length > ` + strings.Repeat("1+", few) + "0")
	b.visit("/facet/country")
	b.do(chromedp.SendKeys(chromedp.CSS("#prefix"), "norw"), chromedp.Click(chromedp.CSS(".look-up button")))
	b.until(`document.querySelectorAll(".bucket").length === 1`)
	b.do(chromedp.Click(chromedp.CSS(".bucket .pick")))
	b.until(`location.pathname === "/" && location.search.includes("country=no")`)
}

// dragging over the timeline searches between its ends, a click in one bar.
func (d desk) dragging(t *testing.T) {
	b := d.tab(t)
	b.visit("/")
	box := get(b, chromedp.Evaluate[[]float64](`(({left, top, width, height}) => [left, top, width, height])(document.querySelector(".timeline svg:not(.axis)").getBoundingClientRect())`))
	y := box[1] + box[3]/2
	b.do(chromedp.DragAndDropXY(box[0]+box[2]*.3, y, box[0]+box[2]*.7, y, 8))
	b.until(`location.search.includes("from=") && location.search.includes("to=")`)
	b.until(`document.querySelectorAll(".applied li").length === 3`)
	b.shot("timeline")
	box = get(b, chromedp.Evaluate[[]float64](`(({left, top, width, height}) => [left, top, width, height])(document.querySelector(".timeline .bar").getBoundingClientRect())`))
	b.do(chromedp.MouseClickXY(box[0]+box[2]/2, box[1]+box[3]/2))
	b.until(`location.search.includes("date=") && !location.search.includes("from=")`)
}

// paging goes through the results without meeting an article twice.
func (d desk) paging(t *testing.T) {
	b := d.tab(t)
	b.visit("/?q=hackers&sort=-published&limit=30")
	seen := map[string]bool{}
	for page := 0; ; page++ {
		for _, link := range get(b, chromedp.Evaluate[[]string](`[...document.querySelectorAll(".hit h2 a")].map(a => a.href)`)) {
			if seen[link] {
				t.Errorf("%s is there twice", link)
			}
			seen[link] = true
		}
		if get(b, chromedp.Evaluate[bool](`!document.querySelector(".pager .next")`)) {
			break
		}
		old := get(b, chromedp.Location())
		b.do(chromedp.Click(chromedp.CSS(".pager .next")))
		b.until(`location.href !== "` + old + `" && document.readyState === "complete"`)
	}
	if len(seen) < 31 {
		t.Errorf("only %d articles on all pages", len(seen))
	}
	b.do(chromedp.Evaluate[chromedp.Void](`history.back()`)) // the page kept by the browser loads no more
	b.until(`!!document.querySelector(".pager .next")`)
}

// mistaken shows where a query is wrong, and leads to the mended one.
func (d desk) mistaken(t *testing.T) {
	b := d.tab(t, "400 (Bad Request)")
	b.visit("/?q=countri%3Achina+hackers")
	b.shot("mistake")
	b.do(chromedp.Click(chromedp.CSS("#mistake a")))
	b.until(quoted("#q") + `.value === "country:china hackers" && !document.querySelector("#mistake")`)
}

// byKeyboard reaches the box, the first facet and a mention without a mouse.
func (d desk) byKeyboard(t *testing.T) {
	b := d.tab(t)
	b.visit("/?q=sanctions")
	b.do(chromedp.KeyEvent("/"))
	b.until(`document.activeElement.id === "q"`)
	b.do(chromedp.KeyEvent(kb.Escape), chromedp.Focus(chromedp.CSS("#facet-country .pick")), chromedp.KeyEvent(kb.Enter))
	b.until(`document.querySelectorAll(".applied li").length === 1`)
	b.until(`document.activeElement.classList.contains("pick")`)
	b.do(chromedp.Focus(chromedp.CSS(".hit h2 a")), chromedp.KeyEvent(kb.Enter))
	b.until(`location.pathname.startsWith("/article/") && !!document.querySelector(".mention")`)
	b.do(chromedp.Focus(chromedp.CSS(".story .mention")))
	b.until(`getComputedStyle(document.activeElement, "::after").content.length > 8`)
	b.shot("article")
}

// withoutScript does the same by plain links and forms.
func (d desk) withoutScript(t *testing.T) {
	b := d.tab(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.visit("/")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "sanctions"+kb.Enter), chromedp.WaitVisible(chromedp.CSS("#facet-country")))
	b.do(chromedp.Click(chromedp.CSS("#facet-country .pick")), chromedp.WaitVisible(chromedp.CSS(".applied a")))
	b.do(chromedp.Click(chromedp.CSS(".sorts a:not([aria-current])")), chromedp.WaitVisible(chromedp.CSS(".sorts li:nth-child(2) a[aria-current]")))
	b.shot("no-script")
	b.do(chromedp.Click(chromedp.CSS(".hit h2 a")), chromedp.WaitVisible(chromedp.CSS(".story")))
	b.do(chromedp.Click(chromedp.CSS(".story .mention")), chromedp.WaitVisible(chromedp.CSS(".entity h1")))
	b.visit("/claims?target=uk-electoral-commission")
	b.do(chromedp.WaitVisible(chromedp.CSS(".group")))
}

// narrow keeps every page within a phone's screen.
func (d desk) narrow(t *testing.T) {
	b := d.tab(t)
	b.do(chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile))
	for _, page := range d.pages(b) {
		b.visit(page.path)
		if over := get(b, chromedp.Evaluate[int](`document.documentElement.scrollWidth - 360`)); over > 0 {
			t.Errorf("%s is %d pixels wider than the screen", page.path, over)
		}
		b.shot("narrow-" + page.name)
	}
	b.visit("/?q=sanctions")
	b.do(chromedp.Click(chromedp.CSS(".to-facets")))
	b.until(`document.getElementById("facets").getBoundingClientRect().top < innerHeight`)
}

// dark changes the colours with the reader's system.
func (d desk) dark(t *testing.T) {
	b := d.tab(t)
	b.media("prefers-color-scheme", "dark")
	for _, page := range d.pages(b) {
		b.visit(page.path)
		b.shot("dark-" + page.name)
		background := get(b, chromedp.Evaluate[string](`getComputedStyle(document.body).backgroundColor`))
		if background != "rgb(21, 24, 28)" {
			t.Errorf("%s is %s in the dark", page.path, background)
		}
	}
}

type namedPage struct{ name, path string }

// pages are one of each kind.
func (d desk) pages(b tab) []namedPage {
	b.visit("/?q=electoral+commission")
	article := get(b, chromedp.Evaluate[string](`document.querySelector(".hit h2 a").getAttribute("href")`))
	return []namedPage{
		{"search", "/?q=electoral+commission&country=cn"}, {"start", "/"}, {"nothing", "/?q=zzzz+qqqq"}, {"claims", "/claims?target=uk-electoral-commission"},
		{"article", article}, {"entity", "/entity/apt31"}, {"facet", "/facet/country"}, {"help", "/help"}, {"status", "/status"}, {"api", "/api"}, {"signin", "/signin"}, {"saved", "/saved"},
	}
}
