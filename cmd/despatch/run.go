package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

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
	}
	folder := "./despatch-data"
	if env := os.Getenv("DESPATCH_DATA"); env != "" {
		folder = env
	}
	root.PersistentFlags().StringVar(&a.data, "data", folder, "folder that holds corpus and index (or DESPATCH_DATA)")
	root.SetFlagErrorFunc(flagMistake)
	root.AddCommand(a.commands()...)
	root.InitDefaultCompletionCmd()
	wordUsage(root)
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
