//go:build !linux

package main

// stepBack does nothing here: priorities are not had in a portable way.
func stepBack() {}
