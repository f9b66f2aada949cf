//go:build browser

package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"despatch/corpus"
)

// keeping signs in, saves a search from its page, finds it among the saved
// ones and forgets it; all of it without a script.
func (d desk) keeping(t *testing.T) {
	_, secret, err := d.store.NewKey(t.Context(), corpus.Key{Scope: "write"})
	if err != nil {
		t.Fatal(err)
	}
	b := d.tab(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.visit("/signin")
	b.do(chromedp.SendKeys(chromedp.CSS("#key"), secret), chromedp.Click(chromedp.CSS(".look-up button")), chromedp.WaitVisible(chromedp.CSS(".bottom .inline")))
	b.visit("/?q=sanctions&country=ru")
	b.do(chromedp.Click(chromedp.CSS(".keep summary")), chromedp.WaitVisible(chromedp.CSS("#keep-name")))
	b.shot("keep")
	b.do(chromedp.SendKeys(chromedp.CSS("#keep-name"), "sanctions on Russia"), chromedp.Click(chromedp.CSS(".keep button")), chromedp.WaitVisible(chromedp.CSS(".saved-search h2")))
	b.shot("saved")
	if text := get(b, chromedp.Text(chromedp.CSS("#main"))); !strings.Contains(text, "sanctions on Russia") || !strings.Contains(text, "Country: Russia") {
		t.Errorf("the page says %q", text)
	}
	b.do(chromedp.Click(chromedp.CSS(".saved-search .plain")), chromedp.WaitVisible(chromedp.CSS(".saved code")))
}
