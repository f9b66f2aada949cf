package extract

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"despatch/corpus"
)

// form is what a file holds, as its name or its first bytes tell.
type form int

const (
	unknownForm form = iota
	textForm
	pageForm
	feedForm
	jsonForm
	linesForm
)

var forms = map[string]form{
	"": unknownForm, ".txt": textForm, ".text": textForm, ".md": textForm,
	".html": pageForm, ".htm": pageForm, ".xhtml": pageForm, ".shtml": pageForm,
	".xml": feedForm, ".rss": feedForm, ".atom": feedForm, ".rdf": feedForm,
	".json": jsonForm, ".jsonl": linesForm, ".ndjson": linesForm,
}

var mediaTypes = map[form]string{
	textForm: "text/plain", pageForm: "text/html", feedForm: "application/xml",
	jsonForm: "application/json", linesForm: "application/x-ndjson",
}

// File reads the articles of one file from its content; name tells by its
// ending what it is. Archives and compressed files are for Walk. Articles that
// were read are returned even where others of the same file were rejected;
// the error then joins the reasons.
func File(name string, b []byte) ([]corpus.Article, error) {
	var articles []corpus.Article
	var rejected []error
	err := Content(context.Background(), name, b, func(item Item) error {
		if item.Rejected != nil {
			rejected = append(rejected, fmt.Errorf("%s: %w", item.Where, item.Rejected))
			return nil
		}
		articles = append(articles, item.Article)
		return nil
	})
	return articles, errors.Join(append(rejected, err)...)
}

// content reads one uncompressed file of articles.
func (w *walker) content(p place, r io.Reader) error {
	buffered := bufio.NewReaderSize(r, 64<<10)
	head, err := buffered.Peek(1024)
	if len(head) == 0 {
		if err != io.EOF {
			return err
		}
		return ErrEmpty
	}
	f, err := formOf(p.name, head)
	if err != nil {
		return err
	}
	if f == linesForm {
		return w.lines(p.where, buffered)
	}
	limit := int64(MaxPage)
	if f == feedForm || f == jsonForm {
		limit = MaxFeed
	}
	b, err := readAll(buffered, limit)
	if err != nil {
		return err
	}
	return w.whole(p.where, f, b)
}

// formOf decides what a file is: by its ending, unless the first bytes show
// that the ending is wrong.
func formOf(name string, head []byte) (form, error) {
	ext := strings.ToLower(path.Ext(filepath.ToSlash(name)))
	f, known := forms[ext]
	text := bytes.ToLower(bytes.TrimLeft(trimBOM(head), " \t\r\n"))
	isPage := bytes.HasPrefix(text, []byte("<!doctype html")) || bytes.HasPrefix(text, []byte("<html"))
	switch {
	case isBinary(head):
		return 0, ErrBinary
	case isPage && f != linesForm && f != jsonForm:
		return pageForm, nil
	case !known:
		return 0, because(ErrKind, "files that end in %s are not read", ext)
	case f != unknownForm:
		return f, nil
	case bytes.HasPrefix(text, []byte("<?xml")), bytes.HasPrefix(text, []byte("<rss")), bytes.HasPrefix(text, []byte("<feed")):
		return feedForm, nil
	case bytes.HasPrefix(text, []byte("{")):
		return linesForm, nil
	}
	return textForm, nil
}

// isBinary tells by the first bytes: text holds no NUL, unless it is UTF-16,
// which begins with its mark.
func isBinary(head []byte) bool {
	if isUTF16(head) {
		return false
	}
	return bytes.IndexByte(head, 0) >= 0 || bytes.HasPrefix(head, []byte("%PDF-")) || controls(head) > len(head)/10
}

func controls(b []byte) int {
	n := 0
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			n++
		}
	}
	return n
}

func isUTF16(b []byte) bool {
	return bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff})
}

func trimBOM(b []byte) []byte { return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")) }

func (w *walker) whole(where string, f form, b []byte) error {
	switch f {
	case pageForm:
		a, err := Page(b, "", "")
		if err != nil {
			return err
		}
		return w.accept(where, mediaTypes[f], b, a)
	case feedForm:
		return w.feed(where, b)
	case jsonForm:
		return w.jsonDocument(where, b)
	}
	a, err := Text(b)
	if err != nil {
		return err
	}
	return w.accept(where, mediaTypes[textForm], b, a)
}

// firstInvalid is the offset of the first byte that is not UTF-8, or -1.
func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}
