package main

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
)

// call is one abusive request.
type call struct{ method, target, body string }

func asking(path string, pairs ...string) call {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return call{"GET", path + "?" + v.Encode(), ""}
}

func posting(body string) call { return call{"POST", "/api/v1/search", body} }

var allFields = []string{
	"actor", "country", "institution", "date", "person", "source", "language", "collection",
	"perpetrator", "target", "responder", "denier", "speaker", "status", "act",
}

// listed are the queries that were seen to stop or break an index that has no
// limits.
func listed() []call {
	var calls []call
	for _, q := range []string{
		"*a*", "*", "?", "**", "*a", "a*", "*the*", strings.Repeat("a*", 1000),
		strings.TrimSuffix(strings.Repeat("*x* AND ", 10), " AND "), strings.Repeat("*a ", 2000),
		`"` + strings.Repeat("the ", 500) + `"`, `"` + strings.Repeat("the ", 16) + `"~50`,
		strings.Repeat("a", 4000), strings.Repeat("a", 1<<16), strings.Repeat("(", 5000), strings.Repeat("(", 7) + "a" + strings.Repeat(")", 7),
		strings.Repeat("-", 2000) + "a", strings.Repeat("NOT ", 500) + "a", strings.Repeat("a OR ", 4000) + "a",
		strings.Repeat("the NEAR/50 ", 60) + "of", `"the of" NEAR/50 "of the"`, strings.Repeat("word~2 ", 64), strings.Repeat("a~2 ", 64),
		strings.Repeat("é́̂", 600), strings.Repeat("\u0301", 1000), strings.Repeat("中", 680), "\x00\xff\xfe", "\u202e\u202d\u2066\u2067",
		"date:>=-99999999", "date:P99999999999999D", "date:0000..9999", `"`, `""`, "title:", "country:", "claim()", "claim(" + strings.Repeat("by:cn ", 200) + ")",
	} {
		for _, path := range []string{"/api/v1/search", "/api/v1/claims", "/api/v1/timeline", "/api/v1/explain", "/api/v1/suggest", "/"} {
			calls = append(calls, asking(path, "q", q))
		}
	}
	for _, n := range []string{"-5", "0", "101", "9223372036854775807", "9223372036854775808", "1e9", "0x10", "NaN", strings.Repeat("9", 4000)} {
		calls = append(calls, asking("/api/v1/search", "limit", n), asking("/api/v1/search", "facet", "actor", "facet_size", n),
			asking("/api/v1/claims", "limit", n), asking("/api/v1/saved/none", "after", n), asking("/api/v1/articles/none/versions/"+n))
	}
	nested := strings.Repeat("[", 5000) + strings.Repeat("]", 5000)
	for _, body := range []string{
		nested, `{"q":` + nested + `}`, strings.Repeat(`{"a":`, 3000), `{"q":"a"} trailing`, `{"q":"a","q":"b"}`, `{"colour":1}`, `{"q":null}`, "", "{", "\xff\xfe",
		`{"q":"` + strings.Repeat("a", 100<<20>>4) + `"}`, `{"country":[` + strings.TrimSuffix(strings.Repeat(`"cn",`, 5000), ",") + `]}`, `{"limit":1e400}`,
	} {
		calls = append(calls, posting(body))
	}
	return calls
}

// common are words that many articles have: what matches little costs little.
var common = strings.Fields(`the of and in to a said was for on with by from at government security cyber attack
	hackers russia china minister election sanctions president officials report military police state`)

// inventor makes up abusive calls.
type inventor struct{ *rand.Rand }

// invented is the next one.
func invented(r *rand.Rand) call {
	i := inventor{r}
	switch i.IntN(10) {
	case 0:
		return i.body()
	case 1:
		return i.extreme()
	case 2, 3:
		return i.allowed()
	}
	q := i.query()
	for i.IntN(3) == 0 && len(q) < 6000 {
		q += pick(i, " ", " OR ", " AND ", " -", " NEAR/9 ") + i.query()
	}
	return i.anywhere(q)
}

func pick[T any](i inventor, list ...T) T { return list[i.IntN(len(list))] }

func (i inventor) word() string   { return pick(i, common...) }
func (i inventor) letter() string { return i.word()[:1] }

