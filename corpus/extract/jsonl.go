package extract

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"despatch/corpus"
)

// maxRunaway is how much of a line beyond MaxLine is read to find its end. A
// file that has none by then is given up.
const maxRunaway = 64 << 20

// lines reads JSON Lines one by one, in constant memory.
func (w *walker) lines(where string, r *bufio.Reader) error {
	var line []byte
	for n := 1; ; n++ {
		var err error
		line, err = readLine(r, line[:0])
		if err != nil && err != io.EOF && err != errLongLine {
			return fmt.Errorf("line %d: %w", n, err)
		}
		last := err == io.EOF
		if err == io.EOF {
			err = nil
		}
		if text := bytes.TrimSpace(trimBOM(line)); err != nil || len(text) > 0 {
			if err := w.line(fmt.Sprintf("%s:%d", where, n), text, err); err != nil {
				return err
			}
		}
		if last {
			return nil
		}
	}
}

func (w *walker) line(where string, text []byte, err error) error {
	var a corpus.Article
	if err == nil {
		a, err = jsonArticle(text)
	}
	if err != nil {
		return w.reject(where, err)
	}
	return w.accept(where, "application/json", bytes.Clone(text), a)
}

var errLongLine = because(corpus.ErrTooLarge, "a line of more than %d MB", MaxLine>>20)

// readLine appends the next line to buf, without its end. A line beyond
// MaxLine is passed over and answered with errLongLine; one beyond
// maxRunaway ends the file with another error.
func readLine(r *bufio.Reader, buf []byte) ([]byte, error) {
	total := 0
	for {
		part, err := r.ReadSlice('\n')
		total += len(part)
		if total <= MaxLine {
			buf = append(buf, part...)
		}
		if err == bufio.ErrBufferFull {
			if total > maxRunaway {
				return nil, because(corpus.ErrTooLarge, "a line of more than %d MB: the rest of the file was not read", maxRunaway>>20)
			}
			continue
		}
		if total > MaxLine && (err == nil || err == io.EOF) {
			return nil, errLongLine
		}
		return buf, err
	}
}

// Article reads an article from one JSON object in the exchange format.
// Fields that it does not know go to Extra. Dates are brought to the forms of
// corpus.Date; one that cannot be read rejects the article, as do a missing
// text and invalid UTF-8.
func Article(b []byte) (corpus.Article, error) {
	if i := firstBad(b); i >= 0 {
		return corpus.Article{}, because(corpus.ErrInvalidUTF8, "not valid UTF-8 at byte %d", i)
	}
	fields, err := fieldsOf(b)
	if err != nil {
		return corpus.Article{}, err
	}
	return fromFields(fields)
}

func firstBad(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	return firstInvalid(b)
}

func fromFields(fields map[string]json.RawMessage) (corpus.Article, error) {
	var a corpus.Article
	var others []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		field := a.Field(name)
		if field == nil {
			others = append(others, name)
			continue
		}
		if err := decodeField(fields[name], field); err != nil {
			return a, because(ErrSyntax, "field %q: %s", name, plainJSON(err))
		}
	}
	for _, name := range others { // after the field extra, which they go before
		a.AddExtra(name, bytes.Clone(fields[name]))
	}
	return a, finish(&a)
}

// finish brings the fields of an article to their usual forms, and refuses
// what cannot be kept.
func finish(a *corpus.Article) error {
	for _, d := range [...]struct {
		name string
		date *corpus.Date
	}{{"published", &a.Published}, {"updated", &a.Updated}} {
		date, err := anyDate(string(*d.date))
		if err != nil {
			return because(corpus.ErrImpossibleDate, "impossible date in %q: %q", d.name, *d.date)
		}
		*d.date = date
	}
	if strings.TrimSpace(a.Text) == "" {
		return corpus.ErrNoText
	}
	if len(a.Text) > corpus.MaxText {
		return because(corpus.ErrTooLarge, "a text of more than %d MB", corpus.MaxText>>20)
	}
	return nil
}

func anyDate(s string) (corpus.Date, error) {
	d, err := corpus.ParseDate(s)
	if err == nil {
		return d, nil
	}
	if d, ok := ReadDate(s); ok {
		return d, nil
	}
	return "", err
}
