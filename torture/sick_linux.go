package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// sick serves from a disk that fails: one that turns read-only, as a file
// system does when its device fails; one whose device takes no more although
// the file system has room, so that fsync fails; and one that is read-only
// from the beginning. Reading must go on, writes must be refused, the process
// must be quiet and alive, and what was acknowledged must be there when the
// disk is mounted anew.
func sick(ctx context.Context, s *setup) (*report, error) {
	r := table("disk", "put answers", "reads failed", "CPU %", "log lines/s", "healed after", "lost after mounting anew")
	disk, err := s.newDisk(ctx)
	if err != nil {
		r.row("skipped: no disk that can fail can be made here:", err)
		return r, nil
	}
	defer disk.remove()
	p := &patient{setup: s, d: s.on(filepath.Join("disk", "data")), r: r, disk: disk, file: filepath.Join(s.work, "articles.jsonl")}
	if err := p.begin(ctx); err != nil {
		return r, err
	}
	for range s.times(1, 10) {
		for _, illness := range []struct {
			name            string
			sicken, recover func() error
		}{
			{"turned read-only", disk.turnReadOnly, nil},
			{"takes no more", disk.fill, disk.drain},
		} {
			if err := p.try(ctx, illness.name, illness.sicken, illness.recover); err != nil {
				return r, fmt.Errorf("%s: %w", illness.name, err)
			}
		}
	}
	return r, p.fromTheBeginning(ctx)
}

// patient is a data folder on a disk that fails.
type patient struct {
	*setup
	d     *despatch
	r     *report
	disk  *testDisk
	file  string // the articles that it begins with
	next  int
	acked map[int]bool
}

// begin makes the data folder.
func (p *patient) begin(ctx context.Context) error {
	const articles = 300
	p.next, p.acked = articles, map[int]bool{}
	if err := errors.Join(os.RemoveAll(p.d.data), writeArticles(p.file, 0, articles)); err != nil {
		return err
	}
	if _, said, err := p.d.run(ctx, "add", p.file); err != nil {
		return fmt.Errorf("add: %w: %s", err, said)
	}
	for n := range articles {
		p.acked[n] = true
	}
	return nil
}

// try lets the disk fail under a server.
func (p *patient) try(ctx context.Context, name string, sicken, recover func() error) error {
	server, c, err := p.d.serve(ctx, time.Minute)
	if err != nil {
		return err
	}
	defer c.close()
	defer server.kill()
	truth, err := c.answers(ctx)
	if err != nil {
		return err
	}
	if err := sicken(); err != nil {
		p.r.row(name, "skipped: "+err.Error()) // the system does not let us
		return nil
	}
	before := len(p.acked)
	statuses, refused := p.write(ctx, c)
	p.r.must(refused, "%s: writes were answered %s", name, statuses)
	busy, rate := idle(server)
	failed := 0
	got, err := c.answers(ctx)
	if err != nil {
		failed++
		p.r.breach("%s: reading fails: %v", name, err)
	} else if d := differs(truth, got); d != "" && len(p.acked) == before {
		failed++
		p.r.breach("%s: %s", name, d)
	}
	healed := "not until mounted anew"
	if recover != nil {
		if healed, err = p.heal(ctx, c, name, recover); err != nil {
			return err
		}
	}
	if dead, is := server.died(); is || server.over() {
		p.r.breach("%s: it died: %s %.300s", name, dead, server.err.String())
	}
	p.r.must(!p.long || busy < 5, "%s: %.1f %% CPU while idle", name, busy)
	p.r.must(rate < 1, "%s: %.1f log lines a second", name, rate)
	server.kill()
	lost, err := p.afterwards(ctx, name)
	p.r.row(name, statuses, failed, fmt.Sprintf("%.1f", busy), fmt.Sprintf("%.1f", rate), healed, lost)
	return err
}

// afterwards mounts the disk anew and tells how many articles are lost. Where
// the file system has lost files of its own there is nothing to judge.
func (p *patient) afterwards(ctx context.Context, name string) (told string, err error) {
	harmed, err := p.disk.mountAnew(ctx)
	if err != nil {
		return "", err
	}
	if harmed {
		return "the file system lost its own", p.begin(ctx)
	}
	lost, err := p.lost(ctx)
	p.r.must(err == nil && lost == 0, "%s: %d acknowledged articles are lost: %v", name, lost, err)
	return fmt.Sprint(lost), nil
}

// write puts articles until one is refused, at most a few: a disk may take
// some into room that it has given already.
func (p *patient) write(ctx context.Context, c *client) (statuses string, refused bool) {
	var told []string
	for range 50 {
		n := p.next
		p.next++
		status, ok := c.put(ctx, makeArticle(n, 1))
		if !ok {
			return strings.Join(append(told, fmt.Sprint(status)), " "), status != 0
		}
		p.acked[n] = true
		told = []string{fmt.Sprintf("%d×%d", len(told)+1, http.StatusCreated)}
	}
	return strings.Join(told, " "), false
}

func (p *patient) heal(ctx context.Context, c *client, name string, recover func() error) (string, error) {
	if err := recover(); err != nil {
		return "", err
	}
	if p.disk.readOnly() {
		return "not until mounted anew", nil // the file system has given up
	}
	began := time.Now()
	for time.Since(began) < 30*time.Second {
		n := p.next
		p.next++
		if _, ok := c.put(ctx, makeArticle(n, 1)); !ok {
			time.Sleep(20 * time.Millisecond)
			continue
		}
		p.acked[n] = true
		if err := c.found(ctx, n, 30*time.Second); err != nil {
			p.r.breach("%s: %v", name, err)
		}
		took := time.Since(began)
		p.r.must(!p.long || took < 5*time.Second, "%s: healed after %s", name, took)
		return took.Round(time.Millisecond).String(), nil
	}
	p.r.breach("%s: it writes no more", name)
	return "never", nil
}

