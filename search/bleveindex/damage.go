package bleveindex

import "errors"

// ErrDamaged says that a generation must not be served: something on disk is
// not what was written, or it was written by another version.
var ErrDamaged = errors.New("the index is damaged")
