package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"despatch/search"
)

// The limits of request bodies, in bytes: of a search, and of an article with
// everything that its site says about it.
const (
	maxSearchBody  = 16 << 10
	maxArticleBody = 4 << 20
)

// readBody reads a JSON body of at most limit bytes.
func readBody(c *gin.Context, limit int64) ([]byte, error) {
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || kind != "application/json" {
		return nil, failure(codeMediaType, "the body must be application/json")
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, limit))
	if err != nil {
		return nil, arrivalError(err)
	}
	if !utf8.Valid(body) {
		return nil, failure(codeBadBody, "the body is not valid UTF-8")
	}
	return body, nil
}

// arrivalError tells a body that is too large from one that broke off.
func arrivalError(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}
	return failure(codeBadBody, "the body did not arrive whole: %v", err)
}

// readSearchBody reads the parameters of a search from a JSON object: each
// value a string, a number, true or false, or a list of these.
func readSearchBody(body []byte, known names) (url.Values, error) {
	members, err := readObject(body)
	if err != nil {
		return nil, err
	}
	values := url.Values{}
	for _, m := range members {
		list, err := scalars(m.value)
		if err != nil {
			return nil, badParam(m.name, "%s: %v", clip(m.name, 64), err)
		}
		values[m.name] = list
	}
	return values, checkParams(values, known)
}

// member is one name and value of a JSON object.
type member struct {
	name  string
	value json.RawMessage
}

// readObject reads one JSON object and nothing behind it, and no name twice:
// encoding/json lets the last one win, and two readers then disagree about
// what was asked.
func readObject(body []byte) ([]member, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, failure(codeBadBody, "the body must be one JSON object")
	}
	var members []member
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, badJSON(d, err)
		}
		m := member{name: t.(string)} // the decoder gives only strings as names
		if seen[m.name] {
			return nil, failure(codeBadBody, "%q stands twice in the body", clip(m.name, 64))
		}
		seen[m.name] = true
		if err := d.Decode(&m.value); err != nil {
			return nil, badJSON(d, err)
		}
		members = append(members, m)
	}
	if _, err := d.Token(); err != nil {
		return nil, badJSON(d, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, failure(codeBadBody, "something follows the JSON object, at byte %d", d.InputOffset())
	}
	return members, nil
}

func badJSON(d *json.Decoder, err error) *search.Error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return failure(codeBadBody, "the JSON ends before it is complete")
	}
	return failure(codeBadBody, "not JSON at byte %d: %v", d.InputOffset(), err)
}

// scalars reads one plain value or a list of them as the texts that a query
// string would have.
func scalars(raw json.RawMessage) ([]string, error) {
	if len(raw) == 0 || raw[0] != '[' {
		s, err := scalar(raw)
		return []string{s}, err
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, err
	}
	var out []string
	for _, item := range list {
		s, err := scalar(item)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func scalar(raw json.RawMessage) (string, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return "", err
	}
	switch v := v.(type) {
	case string:
		return v, nil
	case json.Number, bool:
		return fmt.Sprint(v), nil
	}
	return "", errors.New("want a string, a number, true, false, or a list of these")
}
