package bleveindex

import (
	"context"
	"os"
	"testing"

	"despatch/search"
	"despatch/search/enginetest"
)

func TestEngine(t *testing.T) {
	folder := t.TempDir()
	enginetest.Run(t, func() (enginetest.Engine, error) {
		dir, err := os.MkdirTemp(folder, "index")
		if err != nil {
			return nil, err
		}
		e := &tested{dir: dir}
		return e, e.open(context.Background())
	})
}

// tested is an engine as the suite wants it.
type tested struct {
	*Engine
	dir string
}

func (e *tested) open(ctx context.Context) (err error) {
	e.Engine, err = Open(ctx, e.dir, Options{Gazetteer: "1", Label: enginetest.Label})
	return err
}

func (e *tested) Merge(ctx context.Context) error {
	if err := e.current().store.ForceMerge(ctx, nil); err != nil {
		return err
	}
	return e.Refresh(ctx)
}

func (e *tested) Reopen(ctx context.Context) error {
	if err := e.Engine.Close(); err != nil {
		return err
	}
	return e.open(ctx)
}

// Rebuild leaves the last article to be put while the new generation is
// adopted.
func (e *tested) Rebuild(ctx context.Context, docs []search.Document, checkpoint int64) error {
	b, err := Rebuild(ctx, e.dir, e.opts)
	if err != nil {
		return err
	}
	n := max(0, len(docs)-1)
	for _, part := range [][]search.Document{docs[:n/2], docs[n/2 : n]} {
		if err := b.Add(ctx, part); err != nil {
			return err
		}
	}
	if err := b.Publish(ctx, checkpoint-1); err != nil {
		return err
	}
	return e.Adopt(ctx, func(ctx context.Context, next Writer) error {
		return next.Put(ctx, docs[n:], nil, checkpoint)
	})
}

func (e *tested) Close() error {
	defer os.RemoveAll(e.dir)
	return e.Engine.Close()
}
