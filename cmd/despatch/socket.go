package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
)

const socketName = "despatch.sock"

// maxSocketPath is what the shortest of the systems' socket addresses holds.
const maxSocketPath = 100

// withSocketPath calls do with a path to the data folder's socket that is
// short enough for the system: a deep folder is reached through a descriptor.
func withSocketPath(data string, do func(path string) error) error {
	path := filepath.Join(data, socketName)
	if len(path) <= maxSocketPath {
		return do(path)
	}
	folder, err := os.Open(data)
	if err != nil {
		return err
	}
	defer folder.Close()
	return do(fmt.Sprintf("/proc/self/fd/%d/%s", folder.Fd(), socketName))
}

// listenSocket listens on the data folder's socket, which only the folder's
// owner may use. The caller holds the index lock, so that a socket that is
// there already is one that a dead process left.
func listenSocket(data string) (net.Listener, error) {
	var listener net.Listener
	err := withSocketPath(data, func(path string) error {
		if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
			return err
		}
		l, err := net.Listen("unix", path)
		if err != nil {
			return err
		}
		l.(*net.UnixListener).SetUnlinkOnClose(false) // the path may be a descriptor's, gone by then
		listener = l
		return os.Chmod(path, 0o600)
	})
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", filepath.Join(data, socketName), err)
	}
	return listener, nil
}

// socketClient speaks HTTP with the owner of the data folder's index.
func socketClient(data string) *http.Client {
	return &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (conn net.Conn, err error) {
			err = withSocketPath(data, func(path string) error {
				conn, err = new(net.Dialer).DialContext(ctx, "unix", path)
				return err
			})
			return conn, err
		},
	}}
}
