package main

import (
	"cmp"
	"html"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	cldr "golang.org/x/text/language/display"
)

type isoCode struct {
	ISO string `json:"ISO"`
}

// profile is a country as the factbook describes it.
type profile struct {
	Short      string `json:"short"`
	Long       string `json:"long"`
	Former     string `json:"former"`
	Capital    string `json:"capital"`
	Noun       string `json:"noun"`
	Adjective  string `json:"adjective"`
	State      string `json:"chief_of_state"`
	Head       string `json:"head_of_government"`
	Parliament string `json:"legislature"`
}

// gone are codes of states that are no more, and of places without people.
var gone = map[string]bool{"AN": true, "CS": true, "UM": true, "BV": true, "HM": true, "GS": true, "TF": true}

// usual are the names in use where CLDR has another.
var usual = map[string]string{
	"CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo", "MM": "Myanmar", "HK": "Hong Kong", "MO": "Macau", "PS": "Palestine",
	"MK": "North Macedonia", "CZ": "Czech Republic", "SZ": "Eswatini", "CI": "Ivory Coast", "VA": "Vatican City", "BA": "Bosnia and Herzegovina",
	"AG": "Antigua and Barbuda", "KN": "Saint Kitts and Nevis", "LC": "Saint Lucia", "VC": "Saint Vincent and the Grenadines", "ST": "São Tomé and Príncipe",
	"TT": "Trinidad and Tobago", "BL": "Saint Barthélemy", "MF": "Saint Martin", "SH": "Saint Helena", "PM": "Saint Pierre and Miquelon",
	"WF": "Wallis and Futuna", "TC": "Turks and Caicos Islands", "SJ": "Svalbard and Jan Mayen", "TR": "Turkey", "XK": "Kosovo",
}

// factbookNames are the factbook's names of countries that it calls
// differently.
var factbookNames = map[string]string{
	"CD": "DRC", "CG": "Congo (Brazzaville)", "CI": "Côte d'Ivoire", "GM": "The Gambia", "BS": "The Bahamas", "DO": "The Dominican", "MM": "Burma",
	"CV": "Cabo Verde", "CZ": "Czechia", "ST": "Sao Tome and Principe", "BL": "Saint Barthelemy", "CW": "Curacao", "VA": "Holy See (Vatican City)",
	"FK": "Falkland Islands (Islas Malvinas)", "VI": "Virgin Islands", "CC": "Cocos (Keeling) Islands",
}

// longNames are the factbook's long names of countries that it gives no short
// one.
var longNames = map[string]string{
	"CF": "Central African Republic", "FM": "Federated States of Micronesia", "AE": "United Arab Emirates", "SH": "Saint Helena, Ascension, and Tristan da Cunha",
}

// lentWords are words for a territory's people that are those of its state.
var lentWords = map[string]string{"HK": "Chinese", "MO": "Chinese", "AW": "; Dutch", "CW": "; Dutch"}

func countries(facts string) ([]line, error) {
	codes, err := read[isoCode](facts, "misp-country.jsonl")
	if err != nil {
		return nil, err
	}
	profiles, err := read[profile](facts, "factbook-countries.jsonl")
	if err != nil {
		return nil, err
	}
	shared := sharedWords(profiles)
	var lines []line
	for _, code := range codes {
		if gone[code.ISO] {
			continue
		}
		label := countryName(code.ISO)
		lines = append(lines, countryLine(code.ISO, label, profileOf(profiles, code.ISO, label), shared))
	}
	return lines, nil
}

func countryName(iso string) string {
	return cmp.Or(usual[iso], cldr.English.Regions().Name(language.MustParseRegion(iso)))
}

func profileOf(profiles []profile, iso, label string) profile {
	for _, p := range profiles {
		short := html.UnescapeString(p.Short)
		if short == label || short == factbookNames[iso] || p.Long == longNames[iso] && p.Long != "" {
			return p
		}
	}
	return profile{}
}

func countryLine(iso, label string, p profile, shared map[string]int) line {
	id := strings.ToLower(iso)
	columns := []string{"country", "country", id, label, "source: factbook"}
	if lent := lentWords[iso]; lent != "" {
		p.Noun, p.Adjective = strings.ReplaceAll(p.Noun, lent, ""), strings.ReplaceAll(p.Adjective, lent, "")
	}
	long, _, _ := strings.Cut(plain(p.Long), ";")
	columns = append(columns, names("alias", without([]string{long}, []string{label}))...)
	columns = append(columns, names("former", formerNames(p.Former))...)
	columns = append(columns, split("adjective", adjectives(p.Adjective), shared)...)
	columns = append(columns, split("demonym", without(demonyms(p.Noun), append(adjectives(p.Adjective), label)), shared)...)
	columns = append(columns, names("capital", capitals(p.Capital))...)
	columns = append(columns, translations(iso, label)...)
	columns = append(columns, "ref.iso: "+iso)
	return line{id, columns}
}

