package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/indexer"
)

func (a *app) gazetteerAddCommand() *cobra.Command {
	var e gazetteer.Entity
	var aliases []string
	c := &cobra.Command{
		Use:     "add ID LABEL",
		Short:   "Add an entity of your own",
		Example: `  despatch gazetteer add night-heron "Night Heron" --field actor --kind state --country cn --alias "TA9999"`,
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			e.ID, e.Label = args[0], args[1]
			for _, alias := range aliases {
				e.Names = append(e.Names, gazetteer.Name{Text: alias})
			}
			return a.gazetteerEdit(cmd, func(t *gazetteer.UserTable) error { return t.Add(e) })
		},
	}
	f := c.Flags()
	f.StringVar(&e.Field, "field", corpus.Actor, "actor, institution or person")
	fixed(c, "field", corpus.Actor, corpus.Institution, corpus.Person)
	f.StringVar(&e.Kind, "kind", "unknown", "kind within the field: state, criminal, hacktivist, ministry, parliament …")
	f.StringSliceVar(&e.Country, "country", nil, "whose it is: ISO 3166-1 alpha-2, in small letters")
	f.StringArrayVar(&aliases, "alias", nil, "another name (may be repeated)")
	dryRun(c)
	return c
}

func (a *app) gazetteerAliasCommand() *cobra.Command {
	return a.namesCommand((*gazetteer.UserTable).Alias, 2, &cobra.Command{
		Use:     "alias ID NAME...",
		Short:   "Give an entity more names",
		Example: `  despatch gazetteer alias apt31 "Night Heron"`,
	})
}

func (a *app) gazetteerForgetCommand() *cobra.Command {
	return a.namesCommand((*gazetteer.UserTable).Forget, 1, &cobra.Command{
		Use:     "forget ID [NAME...]",
		Short:   "Take names away from an entity, or the entity itself",
		Example: `  despatch gazetteer forget apt31 "Zirconium"`,
	})
}

// namesCommand changes the names of the entity that is its first argument.
func (a *app) namesCommand(change func(t *gazetteer.UserTable, id string, names ...string) error, least int, c *cobra.Command) *cobra.Command {
	c.Args = cobra.MinimumNArgs(least)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		return a.gazetteerEdit(cmd, func(t *gazetteer.UserTable) error { return change(t, args[0], args[1:]...) })
	}
	dryRun(c)
	return c
}

func dryRun(c *cobra.Command) {
	c.Flags().Bool("dry-run", false, "only say what would change")
}

// gazetteerEdit says what a change of the user's table does to the corpus,
// makes it, and waits until it can be searched by.
func (a *app) gazetteerEdit(cmd *cobra.Command, edit func(*gazetteer.UserTable) error) error {
	ctx := cmd.Context()
	asker, err := a.ask(ctx)
	if err != nil {
		return err
	}
	err = a.gazetteerChange(ctx, asker, edit, cmd.Flag("dry-run").Value.String() == "true")
	return errors.Join(err, asker.close())
}

func (a *app) gazetteerChange(ctx context.Context, asker *asker, edit func(*gazetteer.UserTable) error, dry bool) error {
	table, err := gazetteer.OpenUserTable(filepath.Join(a.data, gazetteer.FileName))
	if err != nil {
		return err
	}
	before, err := table.Gazetteer()
	if err != nil {
		return err
	}
	if err := edit(table); err != nil {
		return usageError{err}
	}
	after, err := table.Gazetteer()
	if err != nil {
		return err
	}
	if err := a.preview(ctx, asker, before, after); err != nil || dry {
		return err
	}
	start := time.Now()
	if err := table.Save(); err != nil {
		return err
	}
	if err := asker.awaitGazetteer(ctx, after); err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "saved in %s, searchable after %.1f s\n", filepath.Join(a.data, gazetteer.FileName), time.Since(start).Seconds())
	return nil
}

// shownExamples is how many articles a preview names.
const shownExamples = 5

// preview reads the articles concerned with and without the change.
func (a *app) preview(ctx context.Context, asker *asker, before, after *gazetteer.Gazetteer) error {
	names, _ := indexer.ChangedNames(before, after)
	find := func(ctx context.Context, name string) (ids []string, err error) {
		v := url.Values{"q": {strconv.Quote(strings.ReplaceAll(name, `"`, " "))}}
		err = asker.eachFound(ctx, v, func(id string) error { ids = append(ids, id); return nil })
		return ids, err
	}
	ids, err := indexer.Concerned(ctx, find, names)
	if err != nil {
		return err
	}
	var changed []indexer.Difference
	old, renewed := indexer.NewReader(before), indexer.NewReader(after)
	err = a.withCorpus(ctx, func(store *corpus.Store) error {
		for _, id := range ids {
			rec, err := store.Get(ctx, id)
			if errors.Is(err, corpus.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			d, differs, err := indexer.Compare(old, renewed, &rec.Article)
			if err != nil {
				return err
			}
			if differs {
				changed = append(changed, d)
			}
		}
		return nil
	})
	a.writeDifferences(changed)
	return err
}

func (a *app) writeDifferences(changed []indexer.Difference) {
	gained, lost := 0, 0
	for _, d := range changed {
		if len(d.Gained) > 0 {
			gained++
		}
		if len(d.Lost) > 0 {
			lost++
		}
	}
	fmt.Fprintf(a.stdout, "%d articles gain an entity, %d lose one\n", gained, lost)
	for _, d := range changed[:min(len(changed), shownExamples)] {
		fmt.Fprintf(a.stdout, "  %s  %s\n", d.ID, oneLine(d.Title))
		for _, id := range d.Gained {
			fmt.Fprintf(a.stdout, "    + %s\n", id)
		}
		for _, id := range d.Lost {
			fmt.Fprintf(a.stdout, "    - %s\n", id)
		}
	}
	if more := len(changed) - shownExamples; more > 0 {
		fmt.Fprintf(a.stdout, "  and %d more\n", more)
	}
}

// renewal is how long an owner may take to read the articles concerned again.
const renewal = 10 * time.Minute

// awaitGazetteer waits until the owner answers by the gazetteer given.
func (k *asker) awaitGazetteer(ctx context.Context, g *gazetteer.Gazetteer) error {
	if k.own != nil {
		return k.own.renew(ctx)
	}
	for until := time.Now().Add(renewal); time.Now().Before(until) && ctx.Err() == nil; time.Sleep(50 * time.Millisecond) {
		status, err := k.status(ctx)
		if err != nil {
			return err
		}
		operator, _ := status["operator"].(map[string]any)
		if operator["gazetteer"] == g.Version() {
			return nil
		}
	}
	return errors.New("the table is saved, but the owner of the index does not answer by it yet")
}
