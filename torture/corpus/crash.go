package main

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"despatch/corpus"
)

// freshEvery kills begin in an empty folder, so that the first start is hit.
const freshEvery = 8

// crash kills a writing process at a random moment, again and again, and asks
// after each kill for all that was ever acknowledged in that folder.
func crash(ctx context.Context, dir string, tries int) (result, error) {
	r := result{tries: tries}
	var ids []string
	var folder string
	var slowest time.Duration
	total := 0
	for i := range tries {
		if i%freshEvery == 0 {
			folder, ids = filepath.Join(dir, fmt.Sprint(i)), nil
		}
		told, err := killedWriter(ctx, folder, fmt.Sprint("k", i))
		if err != nil {
			return r, err
		}
		ids, total = append(ids, told...), total+len(told)
		began := time.Now()
		s, err := corpus.Open(ctx, folder)
		if err != nil {
			r.failed++
			continue
		}
		slowest = max(slowest, time.Since(began))
		missing, wrong, broken := inspect(ctx, s, ids)
		r.lost, r.wrong = r.lost+missing+broken, r.wrong+wrong
		if damaged(ctx, s.Check) {
			r.failed++
		}
		if err := s.Close(); err != nil {
			return r, err
		}
	}
	r.note = fmt.Sprintf("%d articles acknowledged; slowest open %v", total, slowest.Round(time.Millisecond))
	return r, nil
}

// killedWriter returns the ids that a process acknowledged before it was
// killed, some time within its first tenth of a second.
func killedWriter(ctx context.Context, folder, prefix string) ([]string, error) {
	cmd := exec.CommandContext(ctx, os.Args[0], "write", folder, prefix)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	kill := time.AfterFunc(time.Duration(rand.IntN(100_000))*time.Microsecond, func() { cmd.Process.Kill() })
	defer kill.Stop()
	var ids []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		ids = append(ids, lines.Text())
	}
	cmd.Wait() // it was killed, and says so
	return ids, nil
}

// write is the process that is killed: it puts articles until then, and prints
// an id only once it is acknowledged.
func write(folder, prefix string) int {
	ctx := context.Background()
	s, err := corpus.Open(ctx, folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for i := 0; ; i++ {
		outcomes, err := s.Put(ctx, submissions(fmt.Sprintf("%s-%d", prefix, i), 1+rand.IntN(20)))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		for _, o := range outcomes {
			fmt.Println(o.ID)
		}
	}
}
