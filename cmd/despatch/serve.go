package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"despatch/server"
)

type serveOptions struct {
	listen string
	config server.Config
}

func (a *app) serveCommand() *cobra.Command {
	var o serveOptions
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve page and API, and keep the index up with the corpus",
		Example: `  despatch serve
  despatch serve --listen 127.0.0.1:9000 --data /var/lib/despatch
  despatch serve --read-only --collection news`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), o) },
	}
	f := c.Flags()
	f.StringVar(&o.listen, "listen", "127.0.0.1:8080", "address to serve on")
	f.BoolVar(&o.config.ReadOnly, "read-only", false, "refuse every write, with a key or without")
	f.StringSliceVar(&o.config.Public, "collection", nil, "collections that are seen without a key (default all)")
	f.StringSliceVar(&o.config.Origins, "origin", nil, "web origins whose scripts may call the API")
	f.BoolVar(&o.config.LogQueries, "log-queries", false, "write the text of queries into the log")
	return c
}

func (a *app) serve(ctx context.Context, o serveOptions) error {
	own, err := a.own(ctx, "serve")
	if err != nil {
		return err
	}
	own.log = a.serverLog()
	own.follower.Log = own.log
	return errors.Join(a.serveOwned(ctx, own, o), own.close())
}

// serveOwned listens first and opens the index then, so that a long rebuild is
// answered with "not yet" instead of silence.
func (a *app) serveOwned(ctx context.Context, own *owner, o serveOptions) error {
	o.config.Log = own.log
	o.config.Keys = own.store
	o.config.Trouble = own.gate.trouble
	s, err := own.server(o.config)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	local, err := listenSocket(a.data)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	fmt.Fprintf(a.stderr, "serving %s on http://%s\n", a.data, listener.Addr())
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.Serve(ctx, listener) })
	group.Go(func() error { return s.ServeLocal(ctx, local) })
	group.Go(func() error { return own.work(ctx) })
	group.Go(func() error {
		w := own.watcher(s)
		w.Client = &http.Client{}
		w.Run(ctx)
		return nil
	})
	if err := group.Wait(); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// work opens the index and keeps it up with the corpus until ctx ends.
func (o *owner) work(ctx context.Context) error {
	if err := o.open(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	if err := o.catchUp(ctx); err != nil {
		o.log.Error("the index does not follow the corpus yet", "error", err)
	}
	o.renewBehind(ctx)
	o.follow(ctx)
	return nil
}

// renewBehind rebuilds an index made with an older gazetteer while it goes on
// answering; follow adopts the result.
func (o *owner) renewBehind(ctx context.Context) {
	made, now := o.gate.engine.Load().Gazetteer(), o.follower.Reader.Gazetteer().Version()
	if made == now {
		return
	}
	o.log.Warn("the index was made with an older gazetteer: it is served and rebuilt behind", "made", made, "now", now)
	go func() {
		if err := o.rebuild(ctx); err != nil && ctx.Err() == nil {
			o.log.Error("rebuilding behind failed; run 'despatch reindex'", "error", err)
		}
	}()
}
