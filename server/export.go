package server

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/search"
)

// exportDeadline bounds a whole export; each of its pages has the deadline of
// a request.
const exportDeadline = 15 * time.Minute

// export answers a search with everything that it finds, page by page, so
// that neither side needs room for all of it.
func (s *Server) export(c *gin.Context, r request) {
	r.search.Limit, r.search.Facets, r.search.Cursor = search.MaxLimit, nil, ""
	var out hitWriter = &lineWriter{}
	kind := "application/x-ndjson"
	if r.format == "csv" {
		out, kind = &csvWriter{}, "text/csv; charset=utf-8"
	}
	s.stream(c, kind, "despatch."+r.format, func(ctx context.Context, w io.Writer) (bool, error) {
		a, err := s.find(ctx, r)
		if err != nil {
			return false, err
		}
		for _, h := range a.Hits {
			if err := out.write(w, h); err != nil {
				return false, err
			}
		}
		r.search.Cursor = a.Next
		return a.Next != "", out.flush(w)
	})
}

// stream writes pages until there are no more. A failure on the first page is
// answered as a problem; later the connection is cut, so that a part is never
// taken for the whole.
func (s *Server) stream(c *gin.Context, kind, name string, page func(context.Context, io.Writer) (more bool, err error)) {
	leave, err := s.gate.export()
	if err != nil {
		s.fail(c, err)
		return
	}
	defer leave()
	ctx, cancel := context.WithTimeout(c.Request.Context(), exportDeadline)
	defer cancel()
	header := func() {
		c.Header("Content-Type", kind)
		c.Header("Content-Disposition", `attachment; filename="`+name+`"`)
		c.Header("X-Accel-Buffering", "no") // a proxy in front must not gather it
	}
	w := &lateWriter{w: c.Writer, before: header}
	var held bytes.Buffer // a page is sent after it has left the gate
	for more := true; more; {
		more, err = s.streamPage(ctx, &held, page)
		if err == nil {
			_, err = held.WriteTo(w)
		}
		if err != nil {
			s.cut(c, w, err)
			return
		}
		c.Writer.Flush()
		_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Now().Add(writeTimeout)) // unknown to test recorders
	}
	if !w.begun {
		header()
		c.Status(http.StatusOK)
	}
}

func (s *Server) streamPage(ctx context.Context, w io.Writer, page func(context.Context, io.Writer) (bool, error)) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, requestDeadline)
	defer cancel()
	ctx, pass, err := s.gate.enterPage(ctx)
	if err != nil {
		return false, err
	}
	defer pass.leave()
	return page(ctx, w)
}

func (s *Server) cut(c *gin.Context, w *lateWriter, err error) {
	if !w.begun {
		s.fail(c, err)
		return
	}
	s.Log.Warn("export cut short", "request", requestID(c), "error", err)
	panic(http.ErrAbortHandler)
}

// lateWriter sets the headers when the first byte is written: until then a
// failure can still be answered properly.
type lateWriter struct {
	w      io.Writer
	before func()
	begun  bool
}

func (l *lateWriter) Write(p []byte) (int, error) {
	if !l.begun {
		l.begun = true
		l.before()
	}
	return l.w.Write(p)
}

// hitWriter writes hits in one format.
type hitWriter interface {
	write(w io.Writer, h hit) error
	flush(w io.Writer) error
}

// lineWriter writes JSON Lines.
type lineWriter struct{}

func (lineWriter) write(w io.Writer, h hit) error { return json.NewEncoder(w).Encode(h) }
func (lineWriter) flush(io.Writer) error          { return nil }

var csvHead = []string{
	"id", "title", "url", "source", "collection", "language", "published",
	"actor", "country", "institution", "person", "copies", "copy_of", "score",
}

// csvWriter writes comma-separated values with a head.
type csvWriter struct{ csv *csv.Writer }

func (c *csvWriter) begin(w io.Writer, head []string) error {
	if c.csv != nil {
		return nil
	}
	c.csv = csv.NewWriter(w)
	return c.csv.Write(head)
}

func (c *csvWriter) write(w io.Writer, h hit) error {
	if err := c.begin(w, csvHead); err != nil {
		return err
	}
	return c.row(h.ID, h.Title, h.URL, h.Source, h.Collection, h.Language, string(h.Published),
		strings.Join(h.Actor, "; "), strings.Join(h.Country, "; "), strings.Join(h.Institution, "; "), strings.Join(h.Person, "; "),
		strconv.Itoa(h.Copies), h.CopyOf, strconv.FormatFloat(h.Score, 'f', 4, 64))
}

func (c *csvWriter) row(cells ...string) error {
	for i := range cells {
		cells[i] = harmless(cells[i])
	}
	return c.csv.Write(cells)
}

func (c *csvWriter) flush(w io.Writer) error {
	if err := c.begin(w, csvHead); err != nil {
		return err
	}
	c.csv.Flush()
	return c.csv.Error()
}

// harmless keeps a spreadsheet from running a cell as a formula: titles are
// other people's.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
