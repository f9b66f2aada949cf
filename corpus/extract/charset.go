package extract

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// decodePage brings a page or feed to UTF-8. Its byte order mark is believed
// first, then the bytes themselves (what is valid UTF-8 is UTF-8, whatever was
// declared), then the server, then the page, then a guess from the frequencies
// of bytes.
func decodePage(b []byte, contentType string) string {
	if isUTF16(b) {
		return fromUTF16(b)
	}
	b = trimBOM(b)
	declared := declaredCharset(b, contentType)
	if utf8.Valid(b) && !strings.HasPrefix(declared, "iso-2022") {
		return string(b)
	}
	e, name := charset.Lookup(declared)
	if e == nil || name == "replacement" || nearlyUTF8(b) {
		e = guessCharset(b)
	}
	decoded, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(decoded)
}

var metaCharset = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)`)

// declaredCharset is what the server says, else the page. UTF-8 is no answer
// where the bytes are none.
func declaredCharset(b []byte, contentType string) string {
	var declared []string
	if _, value, ok := strings.Cut(strings.ToLower(contentType), "charset="); ok {
		declared = append(declared, strings.Trim(strings.SplitN(value, ";", 2)[0], `"' `))
	}
	if m := metaCharset.FindSubmatch(b[:min(len(b), 8192)]); m != nil {
		declared = append(declared, strings.ToLower(string(m[1])))
	}
	for _, name := range declared {
		if name != "utf-8" && name != "utf8" {
			return name
		}
	}
	return ""
}

// nearlyUTF8 tells that a page is UTF-8 with a few broken bytes in it: at
// least ten times more letters beyond ASCII are whole than not.
func nearlyUTF8(b []byte) bool {
	whole, broken := 0, 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			whole++
		}
		b = b[size:]
	}
	return whole > 10*broken
}

func guessCharset(b []byte) encoding.Encoding {
	if nearlyUTF8(b) {
		return unicode.UTF8
	}
	guess := chardet.Detect(bytes.Clone(b[:min(len(b), 64<<10)]))
	if e, _ := charset.Lookup(guess.Encoding); e != nil && guess.Confidence > .5 {
		return e
	}
	e, _ := charset.Lookup("windows-1252")
	return e
}
