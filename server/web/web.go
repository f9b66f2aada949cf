// Package web holds the pages of the desk: their templates, style and script,
// embedded, and the shapes that the templates are filled from. It needs no
// build step, and no script for anything but comfort.
package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed templates static
var files embed.FS

// pages are the templates that stand in the layout, each a file of its own.
var pages = [...]string{"search", "facet", "claims", "article", "entity", "help", "status", "signin", "saved", "problem", "api"}

// Pages are the parsed templates and the static files.
type Pages struct {
	templates map[string]*template.Template
	hashes    map[string]string // of static files, part of their address
}

// New parses the templates.
func New() (*Pages, error) {
	p := &Pages{templates: map[string]*template.Template{}, hashes: map[string]string{}}
	if err := p.hash(); err != nil {
		return nil, err
	}
	layout, err := template.New("layout").Funcs(p.funcs()).ParseFS(files, "templates/layout.html", "templates/part_*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range pages {
		t, err := layout.Clone()
		if err != nil {
			return nil, err
		}
		if p.templates[name], err = t.ParseFS(files, "templates/"+name+".html"); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *Pages) hash() error {
	return fs.WalkDir(files, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := files.ReadFile(name)
		sum := sha256.Sum256(content)
		p.hashes[path.Base(name)] = hex.EncodeToString(sum[:6])
		return err
	})
}

// Render fills a page.
func (p *Pages) Render(page string, data any) ([]byte, error) {
	return p.render(page, "layout.html", data)
}

// RenderPart fills one part of a page, for a script that puts it in place.
func (p *Pages) RenderPart(page, part string, data any) ([]byte, error) {
	return p.render(page, part, data)
}

func (p *Pages) render(page, name string, data any) ([]byte, error) {
	t, ok := p.templates[page]
	if !ok {
		return nil, fmt.Errorf("no page %q", page)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		return nil, fmt.Errorf("page %q: %w", page, err)
	}
	return b.Bytes(), nil
}

// Static serves the style and the scripts. Their addresses change with their
// content, so that browsers may keep them for ever.
func (p *Pages) Static(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/static/")
	if p.hashes[name] == "" {
		http.NotFound(w, r)
		return
	}
	if r.URL.Query().Get("v") == p.hashes[name] {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeFileFS(w, r, files, "static/"+name)
}
