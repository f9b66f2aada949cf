package corpus

import "testing"

func TestCanonical(t *testing.T) {
	const want = "https://quay.example/2023/05/ports-closed"
	for _, in := range []string{
		"https://quay.example/2023/05/ports-closed",
		"https://quay.example/2023/05/ports-closed/",
		"http://quay.example/2023/05/ports-closed",
		" HTTPS://WWW.Quay.Example:443/2023/05/ports-closed#top ",
		"http://quay.example:80/2023/05/ports-closed?utm_source=x&utm_medium=y&fbclid=1",
		"https://m.quay.example/2023/05/ports-closed",
		"https://amp.quay.example/2023/05/ports-closed",
		"https://quay.example/2023/05/ports-closed/amp/",
		"https://quay.example/2023/05/ports-closed.amp",
		"https://quay.example/2023/05/ports-closed/index.html",
		"https://user:secret@quay.example/2023/./05/x/../ports-closed",
	} {
		if got := Canonical(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	for in, want := range map[string]string{
		"https://quay.example/?b=2&a=1":             "https://quay.example?a=1&b=2",
		"https://quay.example/story?id=5&ref_src=x": "https://quay.example/story?id=5",
		"https://quay.example/amp":                  "https://quay.example/amp",
		"https://quay.example:8443/a":               "https://quay.example:8443/a",
		"https://m.example/a":                       "https://m.example/a",
		"https://hafen-köln.example/a%2Fb":          "https://xn--hafen-kln-67a.example/a%2Fb",
		"https://[2001:db8::1]/a":                   "https://[2001:db8::1]/a",
		"ftp://quay.example/a/":                     "ftp://quay.example/a/",
		"not an address":                            "not an address",
		"/relative/":                                "/relative/",
		"":                                          "",
	} {
		if got := Canonical(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add("https://www.quay.example:443/a/../b/?utm_source=x&b=1&a=2#c")
	f.Fuzz(func(t *testing.T, s string) {
		once := Canonical(s)
		if twice := Canonical(once); twice != once {
			t.Errorf("%q: %q, then %q", s, once, twice)
		}
	})
}
