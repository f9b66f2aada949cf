package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"despatch/corpus"
	"despatch/search/analysis"
)

// usageError is a mistake in the words of a command.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// wordUsage makes mistakes in arguments usage errors, at any depth, and says
// of every one what was perhaps meant.
func wordUsage(c *cobra.Command) {
	if c.HasSubCommands() {
		c.Args, c.RunE = cobra.ArbitraryArgs, listOrRefuse
	} else if check := c.Args; check != nil {
		c.Args = func(cmd *cobra.Command, args []string) error {
			if check(cmd, args) == nil {
				return nil
			}
			return seeHelp(cmd, fmt.Errorf("%d arguments are given: want '%s'", len(args), cmd.UseLine()))
		}
	}
	for _, sub := range c.Commands() {
		wordUsage(sub)
	}
}

// listOrRefuse lists the commands of a group, and refuses one that it has not:
// a script must not take help for success.
func listOrRefuse(group *cobra.Command, args []string) error {
	if len(args) == 0 {
		return group.Help()
	}
	var names []string
	for _, c := range group.Commands() {
		names = append(names, c.Name())
	}
	return seeHelp(group, fmt.Errorf("there is no command %q%s", args[0], meant("", args[0], names)))
}

// valueWords say what a flag's value must be, by the flag's type.
var valueWords = map[string]string{
	"int": "a whole number", "float64": "a number", "bool": "true or false", "duration": "a time such as 15m or 24h",
}

// flagMistake words a mistake in the flags of a command.
func flagMistake(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		err = fmt.Errorf("%w%s", err, meant("--", unknown.GetSpecifiedName(), names))
	case errors.As(err, &value) && valueWords[value.GetFlag().Value.Type()] != "":
		err = fmt.Errorf("--%s %q: want %s", value.GetFlag().Name, value.GetValue(), valueWords[value.GetFlag().Value.Type()])
	}
	return seeHelp(c, err)
}

func checkCollections(names ...string) error {
	if err := corpus.CheckCollections(names...); err != nil {
		return usageError{err}
	}
	return nil
}

func meant(prefix, given string, names []string) string {
	if near := analysis.Nearest(given, names); near != "" {
		return fmt.Sprintf(", did you mean %s%s?", prefix, near)
	}
	return ""
}

func seeHelp(c *cobra.Command, err error) error {
	if err == nil {
		return nil
	}
	return usageError{fmt.Errorf("%w; see '%s --help'", err, c.CommandPath())}
}
