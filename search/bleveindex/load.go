package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/scorch_segment_api/v2"
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
		group.Go(func() (err error) {
			found[i], err = loadSound(ss.Segment())
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

// loadSound answers an error where a damaged segment makes reading it break or
// fault.
func loadSound(seg bleve.Segment) (c *columns, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a segment is damaged: %v", p)
		}
	}()
	return loadColumns(seg)
}
