//go:build browser

// Package browsertest works the desk in Chromium as a reader would.
package browsertest

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"

	"despatch/corpus"
	"despatch/corpus/extract"
	"despatch/corpus/gazetteer"
	"despatch/corpus/sample"
	"despatch/indexer"
	"despatch/search/bleveindex"
	"despatch/server"
)

// patience bounds one test in the browser.
const patience = 90 * time.Second

// desk is a server with the sample articles, and a browser.
type desk struct {
	url     string
	store   *corpus.Store
	browser context.Context
	shots   string // where screenshots are kept
}

// open starts the server on a port of its own, and one browser for all tests.
func open(t *testing.T) desk {
	t.Helper()
	engine, store, g := index(t)
	d := desk{shots: shotsFolder(t), store: store}
	s, err := server.New(server.Config{Engine: engine, Corpus: store, Keys: store, Saved: store, Gazetteer: g, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d.url = "http://" + listener.Addr().String()
	serving, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(serving, listener) }()
	browser, closeBrowser := chromedp.NewContext(context.Background(),
		chromedp.WithAllocatorOptions(chromedp.NoSandbox, chromedp.WindowSize(1280, 1000)))
	d.browser = browser
	t.Cleanup(func() {
		closeBrowser()
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	if err := chromedp.Do(browser, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("start Chromium (Debian's package chromium): %v", err)
	}
	return d
}

// shotsFolder is where a person finds the screenshots of the last run.
func shotsFolder(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("DESPATCH_SHOTS")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "test-output", "browser")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}

// index puts the sample articles, and hostile ones, into a corpus and an index.
func index(t *testing.T) (*bleveindex.Engine, *corpus.Store, *gazetteer.Gazetteer) {
	t.Helper()
	folder := t.TempDir()
	store, err := corpus.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	label := func(id string) (string, bool) {
		e, ok := g.Entity(id)
		if !ok {
			return "", false
		}
		return e.Label, true
	}
	engine, err := bleveindex.Open(t.Context(), filepath.Join(folder, "index"), bleveindex.Options{
		Gazetteer: g.Version(), Label: label, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		engine.Close()
		store.Close()
	})
	put(t, store)
	follower := indexer.Follower{Corpus: store, Reader: indexer.NewReader(g), Log: slog.New(slog.DiscardHandler)}
	if err := follower.CatchUp(t.Context(), engine); err != nil {
		t.Fatal(err)
	}
	if err := engine.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	return engine, store, g
}

func put(t *testing.T, store *corpus.Store) {
	t.Helper()
	submissions := []corpus.Submission{{Article: hostile}}
	err := fs.WalkDir(sample.Files(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(sample.Files(), name)
		if err != nil {
			return err
		}
		articles, err := extract.File(name, content)
		original := corpus.NewOriginal(name, "", content, time.Now())
		for _, a := range articles {
			submissions = append(submissions, corpus.Submission{Article: a, Original: &original})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Put(t.Context(), submissions); err != nil {
		t.Fatal(err)
	}
}

// tab is one tab of the browser; errors that pages log are failures.
type tab struct {
	t    *testing.T
	desk desk
	ctx  context.Context
}

// tab opens a tab; of the errors that its pages log only those that hold one
// of the expected texts are none of the test's.
func (d desk) tab(t *testing.T, expected ...string) tab {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(d.browser)
	ctx, cancel := context.WithTimeout(ctx, patience)
	b := tab{t, d, ctx}
	t.Cleanup(func() {
		cancel()
		closeTab()
	})
	b.do(chromedp.Navigate("about:blank"))
	if err := chromedp.Listen(ctx, func(event any) {
		e, ok := event.(*log.EventEntryAdded)
		is := func(text string) bool { return strings.Contains(e.Entry.Text, text) }
		if ok && e.Entry.Level == log.EntryLevelError && !slices.ContainsFunc(expected, is) {
			t.Errorf("%s logged: %s", e.Entry.URL, e.Entry.Text)
		}
	}); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.shot("failed-" + filepath.Base(b.t.Name()))
		b.t.Fatal(err)
	}
}

func get[T any](b tab, action chromedp.Action[T]) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, action)
	if err != nil {
		b.shot("failed-" + filepath.Base(b.t.Name()))
		b.t.Fatal(err)
	}
	return value
}

// visit opens a page of the desk.
func (b tab) visit(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.desk.url + path))
}

// until waits for an expression of the page's to become true.
func (b tab) until(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	for {
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		if err == nil && yes {
			return
		}
		if ctx.Err() != nil {
			b.shot("failed-" + filepath.Base(b.t.Name()))
			b.t.Fatalf("never true at %s: %s (%v)", get(b, chromedp.Location()), expression, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// shot keeps a screenshot.
func (b tab) shot(name string) {
	b.t.Helper()
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(b.desk.shots, name+".png"), picture, 0o644)
	}
	if err != nil {
		b.t.Logf("no screenshot %s: %v", name, err)
	}
}

// media sets what the page is told of its reader's wishes, such as
// prefers-color-scheme=dark.
func (b tab) media(name, value string) {
	b.t.Helper()
	features := []*emulation.MediaFeature{{Name: name, Value: value}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		b.t.Fatal(err)
	}
}

func (b tab) count() string {
	b.t.Helper()
	return get(b, chromedp.Evaluate[string](`document.querySelector("h1").firstChild.textContent`))
}

func quoted(selector string) string { return fmt.Sprintf("document.querySelector(%q)", selector) }
