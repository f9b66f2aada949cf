package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a running server.
type process struct {
	cmd  *exec.Cmd
	url  string
	ends chan error
}

// client asks normal questions: what takes longer than its time-out has
// failed.
var client = &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 1000}}

// start runs serve on a free port until it is ready.
func start(ctx context.Context, set settings) (*process, error) {
	cmd := exec.CommandContext(ctx, set.binary, "serve", "--data", set.data, "--listen", "127.0.0.1:0")
	out, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd, ends: make(chan error, 1)}
	lines := bufio.NewReader(out)
	if p.url, err = address(lines); err != nil {
		return nil, errors.Join(err, cmd.Process.Kill(), cmd.Wait())
	}
	go func() {
		last := lastLine(lines)
		err := cmd.Wait()
		if err != nil {
			err = fmt.Errorf("%w: %s", err, last)
		}
		p.ends <- err
	}()
	return p, p.ready(ctx)
}

// lastLine reads to the end and keeps what was said last.
func lastLine(lines *bufio.Reader) (last string) {
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			last = strings.TrimSpace(line)
		}
		if err != nil {
			return last
		}
	}
}

// address waits for the line that says where it serves.
func address(lines *bufio.Reader) (string, error) {
	said := ""
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return "", fmt.Errorf("it does not serve: %s", said)
		}
		if _, url, ok := strings.Cut(strings.TrimSpace(line), " on http://"); ok {
			return "http://" + url, nil
		}
		said += line
	}
}

func (p *process) ready(ctx context.Context) error {
	for range 600 {
		if r, err := client.Get(p.url + "/readyz"); err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return errors.New("it is not ready after a minute")
}

// terminate sends SIGTERM and says how long it took to end.
func (p *process) terminate() (time.Duration, error) {
	begun := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return 0, err
	}
	select {
	case err := <-p.ends:
		return time.Since(begun), err
	case <-time.After(30 * time.Second):
		return time.Since(begun), errors.Join(errors.New("it does not end"), p.cmd.Process.Kill())
	}
}

// memory is what the process has in memory of its own, in MB; files that it
// has mapped do not count.
func (p *process) memory() float64 {
	return p.status("RssAnon:") / 1024
}

// status reads a number off what the kernel says of the process.
func (p *process) status(name string) float64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			n, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return n
		}
	}
	return 0
}

// sampleData imports the articles that ship with Despatch into a new folder.
func sampleData(ctx context.Context, binary string) (string, error) {
	dir, err := os.MkdirTemp("", "guard")
	if err != nil {
		return "", err
	}
	out, err := exec.CommandContext(ctx, binary, "add", "--data", dir, "--sample").CombinedOutput()
	if err != nil {
		return "", errors.Join(fmt.Errorf("add: %w: %s", err, out), os.RemoveAll(dir))
	}
	return dir, nil
}
