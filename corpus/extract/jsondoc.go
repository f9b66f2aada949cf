package extract

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
)

// jsonDocument reads a .json file: one article, a list of articles, a JSON
// feed, or lines that were only named .json.
func (w *walker) jsonDocument(where string, b []byte) error {
	b = bytes.TrimSpace(trimBOM(b))
	if bytes.HasPrefix(b, []byte("[")) {
		return w.jsonList(where, b)
	}
	if !json.Valid(b) && bytes.IndexByte(b, '\n') > 0 && json.Valid(b[:bytes.IndexByte(b, '\n')]) {
		return w.lines(where, bufio.NewReaderSize(bytes.NewReader(b), 64<<10))
	}
	if isJSONFeed(b) {
		return w.feed(where, b)
	}
	return w.line(where, b, nil)
}

func (w *walker) jsonList(where string, b []byte) error {
	var list []json.RawMessage
	if err := json.Unmarshal(b, &list); err != nil {
		return syntax(err)
	}
	if len(list) == 0 {
		return ErrEmpty
	}
	for i, raw := range list {
		if err := w.line(fmt.Sprintf("%s#%d", where, i+1), raw, nil); err != nil {
			return err
		}
	}
	return nil
}

func isJSONFeed(b []byte) bool {
	head := b[:min(len(b), 4096)]
	return bytes.Contains(head, []byte("jsonfeed.org/version"))
}