// plain is a name without entities of HTML, notes in parentheses, and "none".
func plain(s string) string {
	s = strings.TrimSpace(inParentheses.ReplaceAllString(html.UnescapeString(s), ""))
	if s == "none" || s == "NA" || strings.HasPrefix(s, "no ") {
		return ""
	}
	return s
}

var (
	inParentheses = regexp.MustCompile(`\s*\([^)]*\)?|\s*\[[^\]]*\]`)
	alternatives  = regexp.MustCompile(`\s*(?:,| or |;|/)\s*(?:or )?`)
	note          = regexp.MustCompile(`;?\s*note.*$`)
)

func formerNames(s string) []string {
	var names []string
	for name := range strings.SplitSeq(note.ReplaceAllString(s, ""), ",") {
		name, _, _ = strings.Cut(plain(name), ";")
		if len(name) > 4 && !strings.HasPrefix(name, "and ") && !strings.Contains(name, ":") && len(strings.Fields(name)) < 7 {
			names = append(names, name)
		}
	}
	return names
}

func capitals(s string) []string {
	var names []string
	for name := range strings.SplitSeq(note.ReplaceAllString(html.UnescapeString(s), ""), ";") {
		name = plain(strings.TrimSuffix(plain(name), ", D.C."))
		if name == "" || len(strings.Fields(name)) > 4 {
			continue
		}
		for part := range strings.SplitSeq(name, ",") {
			names = append(names, strings.TrimSpace(part))
		}
	}
	return names
}

// demonyms spells out the factbook's nouns: "Iranian(s)", "Irishman(men)".
func demonyms(s string) []string {
	var all []string
	s = note.ReplaceAllString(html.UnescapeString(s), "")
	for noun := range slices.Values(alternatives.Split(s, -1)) {
		one := plain(noun)
		switch {
		case one == "" || len(strings.Fields(one)) > 2:
			continue
		case strings.Contains(noun, "(s)"):
			all = append(all, one, one+"s")
		case strings.Contains(noun, "men)"):
			all = append(all, one, strings.TrimSuffix(one, "man")+"men")
		default:
			all = append(all, one)
		}
	}
	return all
}

func adjectives(s string) []string {
	var all []string
	s = note.ReplaceAllString(html.UnescapeString(s), "")
	for _, word := range alternatives.Split(s, -1) {
		if word = plain(word); word != "" {
			all = append(all, word)
		}
	}
	return all
}

// sharedWords counts in how many countries a word is a demonym or adjective,
// leaving out the territories that only borrow theirs.
func sharedWords(profiles []profile) map[string]int {
	count := map[string]int{"Chinese": -2, "Dutch": -2, "French": -1, "Frenchman": -1, "Frenchmen": -1, "Frenchwoman": -1, "Frenchwomen": -1}
	for _, p := range profiles {
		words := append(demonyms(p.Noun), adjectives(p.Adjective)...)
		slices.Sort(words)
		for _, word := range slices.Compact(words) {
			count[word]++
		}
	}
	return count
}

// split marks the words that several countries share as needing context.
func split(rule string, words []string, shared map[string]int) []string {
	var own, common []string
	for _, word := range words {
		if shared[word] > 1 {
			common = append(common, word)
			continue
		}
		own = append(own, word)
	}
	return append(names(rule, own), names(rule+"?", common)...)
}

// languages are those of the labels, beside English.
var languages = []struct {
	code string
	tag  language.Tag
}{
	{"fr", language.French}, {"de", language.German}, {"es", language.Spanish}, {"it", language.Italian}, {"pt", language.Portuguese},
	{"ru", language.Russian}, {"uk", language.Ukrainian}, {"zh", language.SimplifiedChinese}, {"zh", language.TraditionalChinese},
	{"fa", language.Persian}, {"ar", language.Arabic},
}

// translations are the country's names in other languages where they differ
// from the English one.
func translations(iso, label string) []string {
	region := language.MustParseRegion(iso)
	var cells []string
	last := ""
	for _, l := range languages {
		name := plain(cldr.Regions(l.tag).Name(region))
		if name == label || l.code+name == last {
			continue
		}
		last = l.code + name
		cells = append(cells, names("alias@"+l.code+"<cldr", []string{name})...)
	}
	return cells
}

func without(words, others []string) []string {
	return slices.DeleteFunc(words, func(word string) bool { return slices.Contains(others, word) })
}
