package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"despatch/corpus"
)

func (a *app) exportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "export [QUERY]",
		Short: "Print articles as JSON Lines: all of them, or those that a query finds",
		Example: `  despatch export > everything.jsonl
  despatch export 'perpetrator:russia date:2024' | zstd > russia-2024.jsonl.zst`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.export(cmd.Context(), strings.Join(args, " "))
		},
	}
}

func (a *app) export(ctx context.Context, query string) error {
	store, err := corpus.Open(ctx, a.data)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(a.stdout)
	write := json.NewEncoder(out)
	write.SetEscapeHTML(false)
	if query == "" {
		err = exportAll(ctx, store, write)
	} else {
		err = a.exportFound(ctx, store, write, query)
	}
	return errors.Join(err, out.Flush(), store.Close())
}

func exportAll(ctx context.Context, store *corpus.Store, write *json.Encoder) error {
	for rec, err := range store.All(ctx) {
		if err != nil {
			return err
		}
		if err := write.Encode(rec.Article); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) exportFound(ctx context.Context, store *corpus.Store, write *json.Encoder, query string) error {
	asker, err := a.ask(ctx)
	if err != nil {
		return err
	}
	err = asker.eachFound(ctx, url.Values{"q": {query}}, func(id string) error {
		rec, err := store.Get(ctx, id)
		if errors.Is(err, corpus.ErrNotFound) {
			return nil // deleted since it was found
		}
		if err != nil {
			return err
		}
		return write.Encode(rec.Article)
	})
	return errors.Join(err, asker.close())
}

// eachFound hands over the id of every article that a search finds.
func (k *asker) eachFound(ctx context.Context, v url.Values, each func(id string) error) error {
	v.Set("format", "jsonl")
	v.Set("highlight", "false")
	body, err := k.get(ctx, "/api/v1/search?"+v.Encode())
	if err != nil {
		return err
	}
	defer body.Close()
	read := json.NewDecoder(body)
	for {
		var hit struct {
			ID string `json:"id"`
		}
		switch err := read.Decode(&hit); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read what was found: %w", err)
		}
		if err := each(hit.ID); err != nil {
			return err
		}
	}
}
