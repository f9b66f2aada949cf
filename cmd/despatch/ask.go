package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"despatch/indexer"
	"despatch/indexer/watch"
	"despatch/server"
)

// asker asks the owner of the index, which may be this very process.
type asker struct {
	client *http.Client
	// own is set where this process is the owner.
	own    *owner
	server *server.Server
	stop   context.CancelFunc
	done   chan error
}

// ask finds the owner of the index: a server, another command, or, where there
// is none, this process for as long as the asker is not closed.
func (a *app) ask(ctx context.Context) (*asker, error) {
	own, err := a.own(ctx, "command")
	var held *indexer.HeldError
	if errors.As(err, &held) {
		return a.askOther(ctx, held)
	}
	if err != nil {
		return nil, err
	}
	k, err := a.askSelf(ctx, own)
	if err != nil {
		return nil, errors.Join(err, own.close())
	}
	return k, nil
}

// socketPatience is how long another owner is given to begin to listen.
const socketPatience = 10 * time.Second

func (a *app) askOther(ctx context.Context, held *indexer.HeldError) (*asker, error) {
	k := &asker{client: socketClient(a.data)}
	until := time.Now().Add(socketPatience)
	for {
		body, err := k.get(ctx, "/healthz")
		if err == nil {
			return k, body.Close()
		}
		var netError *net.OpError
		if !errors.As(err, &netError) || time.Now().After(until) || ctx.Err() != nil {
			return nil, fmt.Errorf("%w, which does not answer: %w", held, err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (a *app) askSelf(ctx context.Context, own *owner) (*asker, error) {
	if err := own.open(ctx); err != nil {
		return nil, err
	}
	if err := a.catchUp(ctx, own); err != nil {
		return nil, err
	}
	own.sayOlder()
	s, err := own.server(server.Config{Log: a.log()})
	if err != nil {
		return nil, err
	}
	listener, err := listenSocket(a.data)
	if err != nil {
		return nil, err
	}
	serving, stop := context.WithCancel(context.WithoutCancel(ctx))
	k := &asker{client: socketClient(a.data), own: own, server: s, stop: stop, done: make(chan error, 1)}
	go func() { k.done <- s.ServeLocal(serving, listener) }()
	return k, nil
}

func (k *asker) close() error {
	k.client.CloseIdleConnections()
	if k.own == nil {
		return nil
	}
	k.stop()
	return errors.Join(<-k.done, k.own.close())
}

// server makes a server over what the owner has, the rest being in config.
func (o *owner) server(config server.Config) (*server.Server, error) {
	config.Engine = &o.gate
	config.Corpus = o.store
	config.Saved = o.store
	config.Gazetteer = o.known.Load()
	config.Version = version
	config.Status = o.report
	return server.New(config)
}

// watcher matches saved searches, as s understands them, in what the owner has.
func (o *owner) watcher(s *server.Server) *watch.Watcher {
	return &watch.Watcher{Corpus: o.store, Index: &o.gate, Understand: s.Understand, Log: o.log}
}

// catchUp brings the owner's index to the present and shows how far it is.
func (a *app) catchUp(ctx context.Context, own *owner) error {
	bar := newProgress(a.stderr, "indexing", -1)
	own.follower.Progress = bar.add
	err := own.catchUp(ctx)
	own.follower.Progress = nil
	bar.finish()
	return err
}

// log is the log of a command that a person runs: warnings and errors alone.
func (a *app) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// serverLog writes everything down to the level that DESPATCH_LOG names.
func (a *app) serverLog() *slog.Logger {
	level := slog.LevelInfo
	if name := os.Getenv("DESPATCH_LOG"); name != "" {
		_ = level.UnmarshalText([]byte(name)) // an unknown name keeps the default
	}
	return slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: level}))
}
