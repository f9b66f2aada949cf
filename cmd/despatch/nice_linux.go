package main

import (
	"os"
	"strconv"
	"syscall"
)

// background is the priority of work that must not slow the answering down,
// and yet must get on. Beside 20 clients that never pause, a rebuild has about a
// third of a processor at 4, and at 10 a tenth, which takes it minutes.
const background = 4

// stepBack lowers the priority of this process, where the system lets it.
// Linux keeps priorities by thread; threads made later inherit theirs.
func stepBack() {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return
	}
	for _, t := range threads {
		if id, err := strconv.Atoi(t.Name()); err == nil {
			_ = syscall.Setpriority(syscall.PRIO_PROCESS, id, background) // a courtesy, not a need
		}
	}
}
