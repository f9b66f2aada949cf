package server

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"despatch/server/web"
)

// helpPage shows how to ask.
func (s *Server) helpPage(c *gin.Context) {
	s.show(c, http.StatusOK, "help", web.Help{Frame: s.frame(c, "help", "Help"), Examples: s.examples()})
}

// examples are queries to try, each with what it finds.
func (s *Server) examples() []web.Example {
	list := []web.Example{
		{Query: `sanctions hackers`, Means: "both words, in any of their forms"},
		{Query: `"electoral commission"`, Means: "the words as written, side by side"},
		{Query: `"harsher response"~3`, Means: "the same, with up to three moves between them"},
		{Query: `espionage OR spying -ransomware`, Means: "either word, and not the third"},
		{Query: `cyber*`, Means: "words that begin so"},
		{Query: `sanction~1`, Means: "words one letter away"},
		{Query: `minister NEAR/8 hackers`, Means: "within eight words of each other, in either order"},
		{Query: `title:sanctions`, Means: "in the title"},
		{Query: `actor:"Judgment Panda"`, Means: "an actor, by any of its names"},
		{Query: `country:cn,ru`, Means: "either country mentioned"},
		{Query: `perpetrator:china target:kind:parliament`, Means: "one claim accuses China and has a parliament as its target"},
		{Query: `claim(by:gb accused:cn act:sanction)`, Means: "one claim in which Britain sanctions China"},
		{Query: `date:2021..2024 has:actor`, Means: "published in these years, and some actor is named"},
		{Query: `date:P7D`, Means: "published in the last seven days"},
	}
	for i := range list {
		list[i].URL = state{url.Values{"q": {list[i].Query}}}.at("/")
	}
	return list
}

// statusPage shows how the server is doing.
func (s *Server) statusPage(c *gin.Context) {
	a, err := s.status(c.Request.Context())
	if err != nil {
		s.failPage(c, err)
		return
	}
	v := web.Status{
		Frame: s.frame(c, "status", "Status"), Version: a.Version, Started: a.Started, Entities: a.Entities,
		Generation: a.Index.Generation, Checkpoint: a.Index.Checkpoint, Lag: a.Lag, Running: a.Running, Waiting: a.Waiting,
		Articles: a.Articles, Copies: a.Copies, Operator: operatorLines(a.Operator),
	}
	if s.Trouble != nil && accessOf(c).Collections == nil { // it may name articles
		if err := s.Trouble(); err != nil {
			v.Trouble = err.Error()
		}
	}
	s.show(c, http.StatusOK, "status", v)
}

// operatorLines writes the operator's lines for people; what is more than a
// text or a number as JSON.
func operatorLines(lines map[string]any) map[string]string {
	told := map[string]string{}
	for name, line := range lines {
		text, err := json.Marshal(line)
		if err != nil {
			continue
		}
		told[name] = strings.Trim(string(text), `"`)
	}
	return told
}

// apiPage shows what programs can ask.
func (s *Server) apiPage(c *gin.Context) {
	s.show(c, http.StatusOK, "api", web.API{Frame: s.frame(c, "api", "API"), Endpoints: endpoints()})
}

// signInPage asks for a key.
func (s *Server) signInPage(c *gin.Context) {
	s.show(c, http.StatusOK, "signin", web.SignIn{Frame: s.frame(c, "signin", "Sign in")})
}

const cookieSeconds = 30 * 24 * 3600

// signIn keeps a reader's key in a cookie that no script can see.
func (s *Server) signIn(c *gin.Context) {
	secret := strings.TrimSpace(c.PostForm("key"))
	if _, err := s.authenticate(c, secret); err != nil {
		v := web.SignIn{Frame: s.frame(c, "signin", "Sign in"), Refused: coded(err).Detail}
		s.show(c, http.StatusUnauthorized, "signin", v)
		return
	}
	s.setCookie(c, secret, cookieSeconds)
	c.Redirect(http.StatusSeeOther, "/")
}

// signOut takes the key away again.
func (s *Server) signOut(c *gin.Context) {
	s.setCookie(c, "", -1)
	c.Redirect(http.StatusSeeOther, "/")
}

// suggestionsPart are the suggestions under the box, as a list to put there.
func (s *Server) suggestionsPart(c *gin.Context) {
	st := stateOf(c.Request.URL.Query())
	text := st.values.Get("q")
	rest, found := s.suggestTail(c.Request.Context(), text)
	var v web.Suggestions
	for _, e := range found.Entities {
		label := e.Label
		if e.Name != "" {
			label += " — " + e.Name
		}
		v = append(v, web.Suggestion{Label: label, Kind: e.Field, Count: e.Count, URL: st.set("q", rest).add(e.Field, e.ID).at("/")})
	}
	for _, w := range found.Words {
		words := strings.TrimSpace(text[:strings.LastIndexByte(text, ' ')+1] + w.Text)
		v = append(v, web.Suggestion{Label: words, Kind: "word", Count: w.Count, URL: st.set("q", words).at("/")})
	}
	body, err := s.pages.RenderPart("search", "part_suggestions.html", v)
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Data(http.StatusOK, "text/html; charset=utf-8", body)
}

// maxTail is how many of the last words may be the beginning of one name.
const maxTail = 4

// suggestTail suggests what the last words typed go on to, as many of them as
// begin a name together, and gives the words before them.
func (s *Server) suggestTail(ctx context.Context, text string) (rest string, found suggestAnswer) {
	words := strings.Fields(text)
	for n := min(len(words), maxTail); n > 0; n-- {
		tail := strings.Join(words[len(words)-n:], " ")
		a, err := s.suggest(ctx, clip(tail, 64))
		if err != nil { // a suggestion is not worth an error
			return text, suggestAnswer{}
		}
		found = a
		if len(a.Entities) > 0 {
			return strings.Join(words[:len(words)-n], " "), a
		}
	}
	return "", found
}
