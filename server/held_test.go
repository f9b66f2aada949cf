package server_test

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"despatch/corpus"
)

// TestSlowClientsTakeUpNoRoom sends bodies that never end and asks for answers
// that it never reads, more of each than the gate has room for.
func TestSlowClientsTakeUpNoRoom(t *testing.T) {
	if testing.Short() {
		t.Skip("what it waits for takes longer under the race detector")
	}
	d := newDesk(t)
	var many []corpus.Article
	for i := range 150 { // enough for answers larger than a connection buffers
		many = append(many, corpus.Article{ID: fmt.Sprint("a", i), Title: strings.Repeat("Harbour ", 40), Text: strings.Repeat(fmt.Sprintf("Harbour %d. ", i), 400)})
	}
	d.add(t, many...)
	key := d.bearer(t, corpus.Key{Scope: "write"})
	url, _ := served(t, d.config())
	host := strings.TrimPrefix(url, "http://")
	for _, head := range []string{
		"POST /signin HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n",
		"POST /api/v1/search HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n",
		"POST /api/v1/articles HTTP/1.1\r\nContent-Type: application/json\r\nAuthorization: " + key[1] + "\r\nContent-Length: 100\r\n",
		"GET /api/v1/search?q=harbour&limit=100&facet=source HTTP/1.1\r\n",
		"GET /api/v1/search?q=harbour&format=jsonl HTTP/1.1\r\n",
		"GET /?q=harbour&limit=100 HTTP/1.1\r\n",
	} {
		for range 24 {
			slowConn(t, host, head+"Host: h\r\n\r\n{")
		}
	}
	time.Sleep(200 * time.Millisecond)
	client := &http.Client{Timeout: 15 * time.Second}
	defer client.CloseIdleConnections()
	for range 20 {
		r, err := client.Get(url + "/api/v1/search?q=harbour&limit=5")
		if err != nil {
			t.Fatal(err)
		}
		if r.Body.Close(); r.StatusCode != http.StatusOK {
			t.Errorf("beside slow clients: %s", r.Status)
		}
	}
}

// slowConn sends what is given and then neither sends nor reads.
func slowConn(t *testing.T, host, sent string) {
	t.Helper()
	c, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.(*net.TCPConn).SetReadBuffer(2048); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write([]byte(sent)); err != nil {
		t.Fatal(err)
	}
}
