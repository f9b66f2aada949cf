//go:build unix

package corpus

import "golang.org/x/sys/unix"

// space is the number of bytes that this user can still write in the folder's
// file system, and how many it holds in all.
func space(dir string) (free, total uint64, err error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, 0, err
	}
	return uint64(st.Bavail) * uint64(st.Bsize), uint64(st.Blocks) * uint64(st.Bsize), nil
}
