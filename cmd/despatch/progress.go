package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// lineInterval is how often long work says where it is when nobody watches.
const lineInterval = 10 * time.Second

// progress shows how far long work has come: a bar on a terminal, a plain line
// now and then elsewhere. Several goroutines may add to it.
type progress struct {
	mu      sync.Mutex
	what    string
	out     io.Writer
	bar     *progressbar.ProgressBar
	done    int
	started time.Time
	said    time.Time
}

// newProgress starts to count; total is -1 when it is not known.
func newProgress(out io.Writer, what string, total int) *progress {
	p := &progress{what: what, out: out, started: time.Now(), said: time.Now()}
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(out), progressbar.OptionSetDescription(what),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionClearOnFinish(),
			progressbar.OptionEnableColorCodes(os.Getenv("NO_COLOR") == ""), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return p
}

func (p *progress) add(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	if p.bar != nil {
		_ = p.bar.Add(n) // a bar that cannot be drawn loses nothing
		return
	}
	if time.Since(p.said) >= lineInterval {
		p.said = time.Now()
		fmt.Fprintf(p.out, "%s: %d articles, %.0f a second\n", p.what, p.done, p.rate())
	}
}

func (p *progress) rate() float64 { return float64(p.done) / time.Since(p.started).Seconds() }

// finish says what was done, when it took long enough to wonder.
func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
	if took := time.Since(p.started); took >= time.Second {
		fmt.Fprintf(p.out, "%s: %d articles in %.1f s, %.0f a second\n", p.what, p.done, took.Seconds(), p.rate())
	}
}
