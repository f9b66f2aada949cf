//go:build browser

package browsertest

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe is axe-core, which looks for what keeps people out.
//
//go:embed testdata/axe.min.js
var axe string

// accessible finds no violation on any page, in the light and in the dark.
func (d desk) accessible(t *testing.T) {
	b := d.tab(t)
	for _, scheme := range []string{"light", "dark"} {
		b.media("prefers-color-scheme", scheme)
		for _, page := range d.pages(b) {
			b.visit(page.path)
			for _, violation := range b.violations() {
				t.Errorf("%s, %s: %s", page.path, scheme, violation)
			}
			if scheme == "light" {
				b.shot(page.name)
			}
		}
	}
}

func (b tab) violations() []string {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](axe + "; void 0"))
	found := get(b, chromedp.Evaluate[string](`axe.run(document, {resultTypes: ["violations"]}).then(r =>
		r.violations.map(v => v.id + ": " + v.help + " at " + v.nodes.slice(0, 3).map(n => n.target + " " + (n.any[0]?.message ?? "")).join(" | ")).join("\n"))`, chromedp.EvalAwaitPromise))
	if found == "" {
		return nil
	}
	return strings.Split(found, "\n")
}
