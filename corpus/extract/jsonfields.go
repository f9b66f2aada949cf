package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// fieldsOf parts a JSON object into its fields. The values are slices of b. It
// reads b twice, where decoding into a map would read it four times; long
// texts make that the cost of reading JSON Lines.
func fieldsOf(b []byte) (map[string]json.RawMessage, error) {
	b = bytes.TrimSpace(b)
	if !json.Valid(b) || b[0] != '{' {
		var object map[string]json.RawMessage
		if err := json.Unmarshal(b, &object); err != nil {
			return nil, syntax(err)
		}
		return nil, because(ErrSyntax, "a JSON object is wanted, this is null")
	}
	fields := make(map[string]json.RawMessage, 8)
	for i := nextByte(b, 1); b[i] != '}'; {
		end := endOfString(b, i)
		name, err := unquote(b[i:end])
		if err != nil {
			return nil, err
		}
		i = nextByte(b, nextByte(b, end)+1) // past the colon
		end = endOfValue(b, i)
		if _, twice := fields[name]; twice {
			return nil, because(ErrSyntax, "the field %q is given twice", name)
		}
		fields[name] = b[i:end]
		if i = nextByte(b, end); b[i] == ',' {
			i = nextByte(b, i+1)
		}
	}
	return fields, nil
}

// nextByte is the place of the first byte from i on that is no white space.
func nextByte(b []byte, i int) int {
	for b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r' {
		i++
	}
	return i
}

// endOfString is the place behind the string that begins at i. What is walked
// over is known to be valid JSON.
func endOfString(b []byte, i int) int {
	for i++; ; i++ {
		i += bytes.IndexByte(b[i:], '"')
		slashes := 0
		for b[i-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i + 1
		}
	}
}

// endOfValue is the place behind the value that begins at i.
func endOfValue(b []byte, i int) int {
	for depth := 0; ; {
		switch b[i] {
		case '"':
			i = endOfString(b, i)
		case '{', '[':
			depth++
			i++
		case '}', ']':
			if depth == 0 {
				return i
			}
			depth--
			i++
		case ',', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return i
			}
			i++
			continue
		default:
			i++
			continue
		}
		if depth == 0 {
			return i
		}
	}
}

// unquote is the text of a JSON string.
func unquote(raw []byte) (string, error) {
	if inner := raw[1 : len(raw)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return string(inner), nil
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return s, err
}

// decodeField reads the value of a field. Strings, which are nearly all of an
// article, take the short way.
func decodeField(raw json.RawMessage, to any) error {
	if raw[0] != '"' {
		return json.Unmarshal(raw, to)
	}
	switch to := to.(type) {
	case *string:
		text, err := unquote(raw)
		*to = text
		return err
	case *[]string: // one author, written as such
		text, err := unquote(raw)
		*to = []string{text}
		return err
	}
	return json.Unmarshal(raw, to)
}

func syntax(err error) error {
	if t := (*json.UnmarshalTypeError)(nil); errors.As(err, &t) {
		return because(ErrSyntax, "a JSON object is wanted, this is %s", t.Value)
	}
	return because(ErrSyntax, "broken JSON: %s", plainJSON(err))
}

// plainJSON says where JSON is broken in the words of a person.
func plainJSON(err error) string {
	if s := (*json.SyntaxError)(nil); errors.As(err, &s) {
		return fmt.Sprintf("%v at byte %d", err, s.Offset)
	}
	if t := (*json.UnmarshalTypeError)(nil); errors.As(err, &t) {
		return fmt.Sprintf("a %s does not fit here", t.Value)
	}
	return err.Error()
}
