package corpus

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of one article, in bytes.
const (
	MaxText     = 2 << 20
	MaxOriginal = 32 << 20
	maxID       = 256
	// A run of letters, digits and marks of this length is no word of any
	// language, and analysing it would take seconds.
	maxToken = 16 << 10
	maxField = 4 << 10   // title, URL, source
	maxExtra = 256 << 10 // authors and extra fields together
)

var (
	collectionForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)
	languageForm   = regexp.MustCompile(`^[a-z]{2,3}$`)
)

// Validate returns a as it will be stored, or the *Rejection that says why it
// cannot be: the collection filled in, dates and language in their shortest
// form. The text and the title are kept byte for byte, since spans point into
// them; a missing title is no fault.
func Validate(a Article) (Article, error) {
	if a.Collection == "" {
		a.Collection = DefaultCollection
	}
	a.URL = strings.TrimSpace(a.URL)
	a.Source = strings.TrimSpace(a.Source)
	a.Language = languageCode(a.Language)
	for _, check := range [...]func(*Article) error{
		checkText, checkNames, checkSizes, checkExtra, checkDates, checkTokens,
	} {
		if err := check(&a); err != nil {
			return Article{}, err
		}
	}
	return a, nil
}

func checkText(a *Article) error {
	if len(a.Text) > MaxText {
		return ErrTooLarge.because(fmt.Sprintf("the text has %d bytes, more than %d", len(a.Text), MaxText))
	}
	for _, s := range append([]string{a.ID, a.URL, a.Source, a.Title, a.Text}, a.Authors...) {
		if !utf8.ValidString(s) {
			return ErrInvalidUTF8.because(fmt.Sprintf("not valid UTF-8 near %q", brokenPlace(s)))
		}
	}
	if strings.TrimSpace(a.Text) == "" {
		return ErrNoText
	}
	return nil
}

// brokenPlace is the first byte of s that is not UTF-8 with what stands
// around it.
func brokenPlace(s string) string {
	for i, r := range s {
		if _, size := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 {
			return s[max(0, i-12):min(len(s), i+12)]
		}
	}
	return ""
}

func checkNames(a *Article) error {
	bad := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	if len(a.ID) > maxID || strings.ContainsFunc(a.ID, bad) || a.ID == "." || a.ID == ".." {
		return ErrBadID
	}
	if !collectionForm.MatchString(a.Collection) {
		return ErrBadCollection
	}
	return nil
}

func checkSizes(a *Article) error {
	for _, field := range [...][2]string{{"title", a.Title}, {"url", a.URL}, {"source", a.Source}} {
		if n := len(field[1]); n > maxField {
			return ErrTooLarge.because(fmt.Sprintf("the %s has %d bytes, more than %d", field[0], n, maxField))
		}
	}
	size := 0
	for _, author := range a.Authors {
		size += len(author)
	}
	for name, value := range a.Extra {
		size += len(name) + len(value)
	}
	if size > maxExtra {
		return ErrTooLarge.because(fmt.Sprintf("authors and extra fields have %d bytes, more than %d", size, maxExtra))
	}
	return nil
}

func checkExtra(a *Article) error {
	for name, value := range a.Extra {
		if !json.Valid(value) {
			return ErrBadExtra.because(fmt.Sprintf("the extra field %q is not JSON", name))
		}
	}
	return nil
}

func checkDates(a *Article) error {
	var err error
	if a.Published, err = ParseDate(string(a.Published)); err != nil {
		return ErrImpossibleDate.because("published: " + err.Error())
	}
	if a.Updated, err = ParseDate(string(a.Updated)); err != nil {
		return ErrImpossibleDate.because("updated: " + err.Error())
	}
	return nil
}

// checkTokens finds runs of word characters without an end. Scripts that are
// written without spaces may have them.
func checkTokens(a *Article) error {
	start := 0
	for i, r := range a.Text {
		if r < utf8.RuneSelf && !asciiWord(byte(r)) || r >= utf8.RuneSelf && !longWord(r) {
			start = i + 1
			continue
		}
		if i-start > maxToken {
			return ErrTokenTooLong.because(fmt.Sprintf("a word at byte %d is longer than %d bytes", start, maxToken))
		}
	}
	return nil
}

func asciiWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func longWord(r rune) bool {
	return !spaceless(r) && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r))
}

// spaceless holds for letters of scripts that put no spaces between words.
func spaceless(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai,
		unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// languageCode takes "en-GB" for en. What is no code is unknown, and the
// language is then found from the text.
func languageCode(s string) string {
	s, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(s)), "-")
	s, _, _ = strings.Cut(s, "_")
	if !languageForm.MatchString(s) {
		return ""
	}
	return s
}

// CheckCollections fails with ErrBadCollection where one of the names cannot be
// a collection's.
func CheckCollections(names ...string) error {
	for _, name := range names {
		if !collectionForm.MatchString(name) {
			return fmt.Errorf("collection %q: %w", name, ErrBadCollection)
		}
	}
	return nil
}
