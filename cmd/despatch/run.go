package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// version is set by the linker.
var version = "development"

// The exit codes that scripts rely on.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitRejected = 3 // done, but some articles were rejected
)

// errRejected says that a command did its work and left some articles out,
// each of which it has named.
var errRejected = errors.New("some articles were rejected")

// usageError is a mistake in the words of a command.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// app is what every subcommand has at hand.
type app struct {
	data   string
	stdout io.Writer
	stderr io.Writer
}

// Run carries out one command line and says on stderr what went wrong.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	a := &app{stdout: stdout, stderr: stderr}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err != nil && strings.HasPrefix(err.Error(), "unknown command") { // cobra has no type for it
		err = usageError{err}
	}
	if err != nil && !errors.Is(err, errRejected) {
		fmt.Fprintf(stderr, "despatch: %v\n", err)
	}
	return err
}

func exitCode(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errRejected):
		return exitRejected
	case errors.As(err, &usage):
		return exitUsage
	}
	return exitFailed
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "despatch",
		Short: "Search political security news: who did what to whom, when, says which article",
		Long: `Despatch is a full-text search engine for political security news: state cyber
operations, espionage, sanctions, election interference, and who is held to
have done them.`,
		Example: `  despatch add --sample                    put in the articles that ship with Despatch
  despatch add articles/ more.jsonl.zst    import files and folders
  despatch serve                           page and API on 127.0.0.1:8080
  despatch search 'actor:"Fancy Bear" bundestag'`,
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	folder := "./despatch-data"
	if env := os.Getenv("DESPATCH_DATA"); env != "" {
		folder = env
	}
	root.PersistentFlags().StringVar(&a.data, "data", folder, "folder that holds corpus and index (or DESPATCH_DATA)")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(a.commands()...)
	for _, c := range root.Commands() {
		wordUsage(c)
	}
	return root
}

// commands are the subcommands, in the order in which help lists them.
func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.addCommand(), a.deleteCommand(), a.reindexCommand(), a.serveCommand(), a.searchCommand(), a.pollCommand(),
		a.extractCommand(), a.annotateCommand(), a.gazetteerCommand(),
		a.exportCommand(), a.verifyCommand(), a.statusCommand(),
		a.savedCommand(), a.briefCommand(),
		a.keyCommand(), a.evalCommand(), a.backupCommand(), a.restoreCommand(),
	}
}

// wordUsage makes mistakes in arguments usage errors, at any depth.
func wordUsage(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return usageError{fmt.Errorf("%w; see '%s --help'", err, cmd.CommandPath())}
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		wordUsage(sub)
	}
}
