package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// problem is an RFC 9457 problem document, as the API answers mistakes.
type problem struct {
	Title      string `json:"title"`
	Detail     string `json:"detail"`
	Code       string `json:"code"`
	Position   *int   `json:"position"`
	Suggestion string `json:"suggestion"`
	query      string
}

// readProblem makes an error of an unsuccessful answer.
func readProblem(res *http.Response) error {
	var p problem
	if err := json.NewDecoder(res.Body).Decode(&p); err != nil {
		return fmt.Errorf("the owner of the index answered %s", res.Status)
	}
	if res.Request != nil {
		p.query = res.Request.URL.Query().Get("q")
	}
	if res.StatusCode == http.StatusBadRequest {
		return usageError{&p}
	}
	return &p
}

// Error shows where in the query the mistake is, with a caret below it.
func (p *problem) Error() string {
	var b strings.Builder
	b.WriteString(p.Detail)
	if p.Detail == "" {
		b.WriteString(p.Title)
	}
	if p.Position != nil && p.query != "" && *p.Position <= len(p.query) {
		width := len([]rune(p.query[:*p.Position]))
		fmt.Fprintf(&b, "\n  %s\n  %s^", p.query, strings.Repeat(" ", width))
	}
	if p.Suggestion != "" && !strings.Contains(p.Detail, p.Suggestion) {
		fmt.Fprintf(&b, "\n  did you mean %s?", p.Suggestion)
	}
	return b.String()
}
