package web

import (
	"time"

	"despatch/corpus"
)

// Article is the page of one article.
type Article struct {
	Frame
	ID              string
	Version, Latest int
	// Headline and Paragraphs are the article's words in pieces; Changes take
	// the paragraphs' place where two versions are compared.
	Headline   []Piece
	Paragraphs [][]Piece
	Against    int
	Changes    []Change

	URL, Source, Collection, Lang, Language string
	Authors                                 []string
	Published, Updated                      corpus.Date
	Added                                   time.Time
	Hash                                    string
	Original                                *Original
	WeekURL                                 string
	Cite                                    string
	Citing                                  bool
	Indexed                                 int
	Unread                                  bool
	Entities                                []Entity
	Claims                                  []ArticleClaim
	Versions                                []Edition
	Copies                                  []Copy
	Similar                                 []Similar
}

// Piece is a stretch of text that is, or is not, a mention or part of a claim.
type Piece struct {
	Text    string
	Claim   bool
	Anchor  string // where a claim begins
	Mention *Mention
}

// Mention links to who is named.
type Mention struct{ URL, Field, Role, Note string }

// Change is a stretch of text that one of two versions has, or both.
type Change struct {
	Text           string
	Added, Removed bool
}

// Original is what is known of the bytes the article was extracted from.
type Original struct {
	SHA256, From, MediaType, URL string
	Got                          time.Time
	Bytes                        int
}

// ArticleClaim is one claim of the article.
type ArticleClaim struct {
	Act, Status, When, URL, CiteURL string
	Parties                         []Entity
}

// Edition is one version in the list of versions.
type Edition struct {
	Version               int
	Put                   time.Time
	Hash, URL, ChangesURL string
	Current               bool
}

// Copy is an article with nearly the same text.
type Copy struct {
	Title, Source, URL string
	Published          corpus.Date
	Differs            int // words that one has and the other has not
	First              bool
}

// Similar is an article that resembles this one, and what they share.
type Similar struct {
	Title, Source, URL string
	Published          corpus.Date
	Shared             []string
}