// many is a number that is mostly small and at times very large.
func (i inventor) many(most int) int {
	return 1 + i.IntN(max(1, min(most, 1<<i.IntN(13))))
}

func (i inventor) words(n int, join string) string {
	list := make([]string, n)
	for k := range list {
		list[k] = i.word()
	}
	return strings.Join(list, join)
}

// query is a query text of one abusive kind.
func (i inventor) query() string {
	n := i.many(2000)
	switch i.IntN(14) {
	case 0:
		return strings.Repeat(pick(i, "a", "x1", "é", "中", "ß", "-", "\u200b", "😀"), n)
	case 1:
		return strings.Repeat(pick(i, "(", "-(", "NOT (", "((a OR "), n) + i.word() + strings.Repeat(")", n)
	case 2:
		return i.each(n, func() string {
			return pick(i, "*", "*"+i.word()+"*", i.letter()+"*", "*a*e*i*", i.word()+"*", "???*")
		})
	case 3:
		return i.each(n, func() string { return i.word() + pick(i, "~1", "~2", "~9", "~99999") })
	case 4:
		return `"` + i.words(n, " ") + `"` + pick(i, "", "~3", "~50", "~99999999")
	case 5:
		return i.words(n, pick(i, " NEAR/8 ", " NEAR/50 ", " NEAR/1 ", " NEAR/999999 "))
	case 6:
		return i.flood(n)
	case 7:
		return i.words(n, " OR ")
	case 8:
		return pick(i, allFields...) + ":" + i.words(n, ",")
	case 9:
		return "claim(" + i.each(n, func() string { return pick(i, "by:", "accused:", "target:kind:", "act:", "status:") + i.word() }) + ")"
	case 10:
		return pick(i, "date:", "date:>=", "date:..", "-date:", "date:P") + fmt.Sprint(i.Int64()) + pick(i, "", "..", "-13-45", "D")
	case 11:
		return i.soup(n)
	case 12:
		return i.each(n, func() string { return `"` + i.words(2, " ") + `"` })
	}
	return i.each(n, func() string { return pick(i, "has:", "-has:", "title:", "-title:") + i.word() })
}

func (i inventor) each(n int, one func() string) string {
	list := make([]string, n)
	for k := range list {
		list[k] = one()
	}
	return strings.Join(list, pick(i, " ", " OR ", " AND "))
}

// flood is n letters from anywhere in Unicode, marks that combine among them.
func (i inventor) flood(n int) string {
	var b strings.Builder
	first := pick(i, 0x20, 0x300, 0x590, 0x600, 0xE00, 0x1100, 0x2000, 0x4E00, 0xFE00, 0x1F300, 0xE0100)
	for range n {
		b.WriteRune(rune(first + i.IntN(256)))
	}
	return b.String()
}

// soup is n pieces of the query language in no order.
func (i inventor) soup(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(pick(i, `"`, "(", ")", "-", "*", "~", ":", "/", "..", ",", "\\", "'", "“", "OR ", "AND ", "NOT ", "NEAR/", "date:", "claim(", "actor:", "\x00", "\n", "<", "&", "%", "a", "the "))
	}
	return b.String()
}

// anywhere asks a query of any address that takes one.
func (i inventor) anywhere(q string) call {
	field := pick(i, allFields...)
	switch i.IntN(14) {
	case 0:
		return asking("/api/v1/claims", "q", q, "facet", "accused", "facet", "target")
	case 1:
		return asking("/api/v1/timeline", "q", q, "step", pick(i, "day", "week", "month"), "split", field, "time", pick(i, "published", "when"))
	case 2:
		return asking("/api/v1/suggest", "q", q)
	case 3:
		return asking("/api/v1/explain", "q", q)
	case 4:
		return asking("/api/v1/facets/"+field, "q", q, "prefix", i.letter(), "facet_size", "1000")
	case 5:
		return asking("/api/v1/facets/"+field+"/"+pick(i, "cn", "apt31", "missing", url.PathEscape(i.flood(20)))+"/evidence", "q", q, "limit", "100")
	case 6:
		return asking("/", "q", q)
	case 7:
		return asking("/claims", "q", q)
	case 8:
		return asking("/facet/"+field, "q", q)
	case 9:
		return asking("/suggestions", "q", q)
	case 10:
		return asking("/api/v1/search", "q", q, "format", pick(i, "csv", "jsonl", "rss"))
	case 11:
		return posting(fmt.Sprintf(`{"q":%q,"facet":["actor","date"],"limit":100}`, q))
	}
	return asking("/api/v1/search", "q", q, "limit", "100", "facet", field, "facet_size", "1000")
}

