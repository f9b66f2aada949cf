package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"despatch/search"
)

// The codes of failures that are the server's own, beside those of package
// search.
const (
	codeUnauthorized search.Code = "unauthorized"
	codeForbidden    search.Code = "forbidden"
	codeBusy         search.Code = "too_many_requests"
	codeTooLarge     search.Code = "body_too_large"
	codeMediaType    search.Code = "unsupported_media_type"
	codeMethod       search.Code = "method_not_allowed"
	codeBadBody      search.Code = "bad_body"
	codeBadArticle   search.Code = "bad_article"
	codeConflict     search.Code = "conflict"
	codeDiskFull     search.Code = "disk_full"
	codeInternal     search.Code = "internal"
)

// outcomes is the one place where a failure becomes an HTTP status and the
// title of a problem document.
var outcomes = map[search.Code]struct {
	status int
	title  string
}{
	search.BadQuery:      {http.StatusBadRequest, "The query cannot be read"},
	search.BadParameter:  {http.StatusBadRequest, "A parameter has a value that it cannot have"},
	search.UnknownParam:  {http.StatusBadRequest, "There is no such parameter"},
	search.UnknownValue:  {http.StatusBadRequest, "There is nothing of that name"},
	search.NotYet:        {http.StatusNotImplemented, "Not yet possible"},
	search.TooCostly:     {http.StatusUnprocessableEntity, "The query would cost too much"},
	search.CursorExpired: {http.StatusGone, "The cursor has expired"},
	search.BadCursor:     {http.StatusBadRequest, "The cursor is not of this query"},
	search.NotFound:      {http.StatusNotFound, "Not found"},
	search.Unavailable:   {http.StatusServiceUnavailable, "Not available now"},
	search.TimedOut:      {http.StatusServiceUnavailable, "The query took too long"},
	codeUnauthorized:     {http.StatusUnauthorized, "A valid API key is needed"},
	codeForbidden:        {http.StatusForbidden, "This is not allowed"},
	codeBusy:             {http.StatusTooManyRequests, "Too many requests"},
	codeTooLarge:         {http.StatusRequestEntityTooLarge, "The request body is too large"},
	codeMediaType:        {http.StatusUnsupportedMediaType, "The request body has the wrong type"},
	codeMethod:           {http.StatusMethodNotAllowed, "There is no such method here"},
	codeBadBody:          {http.StatusBadRequest, "The request body cannot be read"},
	codeBadArticle:       {http.StatusUnprocessableEntity, "The article cannot be kept"},
	codeConflict:         {http.StatusConflict, "In conflict with what is there"},
	codeDiskFull:         {http.StatusInsufficientStorage, "The disk is full"},
	codeInternal:         {http.StatusInternalServerError, "Something went wrong here"},
}

// Problem is an RFC 9457 problem document.
type Problem struct {
	Type   string      `json:"type"`
	Title  string      `json:"title"`
	Status int         `json:"status"`
	Detail string      `json:"detail"`
	Code   search.Code `json:"code"`
	Param  string      `json:"param,omitempty"`
	// Position is the byte offset of the mistake in the query text.
	Position   *int   `json:"position,omitempty"`
	Suggestion string `json:"suggestion,omitempty"`
	// Request is the id under which the log speaks of this request.
	Request string `json:"request,omitempty"`
	// RetryAfter is in seconds, 0 where trying again makes no difference.
	RetryAfter int `json:"-"`
}

// busyError refuses a request that may be made again later.
type busyError struct {
	detail string
	after  int // seconds
}

func (e *busyError) Error() string { return e.detail }

func failure(code search.Code, format string, args ...any) *search.Error {
	return &search.Error{Code: code, Detail: fmt.Sprintf(format, args...), Position: -1}
}

func badParam(param, format string, args ...any) *search.Error {
	e := failure(search.BadParameter, format, args...)
	e.Param = param
	return e
}

// coded turns any failure into one that has a code. What nobody foresaw is
// internal, and its words stay in the log.
func coded(err error) *search.Error {
	var e *search.Error
	var tooLarge *http.MaxBytesError
	var busy *busyError
	switch {
	case errors.As(err, &e):
		return e
	case errors.As(err, &busy):
		return failure(codeBusy, "%s", busy.detail)
	case errors.As(err, &tooLarge):
		return failure(codeTooLarge, "the body is over the limit of %d bytes", tooLarge.Limit)
	case errors.Is(err, context.DeadlineExceeded):
		return failure(search.TimedOut, "no answer within %s; narrow the query and try again", requestDeadline)
	case errors.Is(err, context.Canceled):
		return failure(search.TimedOut, "the request was given up")
	}
	if e := codedCorpus(err); e != nil {
		return e
	}
	return failure(codeInternal, "the server failed to answer; its log says why")
}

func problemOf(err error) Problem {
	e := coded(err)
	o, known := outcomes[e.Code]
	if !known {
		o = outcomes[codeInternal]
	}
	p := Problem{
		Type: "urn:despatch:problem:" + string(e.Code), Title: o.title, Status: o.status,
		Detail: e.Detail, Code: e.Code, Param: e.Param, Suggestion: e.Suggestion,
	}
	if e.Param == "q" && (e.Code == search.BadQuery || e.Position >= 0) {
		at := max(e.Position, 0)
		p.Position = &at
	}
	var busy *busyError
	if errors.As(err, &busy) {
		p.RetryAfter = busy.after
	} else if o.status == http.StatusServiceUnavailable || o.status == http.StatusInsufficientStorage {
		p.RetryAfter = retrySeconds
	}
	return p
}

// fail answers with the problem document of err and ends the request.
func (s *Server) fail(c *gin.Context, err error) {
	p := problemOf(err)
	if p.Status >= 500 && p.Code != search.TimedOut {
		s.Log.Error("request failed", "request", requestID(c), "path", c.Request.URL.Path, "error", err)
	}
	s.tell(c, p)
}

// tell sends a problem document and ends the request.
func (s *Server) tell(c *gin.Context, p Problem) {
	p.Request = requestID(c)
	if p.RetryAfter > 0 {
		c.Header("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	if p.Status == http.StatusUnauthorized {
		c.Header("WWW-Authenticate", "Bearer")
	}
	c.Header("Cache-Control", "no-store")
	body, err := json.Marshal(p)
	if err != nil { // a struct of strings and numbers always marshals
		body = []byte(`{}`)
	}
	c.Data(p.Status, "application/problem+json", body)
	c.Abort()
}

func (s *Server) noRoute(c *gin.Context) {
	err := failure(search.NotFound, "there is nothing at %q", c.Request.URL.Path)
	if wantsPage(c) {
		s.failPage(c, err)
		return
	}
	s.fail(c, err)
}

// noMethod refuses a method. What is possible instead, which OPTIONS asks for,
// is in the header Allow by then.
func (s *Server) noMethod(c *gin.Context) {
	if c.Request.Method == http.MethodOptions {
		c.AbortWithStatus(http.StatusNoContent)
		return
	}
	s.fail(c, failure(codeMethod, "%s is not possible at %q", c.Request.Method, c.Request.URL.Path))
}
