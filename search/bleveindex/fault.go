package bleveindex

import (
	"fmt"
	"runtime/debug"
)

// guarded makes an error of a panic, and of the fault that reading a mapped
// segment is when somebody has cut it: either would end the process.
func guarded(work func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a segment is damaged: %v", p)
		}
	}()
	return work()
}
