package extract

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const rss = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Quay &amp; Co</title>%s</channel></rss>`

func items(published ...string) string {
	var b strings.Builder
	for i, p := range published {
		fmt.Fprintf(&b, `<item><title>Ports closed %d</title><link>https://quay.example/%d</link><guid>g%d</guid><pubDate>%s</pubDate><description>&lt;p&gt;Nobody was told.&lt;/p&gt;</description></item>`, i, i, i, p)
	}
	return b.String()
}

func TestReadFeed(t *testing.T) {
	f, err := ReadFeed([]byte(fmt.Sprintf(rss, items("Sun, 07 May 2023 09:05:00 +0200", "Mon, 08 May 2023 00:00:00 GMT"))), "application/rss+xml")
	if err != nil || f.Title != "Quay & Co" || len(f.Items) != 2 || f.Cut {
		t.Fatalf("%+v, %v", f, err)
	}
	a := f.Items[0]
	if a.ID != "g0" || a.Article.Title != "Ports closed 0" || a.Article.Text != "Nobody was told." || a.Article.Published != "2023-05-07T09:05+02:00" || a.Full {
		t.Errorf("%+v", a)
	}
	if d := f.Items[1].Article.Published; d != "2023-05-08" {
		t.Errorf("midnight is %q", d)
	}
}

func TestReadFeedOneDateForAll(t *testing.T) {
	same := "Sun, 07 May 2023 09:05:00 +0200"
	f, err := ReadFeed([]byte(fmt.Sprintf(rss, items(same, same, same))), "")
	if err != nil || len(f.Items) != 3 {
		t.Fatalf("%+v, %v", f, err)
	}
	for _, item := range f.Items {
		if item.Article.Published != "" {
			t.Errorf("believed %q", item.Article.Published)
		}
	}
}

func TestReadFeedCut(t *testing.T) {
	s := fmt.Sprintf(rss, items("", "", ""))
	f, err := ReadFeed([]byte(s[:len(s)-60]), "")
	if err != nil || len(f.Items) != 2 || !f.Cut {
		t.Errorf("%d items, cut %v, %v", len(f.Items), f.Cut, err)
	}
}

func TestReadFeedWrongCharset(t *testing.T) {
	latin := strings.ReplaceAll(fmt.Sprintf(rss, "<item><title>Caf\xe9</title><link>https://quay.example/1</link></item>"), "utf-8", "iso-8859-1")
	utf8 := strings.ReplaceAll(fmt.Sprintf(rss, "<item><title>Café</title><link>https://quay.example/1</link></item>"), "utf-8", "iso-8859-1")
	for _, c := range []struct{ body, contentType string }{
		{latin, "text/xml"}, {utf8, "text/xml"}, {latin, "text/xml; charset=iso-8859-1"}, {utf8, "text/xml; charset=us-ascii"},
	} {
		f, err := ReadFeed([]byte(c.body), c.contentType)
		if err != nil || f.Items[0].Article.Title != "Café" {
			t.Errorf("%q: %+v, %v", c.contentType, f, err)
		}
	}
}

// TestGofeedFixtures reads every feed that the library is tested on.
func TestGofeedFixtures(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/mmcdole/gofeed").Output()
	if err != nil {
		t.Skipf("the module's folder cannot be asked for: %v", err)
	}
	read, refused := 0, 0
	err = filepath.WalkDir(filepath.Join(strings.TrimSpace(string(out)), "testdata"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if _, err := ReadFeed(b, ""); err != nil {
			if strings.Contains(err.Error(), "parser failed") {
				t.Errorf("%s: %v", path, err)
			}
			refused++
		}
		read++
		return nil
	})
	if err != nil {
		t.Skipf("no fixtures: %v", err)
	}
	t.Logf("%d read, %d of them refused as no feeds", read, refused)
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(fmt.Sprintf(rss, items("Sun, 07 May 2023 09:05:00 +0200"))), "text/xml")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>a</title><content type="xhtml"><div>b</div></content></entry></feed>`), "")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"a"}]}`), "")
	f.Fuzz(func(t *testing.T, b []byte, contentType string) {
		feed, err := ReadFeed(b, contentType)
		for _, item := range feed.Items {
			if item.Article.Text != "" {
				checkArticle(t, item.Article, finish(&item.Article))
			}
		}
		checkArticle(t, feedless, err)
	})
}
