package server

import (
	"encoding/base64"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/search"
)

// articleAnswer is the body of /articles/{id}.
type articleAnswer struct {
	corpus.Article
	Version int       `json:"version"`
	Hash    string    `json:"hash"`
	Added   time.Time `json:"added"`
	Put     time.Time `json:"put"`
	CopyOf  string    `json:"copy_of,omitempty"`
	// Indexed is the version that mentions and claims were read in, 0 where
	// the index has not come to the article yet.
	Indexed      int              `json:"indexed"`
	Mentions     []corpus.Mention `json:"mentions"`
	Claims       []corpus.Claim   `json:"claims"`
	ClaimsUnread bool             `json:"claims_unread,omitempty"`
	Facets       *corpus.Facets   `json:"facets"`
	Copies       []copyOf         `json:"copies"`
	Versions     []edition        `json:"versions"`
	Original     *original        `json:"original"`
}

type copyOf struct {
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	URL       string      `json:"url"`
	Source    string      `json:"source"`
	Published corpus.Date `json:"published"`
	// Differs counts the words that one of the two texts has and the other
	// has not.
	Differs int `json:"differs"`
}

type edition struct {
	Version int       `json:"version"`
	Put     time.Time `json:"put"`
	Hash    string    `json:"hash"`
}

// original is what is known of the bytes an article was extracted from.
type original struct {
	SHA256    string    `json:"sha256"`
	From      string    `json:"from"`
	Got       time.Time `json:"got"`
	MediaType string    `json:"media_type"`
	Bytes     int       `json:"bytes"`
}

// articleAPI answers GET /articles/{id}.
func (s *Server) articleAPI(c *gin.Context) {
	a, err := s.article(c, c.Param("id"))
	if err == nil {
		_, err = readParams(c.Request.URL.RawQuery, nil)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	c.PureJSON(http.StatusOK, a)
}

// article gathers all that is known of an article.
func (s *Server) article(c *gin.Context, id string) (articleAnswer, error) {
	record, err := s.visible(c.Request.Context(), id)
	if err != nil {
		return articleAnswer{}, err
	}
	a := articleAnswer{
		Article: record.Article, Version: record.Version, Hash: record.Hash, Added: record.Added, Put: record.Put, CopyOf: record.CopyOf,
		Mentions: []corpus.Mention{}, Claims: []corpus.Claim{}, Copies: []copyOf{}, Versions: []edition{},
	}
	for _, add := range []func(*gin.Context, *articleAnswer) error{s.addAnnotation, s.addCopies, s.addVersions, s.addOriginal} {
		if err := add(c, &a); err != nil {
			return a, err
		}
	}
	return a, nil
}

// addAnnotation adds what was understood, if the index has the article.
func (s *Server) addAnnotation(c *gin.Context, a *articleAnswer) error {
	d, err := s.Engine.Document(c.Request.Context(), a.ID)
	if isGone(err) {
		return nil
	}
	if err != nil {
		return err
	}
	a.Indexed, a.ClaimsUnread = d.Version, d.Annotation.ClaimsUnread
	a.Mentions, a.Facets = orEmpty(d.Annotation.Mentions), &d.Annotation.Facets
	for _, claim := range d.Annotation.Claims {
		a.Claims = append(a.Claims, fullClaim(claim))
	}
	return nil
}

func (s *Server) addCopies(c *gin.Context, a *articleAnswer) error {
	copies, err := s.Corpus.Copies(c.Request.Context(), a.ID)
	if err != nil {
		return err
	}
	for _, r := range copies {
		if accessOf(c).sees(r.Collection) {
			a.Copies = append(a.Copies, copyOf{r.ID, r.Title, r.URL, r.Source, r.Published, wordsApart(a.Text, r.Text)})
		}
	}
	return nil
}

func (s *Server) addVersions(c *gin.Context, a *articleAnswer) error {
	editions, err := s.Corpus.Versions(c.Request.Context(), a.ID)
	for _, e := range editions {
		a.Versions = append(a.Versions, edition(e))
	}
	return err
}

func (s *Server) addOriginal(c *gin.Context, a *articleAnswer) error {
	o, err := s.Corpus.Original(c.Request.Context(), a.ID)
	if isGone(err) {
		return nil
	}
	if err != nil {
		return err
	}
	a.Original = &original{o.SHA256, origin(o.From, accessOf(c)), o.Got, o.MediaType, len(o.Bytes)}
	return nil
}

// origin is where an original was got. The folders of the machine are the
// operator's business.
func origin(from string, access Access) string {
	if isWeb(from) || access.may(scopeAdmin) {
		return from
	}
	return path.Base(from)
}

// versionAPI answers GET /articles/{id}/versions/{n}.
func (s *Server) versionAPI(c *gin.Context) {
	record, err := s.version(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	c.PureJSON(http.StatusOK, versionAnswer{record.Article, record.Version, record.Hash, record.Put})
}

type versionAnswer struct {
	corpus.Article
	Version int       `json:"version"`
	Hash    string    `json:"hash"`
	Put     time.Time `json:"put"`
}

func (s *Server) version(c *gin.Context) (corpus.Record, error) {
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil || n < 1 {
		return corpus.Record{}, failure(search.NotFound, "there is no version %q", clip(c.Param("n"), 20))
	}
	if _, err := s.visible(c.Request.Context(), c.Param("id")); err != nil { // deleted articles are gone, versions and all
		return corpus.Record{}, err
	}
	record, err := s.Corpus.Version(c.Request.Context(), c.Param("id"), n)
	if isGone(err) {
		err = failure(search.NotFound, "there is no version %d of this article", n)
	}
	return record, err
}

// originalAPI answers GET /articles/{id}/original with the bytes as they were
// got. They are somebody else's: browsers may only save them.
func (s *Server) originalAPI(c *gin.Context) {
	if _, err := s.visible(c.Request.Context(), c.Param("id")); err != nil {
		s.fail(c, err)
		return
	}
	o, err := s.Corpus.Original(c.Request.Context(), c.Param("id"))
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": o.SHA256[:16] + ".original"}))
	c.Header("Content-Security-Policy", "default-src 'none'; sandbox")
	if sum, err := hex.DecodeString(o.SHA256); err == nil { // RFC 9530
		c.Header("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum)+":")
	}
	c.Data(http.StatusOK, "application/octet-stream", o.Bytes)
}
