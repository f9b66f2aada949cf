package main

import (
	"errors"
	"testing"
	"time"
)

func TestBackoff(t *testing.T) {
	var b backoff
	if b.waits() {
		t.Error("it waits before the first try")
	}
	for _, want := range []time.Duration{healPause, 2 * healPause, 4 * healPause, mostPause, mostPause} {
		b.told(errors.New("no space left"))
		if b.pause != want || !b.waits() {
			t.Errorf("it pauses for %s, want %s", b.pause, want)
		}
	}
	b.told(nil)
	if b.waits() {
		t.Error("it waits after a try that succeeded")
	}
}
