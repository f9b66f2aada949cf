package main

import (
	"os"
	"strconv"
	"syscall"
)

// background is the priority of work that must not slow the answering down.
const background = 10

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
