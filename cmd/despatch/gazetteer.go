package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"despatch/corpus/gazetteer"
)

func (a *app) gazetteerCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "gazetteer",
		Short: "Look at the entities that Despatch knows, and add your own",
		Example: `  despatch gazetteer show "Judgment Panda"
  despatch gazetteer export | jq 'select(.field == "actor")'`,
	}
	c.AddCommand(a.gazetteerShowCommand(), a.gazetteerExportCommand(), a.gazetteerCheckCommand(),
		a.gazetteerAddCommand(), a.gazetteerAliasCommand(), a.gazetteerForgetCommand())
	return c
}

func (a *app) gazetteerShowCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "show NAME",
		Short:   "Show every entity of that name, each name with its source",
		Example: `  despatch gazetteer show "Judgment Panda"`,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.gazetteerShow(strings.Join(args, " "))
		},
	}
}

func (a *app) gazetteerShow(name string) error {
	g, err := openGazetteer(a.data)
	if err != nil {
		return err
	}
	found := g.Lookup(name)
	if len(found) == 0 {
		return fmt.Errorf("no entity is called %q", name)
	}
	for i, e := range found {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		a.writeEntity(e)
	}
	if len(found) > 1 {
		fmt.Fprintf(a.stderr, "%q is ambiguous: %d entities have that name\n", name, len(found))
	}
	return nil
}

func (a *app) writeEntity(e *gazetteer.Entity) {
	fmt.Fprintf(a.stdout, "%s  %s\n", a.style().bold(e.Label), e.ID)
	fmt.Fprintf(a.stdout, "  %s, %s\n", e.Field, e.Kind)
	if len(e.Country) > 0 {
		fmt.Fprintf(a.stdout, "  country  %s\n", strings.Join(e.Country, " "))
	}
	for scheme, ids := range e.Refs {
		fmt.Fprintf(a.stdout, "  %-8s %s\n", scheme, strings.Join(ids, " "))
	}
	for _, n := range e.Names {
		note := ""
		if n.Context {
			note = ", needs context"
		}
		fmt.Fprintf(a.stdout, "  %-10s %s  %s\n", n.Rule, n.Text, a.style().faint("("+n.Source+note+")"))
	}
}

func (a *app) gazetteerExportCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "export",
		Short:   "Print every entity as JSON Lines",
		Example: `  despatch gazetteer export | jq 'select(.field == "actor")'`,
		Args:    cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error {
			g, err := openGazetteer(a.data)
			if err != nil {
				return err
			}
			out := bufio.NewWriter(a.stdout)
			write := json.NewEncoder(out)
			write.SetEscapeHTML(false)
			for e := range g.All() {
				if err := write.Encode(e.Record()); err != nil {
					return err
				}
			}
			return out.Flush()
		},
	}
}

func (a *app) gazetteerCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "check",
		Short:   "Check the tables: owners of names, references, countries, lengths",
		Example: `  despatch gazetteer check`,
		Args:    cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error {
			g, err := openGazetteer(a.data)
			if err != nil {
				return err
			}
			problems := g.Check()
			for _, p := range problems {
				fmt.Fprintln(a.stdout, p)
			}
			if len(problems) > 0 {
				return errors.New("the gazetteer has problems")
			}
			fmt.Fprintln(a.stdout, "no problems")
			return nil
		},
	}
}
