// Package query is Despatch's query language: text in, search nodes out. What
// can be understood literally is; a mistake is answered with its position and,
// where something is near, with what may have been meant.
//
//	query   = or
//	or      = and { "OR" and }
//	and     = not { [ "AND" ] not }
//	not     = { "NOT" | "-" } near
//	near    = primary { "NEAR/" number primary }
//	primary = "(" or ")" | phrase | claim | qualifier | word
//	phrase  = quote text quote [ "~" number ]
//	claim   = "claim(" { part ":" values } ")"
//	qualifier = field ":" values | "has:" fields | "title:" ( word | phrase | "(" or ")" )
//	values  = value { "," value }       value = bare | quoted | "kind:" kind | date | range
//	word    = text | text with "*" | text "~" [ number ]
//
// Operators are written in capitals. Double quotation marks of every language
// are one. Anything else, such as a slash, an apostrophe or a colon behind what
// is no field, only separates words.
//
// Roles that are ANDed stay filters side by side: the engine finds them in one
// claim (search.ClaimFields). Parentheses keep two sets of roles apart.
package query

import (
	"fmt"
	"strings"
	"time"

	"despatch/corpus/gazetteer"
	"despatch/search"
	"despatch/search/analysis"
)

// Parsed is a query as understood.
type Parsed struct {
	// Match is nil for a query that matches every article.
	Match search.Node
	// Understood is the query in its canonical writing: parsed again, it gives
	// the same Match.
	Understood string
	// Warnings are for the reader: ambiguous and unknown names, and the like.
	Warnings []string
}

// Parse reads a query. Names are looked up in g; now is what durations such as
// P7D are counted back from. Its errors are *search.Error with the byte
// position of the mistake.
func Parse(text string, g *gazetteer.Gazetteer, now time.Time) (Parsed, error) {
	if len(text) > search.MaxQueryBytes {
		return Parsed{}, &search.Error{
			Code: search.TooCostly, Position: search.MaxQueryBytes,
			Detail: fmt.Sprintf("the query has %d bytes, over the limit of %d", len(text), search.MaxQueryBytes),
		}
	}
	p := parser{lexer: lexer{text: text}, resolver: resolver{gazetteer: g}, now: now, words: &analysis.Analyzer{}}
	match, err := p.parse()
	if err != nil {
		return Parsed{}, err
	}
	if match == nil && strings.TrimSpace(text) != "" {
		p.warn("nothing in the query can be looked for, so that it finds everything")
	}
	return Parsed{Match: match, Understood: Write(match), Warnings: p.warnings}, nil
}

// Resolve reads one value of a filter parameter, such as actor=Judgment Panda
// or target=kind:parliament, as a query's qualifier does, and returns the
// values it stands for.
func Resolve(field, value string, g *gazetteer.Gazetteer) (values, warnings []string, err error) {
	r := resolver{gazetteer: g}
	values, err = r.values(field, value, -1)
	return values, r.warnings, err
}
