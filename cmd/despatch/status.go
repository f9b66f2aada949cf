package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func (a *app) statusCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "Print articles, generation, checkpoint, sizes and last errors, as JSON",
		Example: `  despatch status
  despatch status | jq .index`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.status(cmd.Context()) },
	}
}

func (a *app) status(ctx context.Context) error {
	asker, err := a.ask(ctx)
	if err != nil {
		return err
	}
	status, err := asker.status(ctx)
	if err == nil {
		write := json.NewEncoder(a.stdout)
		write.SetIndent("", "  ")
		err = write.Encode(status)
	}
	return errors.Join(err, asker.close())
}

func (k *asker) status(ctx context.Context) (map[string]any, error) {
	body, err := k.get(ctx, "/api/v1/status")
	if err != nil {
		return nil, err
	}
	defer body.Close()
	var status map[string]any
	if err := json.NewDecoder(body).Decode(&status); err != nil {
		return nil, fmt.Errorf("read the status: %w", err)
	}
	return status, nil
}

// generation is the number of the generation that the owner answers from.
func (k *asker) generation(ctx context.Context) (int, error) {
	body, err := k.get(ctx, "/api/v1/search?limit=0")
	if err != nil {
		return 0, err
	}
	defer body.Close()
	var answer struct {
		Index struct {
			Generation int `json:"generation"`
		} `json:"index"`
	}
	if err := json.NewDecoder(body).Decode(&answer); err != nil {
		return 0, fmt.Errorf("read the answer: %w", err)
	}
	return answer.Index.Generation, nil
}
