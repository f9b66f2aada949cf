package bleveindex

import (
	"context"
	"errors"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"golang.org/x/sync/errgroup"
)

// load reads the columns of the segments that have none yet, several at once:
// it is what opening an index takes longest over. The caller holds building.
func (g *generation) load(ctx context.Context, segments []*scorch.SegmentSnapshot) error {
	found := make([]*columns, len(segments))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(readerCount)
	for i, ss := range segments {
		if g.loaded[ss.Id()] != nil {
			continue
		}
		group.Go(func() error {
			err := guarded(func() (err error) {
				found[i], err = loadColumns(ss.Segment())
				return err
			})
			return errors.Join(err, ctx.Err())
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, c := range found {
		if c != nil {
			g.loaded[segments[i].Id()] = c
		}
	}
	return nil
}
