package extract

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// ldArticle is what a page says of its article in JSON-LD (schema.org).
type ldArticle struct {
	kind                string // the type: NewsArticle, LiveBlogPosting …
	headline, body      string
	published, modified string
	url, language       string
	authors             []string
	publisher           string
}

// Types of schema.org that are, or can be, one article; the better ones
// first.
var ldTypes = []string{
	"LiveBlogPosting", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
	"BackgroundNewsArticle", "ReviewNewsArticle", "Article", "BlogPosting", "TechArticle", "ScholarlyArticle", "Report",
	"AdvertiserContentArticle", "SatiricalArticle", "SocialMediaPosting", "Recipe", "Review", "PodcastEpisode", "VideoObject",
	"WebPage", "ItemPage", "AboutPage", "CreativeWork",
}

// Types of schema.org that list other pages.
var ldLists = setOf("CollectionPage SearchResultsPage")

const maxLDNodes = 20_000

// readLD finds the article in the JSON-LD of a page's scripts. Broken ones
// are passed over. It reports whether a script calls the page a list.
func readLD(scripts []string) (best ldArticle, list bool) {
	rank := len(ldTypes)
	for _, script := range scripts {
		var v any
		if json.Unmarshal([]byte(cleanLD(script)), &v) != nil {
			continue
		}
		budget := maxLDNodes
		eachNode(v, &budget, func(node map[string]any) {
			for _, t := range texts(node["@type"]) {
				list = list || ldLists[t]
				r := slices.Index(ldTypes, strings.TrimPrefix(t, "http://schema.org/"))
				if r >= 0 && r < rank {
					a := ldNode(node)
					if a.published != "" || a.headline != "" {
						best, rank = a, r
						best.kind = t
					}
				}
			}
		})
	}
	return best, list
}

// Line breaks inside strings, comments and CDATA marks break the JSON of many
// pages.
var ldNoise = regexp.MustCompile(`^\s*(<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$`)

func cleanLD(s string) string {
	s = ldNoise.ReplaceAllString(s, "")
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
	return strings.TrimSuffix(strings.TrimSpace(s), ";")
}

// eachNode calls f for every object in v, outer ones first.
func eachNode(v any, budget *int, f func(map[string]any)) {
	if *budget--; *budget < 0 {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		f(v)
		for _, key := range [...]string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"} {
			eachNode(v[key], budget, f)
		}
	case []any:
		for _, e := range v {
			eachNode(e, budget, f)
		}
	}
}

func ldNode(node map[string]any) ldArticle {
	a := ldArticle{
		headline:  text(node["headline"]),
		body:      text(node["articleBody"]),
		published: text(node["datePublished"]),
		modified:  text(node["dateModified"]),
		url:       text(node["url"]),
		language:  text(node["inLanguage"]),
		publisher: name(node["publisher"]),
	}
	if a.headline == "" {
		a.headline = text(node["name"])
	}
	if main := text(node["mainEntityOfPage"]); strings.HasPrefix(main, "http") {
		a.url = main
	}
	a.authors = names(node["author"])
	return a
}

func text(v any) string {
	switch v := v.(type) {
	case string:
		return oneSpace(v)
	case map[string]any:
		return text(v["@id"])
	case []any:
		if len(v) > 0 {
			return text(v[0])
		}
	}
	return ""
}

func oneSpace(s string) string { return strings.TrimSpace(unescape(s)) }

func texts(v any) []string {
	if list, ok := v.([]any); ok {
		var all []string
		for _, e := range list {
			all = append(all, text(e))
		}
		return all
	}
	return []string{text(v)}
}

func name(v any) string {
	for _, n := range names(v) {
		return n
	}
	return ""
}

// names reads persons and organisations: names, or objects with a name.
func names(v any) []string {
	switch v := v.(type) {
	case string:
		if s := oneSpace(v); s != "" && !strings.HasPrefix(s, "http") {
			return []string{s}
		}
	case map[string]any:
		return names(v["name"])
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, names(e)...)
		}
		return all
	}
	return nil
}
