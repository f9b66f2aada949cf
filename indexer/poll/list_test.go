package poll

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadList(t *testing.T) {
	want := []Subscription{{URL: "https://a.example/rss", Title: "A"}, {URL: "http://b.example/atom", Title: "B & C"}}
	for name, in := range map[string]string{
		"opml":  `<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body><outline text="g"><outline text="A" xmlUrl="https://a.example/rss"/></outline><outline title="B &amp; C" text="b" xmlUrl="http://b.example/atom"/><outline text="again" xmlUrl="https://a.example/rss"/></body></opml>`,
		"plain": "# feeds\n\nhttps://a.example/rss A\nhttp://b.example/atom  B & C\nhttps://a.example/rss\n",
	} {
		got, err := ReadList([]byte(in))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
	for _, bad := range []string{"", "# nothing\n", "file:///etc/passwd\n", "<html></html>", `<opml><body><outline xmlUrl="ftp://x"/></body></opml>`,
		"<opml><body>" + strings.Repeat(`<outline text="x">`, 100) + strings.Repeat("</outline>", 100) + "</body></opml>"} {
		if got, err := ReadList([]byte(bad)); err == nil {
			t.Errorf("%.40q: %v", bad, got)
		}
	}
}

func TestStarter(t *testing.T) {
	if list, err := ReadList(Starter); err != nil || len(list) < 10 {
		t.Errorf("%d feeds, %v", len(list), err)
	}
}

func FuzzReadList(f *testing.F) {
	f.Add(Starter)
	f.Add([]byte("https://a.example/rss A\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		list, err := ReadList(b)
		if (err == nil) != (len(list) > 0) {
			t.Errorf("%d feeds and %v", len(list), err)
		}
	})
}
