package main

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"despatch/search"
)

// page is what the terminal shows of a search answer.
type page struct {
	Query struct {
		Understood string   `json:"understood"`
		Warnings   []string `json:"warnings"`
	} `json:"query"`
	Total search.Total `json:"total"`
	Hits  []struct {
		ID          string   `json:"id"`
		Score       float64  `json:"score"`
		Title       string   `json:"title"`
		Source      string   `json:"source"`
		Published   string   `json:"published"`
		Snippet     string   `json:"snippet"`
		Actor       []string `json:"actor"`
		Country     []string `json:"country"`
		Institution []string `json:"institution"`
		Copies      int      `json:"copies"`
	} `json:"hits"`
	Facets map[string]struct {
		Buckets []struct {
			Value string `json:"value"`
			Label string `json:"label"`
			Count int    `json:"count"`
		} `json:"buckets"`
		TotalValues int `json:"total_values"`
	} `json:"facets"`
	Next string `json:"next"`
}

// page asks for one page of a search.
func (k *asker) page(ctx context.Context, v url.Values) (*page, error) {
	body, err := k.get(ctx, "/api/v1/search?"+v.Encode())
	if err != nil {
		return nil, err
	}
	defer body.Close()
	var p page
	if err := json.NewDecoder(body).Decode(&p); err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	return &p, nil
}

// pages hands over page after page until limit hits have been given.
func (k *asker) pages(ctx context.Context, v url.Values, limit int, each func(*page)) error {
	for {
		v.Set("limit", strconv.Itoa(min(limit, search.MaxLimit)))
		p, err := k.page(ctx, v)
		if err != nil {
			return err
		}
		each(p)
		limit -= len(p.Hits)
		if limit <= 0 || p.Next == "" {
			return nil
		}
		v.Set("cursor", p.Next)
		v.Del("facet")
	}
}

func (a *app) searchText(ctx context.Context, asker *asker, o searchOptions, query string) error {
	v := o.parameters(query)
	v["facet"] = o.facets
	style := a.style()
	rank := 0
	return asker.pages(ctx, v, o.limit, func(p *page) {
		if rank == 0 {
			a.writeHead(p, style)
		}
		rank = a.writeHits(p, style, rank)
	})
}

func (a *app) writeHead(p *page, style style) {
	for _, w := range p.Query.Warnings {
		fmt.Fprintf(a.stderr, "despatch: %s\n", w)
	}
	fmt.Fprintf(a.stdout, "%d articles, %d distinct\n", p.Total.Articles, p.Total.Distinct)
	for _, field := range search.Fields {
		facet, ok := p.Facets[field]
		if !ok {
			continue
		}
		fmt.Fprintf(a.stdout, "\n%s (%d values)\n", style.bold(field), facet.TotalValues)
		for _, b := range facet.Buckets {
			fmt.Fprintf(a.stdout, "%8d  %s  %s\n", b.Count, b.Label, style.faint(b.Value))
		}
	}
}

func (a *app) writeHits(p *page, style style, rank int) int {
	for _, h := range p.Hits {
		rank++
		date := h.Published
		if date == "" {
			date = "no date"
		}
		fmt.Fprintf(a.stdout, "\n%3d  %s\n     %s\n", rank, style.bold(oneLine(h.Title)),
			style.faint(strings.Join(filled(date, oneLine(h.Source), h.ID, copies(h.Copies)), " · ")))
		if named := strings.Join(append(append(h.Actor, h.Country...), h.Institution...), " "); named != "" {
			fmt.Fprintf(a.stdout, "     %s\n", style.faint(named))
		}
		fmt.Fprintf(a.stdout, "     %s\n", style.marked(h.Snippet))
	}
	return rank
}

// oneLine keeps an article from drawing on the terminal: no line breaks, no
// control characters.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < ' ' || (r >= 0x7f && r < 0xa0):
			return -1
		}
		return r
	}, s)
}

func copies(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 copy"
	}
	return strconv.Itoa(n) + " copies"
}

func filled(words ...string) []string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// style writes emphasis where a terminal shows it.
type style struct{ colour bool }

func (a *app) style() style {
	file, ok := a.stdout.(*os.File)
	return style{ok && os.Getenv("NO_COLOR") == "" && term.IsTerminal(int(file.Fd()))}
}

func (s style) with(code, text string) string {
	if !s.colour || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string  { return s.with("1", text) }
func (s style) faint(text string) string { return s.with("2", text) }

// marked turns a snippet's HTML into text with the matches emphasised.
func (s style) marked(snippet string) string {
	on, off := "", ""
	if s.colour {
		on, off = "\x1b[1;33m", "\x1b[0m"
	}
	var b strings.Builder
	for part := range strings.SplitSeq(snippet, "<mark>") {
		hit, rest, found := strings.Cut(part, "</mark>")
		if !found {
			b.WriteString(oneLine(html.UnescapeString(part)))
			continue
		}
		b.WriteString(on + oneLine(html.UnescapeString(hit)) + off + oneLine(html.UnescapeString(rest)))
	}
	return b.String()
}
