//go:build browser

package browsertest

import (
	"testing"

	"github.com/chromedp/chromedp"

	"despatch/corpus"
)

// hostile has markup wherever an article can have text.
var hostile = corpus.Article{
	ID: "hostile<script>window.hit=1</script>", URL: "javascript:window.hit=2", Source: `<img src=x onerror=window.hit=3>`,
	Title: `</title><script>window.hit=4</script> Zanzibar hackers`, Authors: []string{`<b onclick=window.hit=5>me</b>`}, Published: "2006-03-25",
	Text: "<script>window.hit=6</script> Zanzibar's <iframe srcdoc='<script>top.hit=7</script>'></iframe> Electoral Commission was attacked by China.\n\n" +
		"{{.}} ${x} <svg/onload=window.hit=8>APT31</svg> <a href=javascript:window.hit=9>hackers</a> <style>body{display:none}</style> &lt;script&gt;\u202e ]]><!-- --!>",
}

// hostile articles are read like any other, and leave nothing behind: no
// element of theirs, no script run, no breach of the content policy.
func (d desk) hostile(t *testing.T) {
	b := d.tab(t)
	for _, path := range []string{
		"/", "/?q=zanzibar", "/?q=zanzibar+%3Cscript%3Ewindow.hit%3D10%3C%2Fscript%3E", "/?q=script+iframe", "/claims?accused=cn",
		"/article/hostile%3Cscript%3Ewindow.hit=1%3C%2Fscript%3E", "/entity/apt31", "/facet/source",
		"/?source=%3Cimg+src%3Dx+onerror%3Dwindow.hit%3D11%3E", "/facet/source?prefix=%22%3E%3Cscript%3Ewindow.hit%3D12%3C%2Fscript%3E",
	} {
		b.visit(path)
		if n := get(b, chromedp.Evaluate[int](`document.querySelectorAll("iframe, img, b, style, svg[onload], [onerror], [onload], [onclick], a[href^=javascript]").length`)); n != 0 {
			t.Errorf("%s: %d foreign nodes", path, n)
		}
		if ran := get(b, chromedp.Evaluate[bool](`typeof window.hit !== "undefined"`)); ran {
			t.Errorf("%s: a foreign script ran", path)
		}
	}
	b.visit("/?q=zanzibar")
	b.shot("hostile")
}
