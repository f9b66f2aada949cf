package bleveindex

import "errors"

// ErrDamaged is wrapped by the error of Open where the published generation
// cannot be trusted: its owner builds the next one from the corpus.
var ErrDamaged = errors.New("the index is damaged")

// Published is the number of the generation that dir/CURRENT names, 0 for none.
func Published(dir string) (int, error) { return published(dir) }
