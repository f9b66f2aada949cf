package extract

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

func TestLanguage(t *testing.T) {
	for _, tc := range []struct{ text, declared, want string }{
		{"Хакеры задержали выступление президента на форуме в Петербурге.", "", "ru"},
		{"Българското правителство обвини хакери от Москва, че са проникнали в пощата на министерството, и изгони двама дипломати.", "", "bg"},
		{"Українські урядовці повідомили, що невідомі зламали сайти кількох міністерств і лишили на них погрози. Служба безпеки розслідує напад і вважає, що за ним стоять люди, пов'язані з розвідкою сусідньої держави.", "", "uk"},
		{"Міністэрства абвясціла, што невядомыя ўзламалі сайты, і папрасіла быць асцярожнымі.", "", "be"},
		{"The ministry said on Tuesday.", "fr-FR", "fr"},
		{"Ataque deixa milhões de clientes sem rede", "", ""},
		{"Ataque deixa milhões de clientes sem rede", "pt_BR", "pt"},
		{"", "", ""},
	} {
		if got := Language(tc.text, tc.declared); got != tc.want {
			t.Errorf("%q, declared %q: %q, want %q", tc.text, tc.declared, got, tc.want)
		}
	}
}

// TestLanguageOfShortArticles reads the sample articles in other languages,
// none of which declares one.
func TestLanguageOfShortArticles(t *testing.T) {
	var golds []string
	eachLine(t, "../sample/languages/gold.jsonl", func(line []byte) {
		var g struct{ Language string }
		decode(t, line, &g)
		golds = append(golds, g.Language)
	})
	eachLine(t, "../sample/languages/articles.jsonl", func(line []byte) {
		var a struct{ ID, Text string }
		decode(t, line, &a)
		if got := Language(a.Text, ""); got != golds[0] {
			t.Errorf("%s: %q, want %q", a.ID, got, golds[0])
		}
		golds = golds[1:]
	})
}

func eachLine(t *testing.T, path string, each func([]byte)) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(content))
	for lines.Scan() {
		each(lines.Bytes())
	}
}

func decode(t *testing.T, line []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(line, into); err != nil {
		t.Fatal(err)
	}
}
