package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"despatch/server"
)

type serveOptions struct {
	listen  listenOptions
	poll    time.Duration
	allowed []string
	config  server.Config
	scrub   time.Duration
}

func (a *app) serveCommand() *cobra.Command {
	var o serveOptions
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve page and API, and keep the index up with the corpus",
		Example: `  despatch serve
  despatch serve --poll 15m
  despatch serve --listen 127.0.0.1:9000 --data /var/lib/despatch
  despatch serve --read-only --collection news`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), o) },
	}
	f := c.Flags()
	f.DurationVar(&o.poll, "poll", 0, "poll the feeds of the data folder this often, such as 15m")
	f.StringSliceVar(&o.allowed, "allow-host", nil, "host that may be polled although its address is not public")
	f.StringVar(&o.listen.address, "listen", "127.0.0.1:8080", "address to serve on")
	f.StringVar(&o.listen.cert, "tls-cert", "", "certificate file, to serve over TLS (with --tls-key)")
	f.StringVar(&o.listen.key, "tls-key", "", "file of the certificate's key")
	f.DurationVar(&o.scrub, "scrub", 0, "check corpus and index again this often, as in 24h; 0 checks when opening alone")
	f.BoolVar(&o.config.ReadOnly, "read-only", false, "refuse every write, with a key or without")
	f.StringSliceVar(&o.config.Public, "collection", nil, "collections that are seen without a key (default all, or news alone once there are keys for collections or for reading)")
	f.StringSliceVar(&o.config.Origins, "origin", nil, "web origins whose scripts may call the API")
	f.BoolVar(&o.config.LogQueries, "log-queries", false, "write the text of queries into the log")
	return c
}

// garbageShare is how much garbage, in percent of what is in use, is let pile
// up before it is collected: less than Go's default, since most of what a server
// holds are plain numbers, which cost the collector nothing, and memory peaks
// where costly queries meet. GOGC in the environment goes before it.
const garbageShare = 40

// spareMemory is for a server that has opened its index: opening leaves much
// garbage, and collecting it more often would make it ready later.
func spareMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbageShare)
	}
}

func (a *app) serve(ctx context.Context, o serveOptions) error {
	if err := checkCollections(o.config.Public...); err != nil {
		return err
	}
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
	o.config.Trouble = own.trouble
	own.gate.doubted = make(chan struct{}, 1)
	s, err := own.server(o.config)
	if err != nil {
		return err
	}
	own.changed = s.SetGazetteer
	listener, url, err := o.listen.listen()
	if err != nil {
		return err
	}
	local, err := listenSocket(a.data)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	fmt.Fprintf(a.stderr, "serving %s on %s\n", a.data, url)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.Serve(ctx, listener) })
	group.Go(func() error { return s.ServeLocal(ctx, local) })
	group.Go(func() error { return own.work(ctx, o.scrub) })
	if o.poll > 0 {
		group.Go(func() error { return a.pollOften(ctx, own.store, o.poll, o.allowed, own.log) })
	}
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

// work opens the index and keeps it up with the corpus until ctx ends. When
// scrubbing finds it damaged, it is set aside and work begins anew.
func (o *owner) work(ctx context.Context, scrub time.Duration) error {
	for {
		if err := o.openServing(ctx); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		spareMemory()
		damage := o.keepUp(ctx, scrub)
		if ctx.Err() != nil {
			return nil
		}
		if err := o.gate.close(damage); err != nil {
			o.log.Error("the damaged index", "error", err)
		}
	}
}

// keepUp keeps an open index up with the corpus until ctx ends or damage is
// found, which it returns.
func (o *owner) keepUp(ctx context.Context, scrub time.Duration) (damage error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var behind sync.WaitGroup
	defer behind.Wait()
	behind.Go(func() {
		if damage = o.scrub(ctx, scrub); damage != nil {
			stop()
		}
	})
	if err := o.catchUp(ctx); err != nil && ctx.Err() == nil {
		o.log.Error("the index does not follow the corpus yet", "error", err)
	}
	if o.gate.mending() != nil {
		behind.Go(func() { o.mendBehind(ctx) })
	} else {
		o.renewBehind(ctx)
	}
	o.follow(ctx)
	stop()
	behind.Wait()
	return damage
}

// renewBehind rebuilds an index made with an older gazetteer while it goes on
// answering; follow adopts the result.
func (o *owner) renewBehind(ctx context.Context) {
	if !o.sayOlder() {
		return
	}
	o.behind.Go(func() {
		if err := o.rebuild(ctx); err != nil && ctx.Err() == nil {
			o.log.Error("rebuilding behind failed; run 'despatch reindex'", "error", err)
		}
	})
}

// sayOlder says whether the index was made with another gazetteer than the
// one in use. It is served all the same.
func (o *owner) sayOlder() bool {
	made, now := o.gate.engine.Load().Gazetteer(), o.known.Load().Version()
	if made == "" || made == now {
		return false
	}
	o.log.Warn("the index was made with another gazetteer; 'despatch reindex' renews it, and a server does so by itself", "made", made, "now", now)
	return true
}
