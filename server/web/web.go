// Package web holds the pages of the desk: templates, styles and scripts.
package web

// Pages are the parsed templates.
type Pages struct{}

// New parses the templates.
func New() (*Pages, error) { return &Pages{}, nil }
