package extract

import (
	"bytes"
	"context"
	"mime"
	"regexp"
	"strings"
	"time"

	"despatch/corpus"
)

// Content is Walk for one file whose bytes are at hand; name tells by its
// ending what it is. The name may be the place of an original ("x.jsonl:7",
// "a.zip!b.html"), whose bytes are already taken out of what they were packed
// in.
func Content(ctx context.Context, name string, b []byte, each func(Item) error) error {
	w := &walker{ctx: ctx, each: each, got: time.Now(), file: name}
	return w.settle(name, w.content(place{where: name, name: unpackedName(name)}, bytes.NewReader(b)))
}

var position = regexp.MustCompile(`[:#]\d+$`)

func unpackedName(name string) string {
	return withoutCompression(position.ReplaceAllString(name, ""))
}

// ItemType is the media type of an original that is the text of an item of a
// feed: a piece of HTML without the title, the dates and the address that
// stood beside it.
const ItemType = "text/html; part=item"

// Again extracts the article of an original once more, by its media type and
// where it came from. An item of a feed is no document of its own and is
// refused with ErrKind: its article stays as it is.
func Again(o corpus.Original) (corpus.Article, error) {
	kind, parameters, err := mime.ParseMediaType(o.MediaType)
	if err != nil {
		kind, _, _ = strings.Cut(o.MediaType, ";")
	}
	switch {
	case parameters["part"] != "":
		return corpus.Article{}, because(ErrKind, "an item of a feed is no document of its own")
	case kind == "application/json":
		return jsonArticle(o.Bytes)
	case kind == "text/plain":
		return Text(o.Bytes)
	}
	address := ""
	if strings.HasPrefix(o.From, "http://") || strings.HasPrefix(o.From, "https://") {
		address = o.From
	}
	return Page(o.Bytes, address, o.MediaType)
}

// jsonArticle is Article with its language told.
func jsonArticle(b []byte) (corpus.Article, error) {
	a, err := Article(b)
	if err == nil && a.Language == "" {
		a.Language = Language(a.Text, "")
	}
	return a, err
}
