package query

import (
	"fmt"

	"despatch/search"
)

// mistake is what the reader wrote wrongly, and where.
func mistake(position int, detail, suggestion string) error {
	return &search.Error{Code: search.BadQuery, Detail: detail, Position: position, Suggestion: suggestion}
}

// tooCostly is what Despatch refuses to do, and where it was asked for.
func tooCostly(position int, format string, limit int) error {
	return &search.Error{Code: search.TooCostly, Detail: fmt.Sprintf(format, limit), Position: position}
}

// count enforces the limit on the parts of a query.
func (p *parser) count(position, n int) error {
	if p.clauses += n; p.clauses > search.MaxClauses {
		return tooCostly(position, "the query has more than %d words and values", search.MaxClauses)
	}
	return nil
}
