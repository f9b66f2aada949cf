package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// build makes the binary of the source that the working folder is in.
func build(ctx context.Context, to string) error {
	c := exec.CommandContext(ctx, "go", "build", "-o", to, "despatch/cmd/despatch")
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("build despatch: %w\n%s", err, out)
	}
	return nil
}

// despatch is the product on one data folder.
type despatch struct {
	binary, data string
}

func (s *setup) on(folder string) *despatch {
	return &despatch{s.binary, filepath.Join(s.work, folder)}
}

// tooLong is when a command counts as hanging.
const tooLong = 2 * time.Minute

// run carries out one command to its end.
func (d *despatch) run(ctx context.Context, args ...string) (stdout, stderr string, err error) {
	ctx, cancel := context.WithTimeout(ctx, tooLong)
	defer cancel()
	p, err := d.start(ctx, args...)
	if err != nil {
		return "", "", err
	}
	err = p.wait()
	if ctx.Err() != nil {
		err = fmt.Errorf("despatch %s hung", args[0])
	}
	return p.out.String(), p.err.String(), err
}

// process is a running despatch.
type process struct {
	cmd      *exec.Cmd
	out, err spoken
	started  time.Time
	done     chan struct{}
	ended    error
}

// spoken collects output and may be looked at meanwhile.
type spoken struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *spoken) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(b)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}

func (s *spoken) lines() int { return strings.Count(s.String(), "\n") }

// start starts a command on the data folder.
func (d *despatch) start(ctx context.Context, args ...string) (*process, error) {
	p := &process{done: make(chan struct{}), started: time.Now()}
	p.cmd = exec.CommandContext(ctx, d.binary, append([]string{args[0], "--data", d.data}, args[1:]...)...)
	p.cmd.Env = append(os.Environ(), "DESPATCH_LOG=warn")
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.err
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start despatch: %w", err)
	}
	go func() {
		p.ended = p.cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

func (p *process) wait() error {
	<-p.done
	return p.ended
}

// kill ends the process as a power cut would, and waits for it.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended by itself
	<-p.done
}

// stop ends the process in good order.
func (p *process) stop() error {
	_ = p.cmd.Process.Signal(os.Interrupt)
	select {
	case <-p.done:
		return p.ended
	case <-time.After(20 * time.Second):
		p.kill()
		return errors.New("despatch did not stop within 20 s")
	}
}

func (p *process) over() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// died tells whether the process ended otherwise than by an error that it
// named itself, with how.
func (p *process) died() (string, bool) {
	text := p.err.String()
	for _, sign := range []string{"panic: ", "fatal error: ", "SIGBUS", "SIGSEGV", "goroutine 1 ["} {
		if i := strings.Index(text, sign); i >= 0 && !strings.Contains(text, "msg=panic") {
			return text[i:min(len(text), i+300)], true
		}
	}
	return "", false
}

// copyData copies a data folder, leaving locks and the socket behind.
func copyData(from, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if e.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		if !e.Type().IsRegular() {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), b, 0o600)
	})
}
