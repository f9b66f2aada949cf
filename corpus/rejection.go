package corpus

// Rejection is the reason why an article was not stored. Compare with
// errors.Is against the Err values below: two rejections with the same code
// are the same.
type Rejection struct {
	// Code names the reason and never changes: no_text, too_large and so on.
	Code string
	// Problem says it to a person.
	Problem string
}

// Error gives the problem, then the code.
func (r *Rejection) Error() string { return r.Problem + " (" + r.Code + ")" }

// Is holds for every rejection of the same code.
func (r *Rejection) Is(target error) bool {
	t, ok := target.(*Rejection)
	return ok && t.Code == r.Code
}

// The reasons for which an article is rejected.
var (
	ErrNoText          = &Rejection{"no_text", "the article has no text"}
	ErrTooLarge        = &Rejection{"too_large", "the article is too large"}
	ErrInvalidUTF8     = &Rejection{"invalid_utf8", "not valid UTF-8"}
	ErrTokenTooLong    = &Rejection{"token_too_long", "a word of the text is too long to be one"}
	ErrImpossibleDate  = &Rejection{"impossible_date", "impossible date"}
	ErrBadID           = &Rejection{"bad_id", "an id is 1 to 256 bytes without spaces or control characters"}
	ErrBadCollection   = &Rejection{"bad_collection", "a collection is 1 to 64 of a-z, 0-9, '.', '_' and '-', the first a letter or digit"}
	ErrBadExtra        = &Rejection{"bad_extra", "an extra field is not JSON"}
	ErrOtherCollection = &Rejection{"other_collection", "the id is taken by an article of another collection"}
	ErrConflict        = &Rejection{"conflict", "the id and the URL belong to two different articles"}
	ErrOriginal        = &Rejection{"original_too_large", "the original is too large"}
)

func (r *Rejection) because(problem string) error {
	return &Rejection{Code: r.Code, Problem: problem}
}
