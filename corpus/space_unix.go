//go:build unix

package corpus

import "golang.org/x/sys/unix"

// freeSpace is the number of bytes that this user can still write in the
// folder's file system.
func freeSpace(dir string) (uint64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return uint64(st.Bavail) * uint64(st.Bsize), nil
}
