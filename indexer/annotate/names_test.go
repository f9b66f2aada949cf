package annotate

import (
	"slices"
	"strings"
	"testing"

	"despatch/corpus"
)

// named lists the ids of a text's facets as "cn gb | apt31 | uk-parliament".
func named(read *corpus.Annotation) string {
	f := &read.Facets
	return strings.TrimSpace(strings.Join([]string{strings.Join(f.Country, " "), strings.Join(f.Actor, " "), strings.Join(f.Institution, " ")}, " | "))
}

func TestNames(t *testing.T) {
	a := loadAnnotator(t)
	for _, test := range []struct{ name, text, want string }{
		{"acronym or pronoun", "They told us that the US and the U.S. differ. Who is that? The WHO is a body.", "us |  | who"},
		{"possessives", "The UK's plan, China’s answer and Iran's reply.", "cn gb ir |  |"},
		{"hyphen and spacing", "APT-31, APT 31 and APT31 are one.", "| apt31 |"},
		{"plural people", "Iranians and Russians met.", "ir ru |  |"},
		{"diacritics", "Turkiye and Türkiye, Cote d'Ivoire and Côte d’Ivoire.", "ci tr |  |"},
		{"Georgia the state", "A court in Atlanta, Georgia, sentenced the man. Georgia Gov. Brian Kemp spoke.", "us |  |"},
		{"Georgia the country", "Georgia accused Russia of the attack on websites in Tbilisi.", "ge ru |  |"},
		{"Jordan the person", "Michael Jordan said so. Mr Jordan left.", "|  |"},
		{"Jordan the country", "Officials in Jordan and Iraq met.", "iq jo |  |"},
		{"Paris Hilton", "Paris Hilton said the mail was hers.", "|  |"},
		{"newspapers", "The Washington Post and the Jakarta Post reported it.", "|  |"},
		{"a dish", "They met in a Chinese restaurant near a Moscow suburb.", "|  |"},
		{"born and language", "The Beijing-born man wrote for a Chinese-language site.", "|  |"},
		{"plain words", "The lead engineer wore a mask and checked a tick box. Take the Lead. The Mask fell.", "|  |"},
		{"a language", "The note was written in Russian. It was translated into English.", "|  |"},
		{"measures", "A file of 40 GB was offered for US$68.", "|  |"},
		{"new numbered groups", "APT99 and UNC9876 work with Storm-9999 and FIN99.", "| apt99 fin99 storm-9999 unc9876 |"},
		{"a known group in small letters", "Analysts wrote that fin4 came back.", "| wolf-spider |"},
		{"new named groups", "Researchers watched Lilac Typhoonish, Crimson Blizzard and Turbid Kitten.", "| crimson-blizzard turbid-kitten |"},
		{"real animals", "A giant panda and a Polar Bear live there; the Panda ate.", "|  |"},
		{"embassy", "The Chinese embassy in London said nothing.", "cn gb |  | cn-embassy"},
		{"ministry by pattern", "Peru's Ministry of Culture was closed.", "pe |  | pe-culture-ministry"},
		{"cased like a link", "See https://china.example/iran and info@russia.example.", "|  |"},
	} {
		read := a.Annotate(&corpus.Article{Text: test.text})
		if got := named(&read); got != strings.TrimSpace(test.want) {
			t.Errorf("%s: %q\n got %q\nwant %q", test.name, test.text, got, test.want)
		}
	}
}

// TestSchemeCountryIsCarried: what the name's scheme says of a group's country
// is carried, never stated.
func TestSchemeCountryIsCarried(t *testing.T) {
	a := loadAnnotator(t)
	read := a.Annotate(&corpus.Article{Text: "Crimson Blizzard hacked the parliament of Norway."})
	if len(read.Claims) != 1 {
		t.Fatalf("want one claim, got %+v", read.Claims)
	}
	c := read.Claims[0]
	if !slices.Contains(c.Accused, "ru") || !slices.Contains(c.Carried, "ru") {
		t.Errorf("ru is to be carried: %+v", c)
	}
	if slices.Contains(read.Facets.Country, "ru") {
		t.Errorf("the text does not name ru: %v", read.Facets.Country)
	}
	if len(read.New) == 0 || read.New[0].ID != "crimson-blizzard" || read.New[0].Label != "Crimson Blizzard" || !slices.Equal(read.New[0].Country, []string{"ru"}) {
		t.Errorf("the new group is to be told: %+v", read.New)
	}
}

func TestUnknownNames(t *testing.T) {
	a := loadAnnotator(t)
	read := a.Annotate(&corpus.Article{Text: "A group dubbed Wobbling Heron and hackers tracked as \"Grumblewort\" attacked a bank. The gang called Lazarus Group is known."})
	var labels []string
	for _, u := range read.Unknown {
		labels = append(labels, u.Label)
	}
	if want := []string{"Wobbling Heron", "Grumblewort"}; !slices.Equal(labels, want) {
		t.Errorf("got %q, want %q", labels, want)
	}
}

func TestReferences(t *testing.T) {
	a := loadAnnotator(t)
	article := corpus.Article{Text: "The UK Electoral Commission was attacked. Addressing MPs in the Commons, he told the House that the commission had recovered. " +
		"An officer of the National Cyber Agency of Norway (NCAN) spoke; NCAN had helped."}
	read := a.Annotate(&article)
	got := map[string]string{}
	for _, m := range read.Mentions {
		if m.Field == corpus.Institution {
			got[m.Surface] = m.ID
		}
	}
	for surface, id := range map[string]string{"commission": "uk-electoral-commission", "House": "uk-house-of-commons"} {
		if got[surface] != id {
			t.Errorf("%q is %q, want %s; all: %v", surface, got[surface], id, got)
		}
	}
	if got["NCAN"] == "" {
		t.Errorf("the acronym is not bound: %v", got)
	}
}

func TestPersons(t *testing.T) {
	a := loadAnnotator(t)
	read := a.Annotate(&corpus.Article{Text: "Prime minister Anna Holm said so. Mr Karl Oberg agreed. Holm added that ex-MI6 chief Nigel Inkster knew."})
	if want := []string{"anna-holm", "karl-oberg", "nigel-inkster"}; !slices.Equal(read.Facets.Person, want) {
		t.Errorf("got %v, want %v", read.Facets.Person, want)
	}
}

func TestUnreadLanguage(t *testing.T) {
	a := loadAnnotator(t)
	read := a.Annotate(&corpus.Article{Language: "zh", Text: "中国黑客攻击了英国。"})
	if !read.ClaimsUnread || len(read.Claims) != 0 {
		t.Errorf("claims in Chinese are unread: %+v", read)
	}
	if !slices.Contains(read.Facets.Country, "cn") || !slices.Contains(read.Facets.Country, "gb") {
		t.Errorf("names in Chinese are found: %v", read.Facets.Country)
	}
}
