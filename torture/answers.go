package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// questions together touch words, phrases, filters, facets, claims, time and
// every kind of file that an index has.
var questions = []string{
	"/api/v1/search?limit=50&sort=-published&facet=actor&facet=country&facet=institution&facet=date&facet=source",
	"/api/v1/search?limit=20&q=minister+router&facet=actor",
	"/api/v1/search?limit=20&q=%22any+part+in+the+attack%22&facet=target&facet=denier",
	"/api/v1/search?limit=20&q=intrusion+NEAR/8+APT31",
	"/api/v1/search?limit=20&actor=apt31&facet=country&facet=perpetrator&facet=responder",
	"/api/v1/search?limit=20&q=camp*&sort=published",
	"/api/v1/search?limit=20&perpetrator=apt28&facet=target&facet=act&facet=status",
	"/api/v1/claims?limit=50&act=sanction",
	"/api/v1/timeline?step=month&split=actor",
}

// moving are the members of an answer that differ from run to run.
var moving = map[string]bool{"took_ms": true, "index": true, "next": true, "cursor": true, "plan": true}

// answers asks all questions. What is the same state of articles gives the
// same answers, whatever the index went through.
func (c *client) answers(ctx context.Context) ([]string, error) {
	var all []string
	for _, q := range questions {
		b, err := c.get(ctx, q)
		if err != nil {
			return nil, err
		}
		var v any
		if err := json.Unmarshal(b, &v); err != nil {
			return nil, fmt.Errorf("%s: %w", q, err)
		}
		told, err := json.Marshal(still(v))
		if err != nil {
			return nil, err
		}
		all = append(all, string(told))
	}
	return all, nil
}

// still leaves out what moves.
func still(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if moving[name] {
				delete(v, name)
			} else {
				v[name] = still(value)
			}
		}
	case []any:
		for i := range v {
			v[i] = still(v[i])
		}
	}
	return v
}

// differs names the first question that is answered otherwise, empty for none.
func differs(want, got []string) string {
	for i := range want {
		if want[i] != got[i] {
			at := 0
			for at < min(len(want[i]), len(got[i])) && want[i][at] == got[i][at] {
				at++
			}
			return fmt.Sprintf("%s: …%.120s… was …%.120s…", questions[i], got[i][max(0, at-40):], want[i][max(0, at-40):])
		}
	}
	return ""
}

var errOtherText = errors.New("other text than was put")

// holds reads an article back, byte by byte.
func (c *client) holds(ctx context.Context, want article) error {
	b, err := c.get(ctx, "/api/v1/articles/"+url.PathEscape(want.ID))
	if err != nil {
		return err
	}
	var got article
	if err := json.Unmarshal(b, &got); err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("%s: %w", want.ID, errOtherText)
	}
	return nil
}

// exported reads every article that the corpus has, by id.
func (d *despatch) exported(ctx context.Context) (map[string]article, error) {
	out, said, err := d.run(ctx, "export")
	if err != nil {
		return nil, fmt.Errorf("export: %w: %.300s", err, said)
	}
	all := map[string]article{}
	for line := range strings.Lines(out) {
		var a article
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			return nil, fmt.Errorf("export: %w", err)
		}
		all[a.ID] = a
	}
	return all, nil
}
