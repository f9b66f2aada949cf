// Package extract turns the bytes of pages, files and feeds into articles:
// it finds title, authors, dates, language and body, and leaves out the
// furniture around them. It fetches nothing.
package extract

import (
	"fmt"

	"despatch/corpus"
)

// Limits on what is read. Whatever exceeds one is rejected by name; nothing
// is cut short.
const (
	MaxLine    = 4 << 20   // bytes of a line of JSON Lines, its JSON escapes included
	MaxPage    = 4 << 20   // bytes of a page or text file
	MaxFeed    = 16 << 20  // bytes of a feed or JSON document
	MaxMembers = 1_000_000 // files in one archive
	MaxNesting = 10_000    // elements open at the same time in a page

	// maxElements is the size of a page, in elements, up to which libraries
	// look at it. Pages of news have a thousand, the largest ten thousand.
	maxElements = 20_000
)

// Reasons for which something is rejected, beside those of package corpus.
// Callers tell them apart with errors.Is.
var (
	ErrEmpty  = &corpus.Rejection{Code: "empty_file", Problem: "the file is empty"}
	ErrBinary = &corpus.Rejection{Code: "binary_file", Problem: "a binary file, not text"}
	ErrSyntax = &corpus.Rejection{Code: "broken", Problem: "cannot be parsed"}
	ErrBomb   = &corpus.Rejection{Code: "bomb", Problem: "a decompression bomb"}
	ErrNested = &corpus.Rejection{Code: "nested", Problem: "nested too deep"}
	ErrKind   = &corpus.Rejection{Code: "unknown_kind", Problem: "not a kind of file that is read"}
	ErrFile   = &corpus.Rejection{Code: "unreadable", Problem: "cannot be read"}
)

// because is the rejection r with the problem as it is in this case.
func because(r *corpus.Rejection, format string, args ...any) error {
	return &corpus.Rejection{Code: r.Code, Problem: fmt.Sprintf(format, args...)}
}

// Item is one thing found on a walk: an article with the original that it came
// from, or, where Rejected is set, what could not be made an article and why.
type Item struct {
	// File is the path of the file on disk, as it was given or found.
	File string
	// Where is the place inside: File itself, "x.jsonl:7", "a.zip!b.html" or
	// "feed.xml#3".
	Where    string
	Article  corpus.Article
	Original corpus.Original
	Rejected error
}

// guard turns a panic of a parser into an error: a page must never end a
// process.
func guard(err *error) {
	if p := recover(); p != nil {
		*err = because(ErrSyntax, "the parser failed on it: %v", p)
	}
}