// lost counts the acknowledged articles that are gone.
func (p *patient) lost(ctx context.Context) (int, error) {
	have, err := p.d.exported(ctx)
	if err != nil {
		return 0, err
	}
	lost := 0
	for n := range p.acked {
		if a := makeArticle(n, 1); have[a.ID] != a {
			lost++
		}
	}
	server, c, err := p.d.serve(ctx, patience)
	if err != nil {
		return lost, err
	}
	defer c.close()
	defer server.kill()
	total, err := c.total(ctx, "")
	if err == nil && total < len(p.acked) {
		err = fmt.Errorf("%d articles are found of %d", total, len(p.acked))
	}
	return lost, err
}

// fromTheBeginning tries commands on a disk that is read-only: each must end
// with what it was asked for or a clear word.
func (p *patient) fromTheBeginning(ctx context.Context) error {
	if err := p.disk.mount(ctx, "ro"); err != nil {
		return err
	}
	for _, command := range [][]string{
		{"serve", "--listen", "127.0.0.1:0"}, {"search", "minister"}, {"add", p.file}, {"export"}, {"reindex"}, {"verify"}, {"status"},
	} {
		out, said, err := p.d.run(ctx, command...)
		outcome := "done"
		if err != nil {
			outcome = strings.TrimSpace(said)
		}
		p.r.must(err == nil && out+said != "" || strings.Contains(said, "read-only"), "%s on a read-only disk: %v: %.300s", command[0], err, said)
		p.r.row("read-only: "+command[0], fmt.Sprintf("%.150s", outcome))
	}
	return nil
}

// testDisk is a small ext4 on a file that can be kept from growing.
type testDisk struct {
	backing, image, folder string
}

const sickBytes = 192 << 20

func (s *setup) newDisk(ctx context.Context) (*testDisk, error) {
	d := &testDisk{backing: filepath.Join(s.work, "backing"), folder: filepath.Join(s.work, "disk")}
	d.image = filepath.Join(d.backing, "image")
	if err := errors.Join(os.MkdirAll(d.backing, 0o700), os.MkdirAll(d.folder, 0o700)); err != nil {
		return nil, err
	}
	if err := unix.Mount("tmpfs", d.backing, "tmpfs", 0, fmt.Sprintf("size=%d", sickBytes)); err != nil {
		return nil, err
	}
	err := errors.Join(os.WriteFile(d.image, nil, 0o600), os.Truncate(d.image, sickBytes))
	if err == nil {
		err = command(ctx, "mkfs.ext4", "-q", "-O", "^has_journal", d.image)
	}
	if err == nil {
		err = d.mount(ctx, "rw")
	}
	if err != nil {
		d.remove()
		return nil, err
	}
	return d, nil
}

func command(ctx context.Context, name string, args ...string) error {
	if out, err := exec.CommandContext(ctx, name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

func (d *testDisk) mount(ctx context.Context, way string) error {
	_ = unix.Unmount(d.folder, 0) // where it is mounted
	return command(ctx, "mount", "-o", "loop,errors=remount-ro,"+way, d.image, d.folder)
}

// mountAnew also throws away what the system has not written, and tells
// whether the file system was found to be harmed.
func (d *testDisk) mountAnew(ctx context.Context) (harmed bool, err error) {
	if err := errors.Join(unix.Unmount(d.folder, 0), d.drain()); err != nil {
		return false, err
	}
	out, err := exec.CommandContext(ctx, "e2fsck", "-fy", d.image).CombinedOutput()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() < 4 {
		err = nil // it has put right what there was
	}
	if err != nil {
		return false, fmt.Errorf("e2fsck: %w: %s", err, out)
	}
	return harm.Match(out), d.mount(ctx, "rw")
}

// harm is what e2fsck says of files that are not as they were written; that a
// disk was not unmounted in order it says, too.
var harm = regexp.MustCompile(`(?i)invalid|corrupt|unattached|deleted/unused`)

func (d *testDisk) remove() {
	_ = unix.Unmount(d.folder, unix.MNT_DETACH) // at the end of all there is nobody to tell
	_ = unix.Unmount(d.backing, unix.MNT_DETACH)
}

// turnReadOnly makes the file system believe that it has found an error.
func (d *testDisk) turnReadOnly() error {
	mounts, err := os.ReadFile("/proc/mounts")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(mounts)) {
		if f := strings.Fields(line); len(f) > 1 && f[1] == d.folder {
			return os.WriteFile(filepath.Join("/sys/fs/ext4", filepath.Base(f[0]), "trigger_fs_error"), []byte("1"), 0)
		}
	}
	return errors.New("the disk is not mounted")
}

// fill leaves the device no room to give blocks that were never written. What
// the file system knows of files by then is safe: its losses are not ours.
func (d *testDisk) fill() error {
	unix.Sync()
	f, err := os.Create(filepath.Join(d.backing, "ballast"))
	if err != nil {
		return err
	}
	for block := make([]byte, 64<<10); err == nil; {
		_, err = f.Write(block)
	}
	if errors.Is(err, unix.ENOSPC) {
		err = nil
	}
	return errors.Join(err, f.Close())
}

// readOnly tells whether the file system refuses writes by now.
func (d *testDisk) readOnly() bool {
	return errors.Is(os.WriteFile(filepath.Join(d.folder, "try"), nil, 0o600), unix.EROFS)
}

func (d *testDisk) drain() error {
	err := os.Remove(filepath.Join(d.backing, "ballast"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
