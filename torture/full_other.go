//go:build !linux

package main

import "context"

func diskfull(context.Context, *setup) (*report, error) {
	r := table("skipped")
	r.row("a disk to fill is only made on Linux")
	return r, nil
}

func sick(context.Context, *setup) (*report, error) {
	r := table("")
	r.row("skipped: only on Linux")
	return r, nil
}
