package corpus

import "encoding/json"

// Field points to what the exchange format calls by a name, for reading it from
// JSON; it is nil for a name that is no field of an article, whose value goes
// to Extra.
func (a *Article) Field(name string) any {
	switch name {
	case "id":
		return &a.ID
	case "url":
		return &a.URL
	case "source":
		return &a.Source
	case "collection":
		return &a.Collection
	case "title":
		return &a.Title
	case "authors":
		return &a.Authors
	case "published":
		return &a.Published
	case "updated":
		return &a.Updated
	case "language":
		return &a.Language
	case "text":
		return &a.Text
	case "extra":
		return &a.Extra
	}
	return nil
}

// AddExtra keeps a value under a name that is no field of an article.
func (a *Article) AddExtra(name string, value json.RawMessage) {
	if a.Extra == nil {
		a.Extra = map[string]json.RawMessage{}
	}
	a.Extra[name] = value
}
