package search

// Code names a kind of failure that callers can act on; it is stable.
type Code string

// The codes of errors that a searcher can meet.
const (
	BadQuery      Code = "bad_query"
	BadParameter  Code = "bad_parameter"
	UnknownParam  Code = "unknown_parameter"
	UnknownValue  Code = "unknown_value"
	NotYet        Code = "not_yet"
	TooCostly     Code = "too_costly"
	CursorExpired Code = "cursor_expired"
	BadCursor     Code = "bad_cursor"
	NotFound      Code = "not_found"
	Unavailable   Code = "unavailable"
	TimedOut      Code = "timed_out"
)

// Error is a failure that a person or a program can mend.
type Error struct {
	Code   Code
	Detail string
	// Param is the parameter at fault, empty when it is none's.
	Param string
	// Position is the byte offset in the query text, -1 where there is none.
	Position int
	// Suggestion is what may have been meant, empty when nothing is near.
	Suggestion string
}

// Error is the detail, with what may have been meant.
func (e *Error) Error() string {
	s := e.Detail
	if e.Suggestion != "" {
		s += "; did you mean " + e.Suggestion + "?"
	}
	return s
}