// allowed keeps within every limit and asks for as much as they let through.
func (i inventor) allowed() call {
	q := pick(i,
		i.words(30, " "), i.words(60, " OR "), i.each(20, func() string { return `"` + i.words(3, " ") + `"~50` }),
		i.words(6, " NEAR/50 "), i.word()+"~2 OR "+i.word()+"~2", pick(i, "the", "gov", "ele", "min")+"* OR sec*", "*ing* OR *ent*", "*tion OR *ment",
		`"`+i.words(16, " ")+`"~50`, "("+i.words(8, " OR ")+") ("+i.words(8, " OR ")+") ("+i.words(8, " OR ")+")", i.each(30, func() string { return i.word() + "~2" }),
	)
	c := asking("/api/v1/search", "q", q, "limit", "100", "sort", pick(i, "relevance", "fresh", "-added", "published"), "collapse", pick(i, "none", "copies"), "facet_size", "1000")
	for _, k := range i.Perm(len(allFields))[:10] {
		c.target += "&facet=" + allFields[k]
	}
	switch i.IntN(4) {
	case 0:
		return asking("/", "q", q, "limit", "100", "collapse", "copies")
	case 1:
		return asking("/api/v1/timeline", "q", q, "step", "day", "split", pick(i, allFields...))
	}
	return c
}

// extreme has parameters at and beyond their bounds.
func (i inventor) extreme() call {
	number := pick(i, "-1", "0", "100", "101", "1000000", "9223372036854775807", "-9223372036854775808", "1.5", "")
	long := strings.Repeat(pick(i, "a", "%", "中"), i.many(4000))
	return pick(i,
		asking("/api/v1/search", "limit", number, "facet_size", number), asking("/api/v1/search", "cursor", long),
		asking("/api/v1/search", "cursor", "eyJnIjoxLCJzIjox"+long), asking("/api/v1/search", "from", number, "to", long),
		asking("/api/v1/search", pick(i, allFields...), long), asking("/api/v1/facets/"+pick(i, allFields...), "prefix", long),
		asking("/api/v1/articles/"+url.PathEscape(long)+"/similar", "limit", number), asking("/api/v1/entities/"+url.PathEscape(long)),
		asking("/article/"+url.PathEscape(long), "version", number, "against", number), asking("/entity/"+url.PathEscape(long)),
		asking("/api/v1/saved/"+url.PathEscape(long), "after", number), asking("/api/v1/articles/x/versions/"+number),
		call{"GET", "/api/v1/search?" + strings.Repeat("facet=actor&", i.many(600)), ""}, call{"GET", "/api/v1/search?" + strings.Repeat("country=cn&", i.many(600)), ""},
		call{"DELETE", "/api/v1/articles/x", ""}, call{"PUT", "/api/v1/articles/x", `{"title":"` + i.words(i.many(2000), " ") + `"}`},
		asking("/"+url.PathEscape(long)), asking("/static/"+url.PathEscape("../../"+long)),
	)
}

// body is a POST that is too large, too deep or not what it should be.
func (i inventor) body() call {
	n := i.many(4000)
	return posting(pick(i,
		strings.Repeat("[", n), strings.Repeat(`{"q":`, n), `{"q":"`+i.flood(n)+`"}`, `{"q":"`+i.words(n, " ")+`"}`,
		`{"facet":[`+strings.TrimSuffix(strings.Repeat(`"actor",`, n), ",")+`]}`, `{"limit":`+strings.Repeat("9", n)+`}`,
		`{"q":"a"}`+strings.Repeat(" ", n)+"x", strings.Repeat("\x00", n), `{`+strings.Repeat(`"q":"a",`, n)+`"q":"b"}`, `{"`+strings.Repeat("k", n)+`":1}`,
	))
}
