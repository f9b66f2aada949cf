package gazetteer

import "strings"

// inflected gives the forms that a name of one word takes in a sentence of its
// language: the cases of Russian and Ukrainian, the particles that Arabic and
// Persian write before a noun. Too many forms do no harm, for only those that
// are written are found.
func inflected(text, lang string) []string {
	if strings.ContainsAny(text, " -") {
		return nil
	}
	switch lang {
	case "ru", "uk":
		return declined(text)
	case "ar":
		return prefixed(text)
	}
	return nil
}

// endings are the case endings that replace, or follow, the end of a Slavic
// noun; longer ends come first.
var endings = []struct {
	end   string
	cases string
}{
	{"ия", "ии ию ией"}, {"ія", "ії ію ією"}, {"ай", "ая аю аем ае"}, {"а", "ы и е у ой ою і"}, {"я", "и е ю ей"}, {"ь", "я ю ем е і"},
}

func declined(text string) []string {
	for _, e := range endings {
		stem, ok := strings.CutSuffix(text, e.end)
		if !ok {
			continue
		}
		return joinEach(stem, e.cases)
	}
	last := []rune(text)[len([]rune(text))-1]
	if strings.ContainsRune("бвгджзклмнпрстфхцчшщ", last) {
		return joinEach(text, "а у ом е ем і ові")
	}
	return nil
}

func joinEach(stem, endings string) []string {
	var forms []string
	for ending := range strings.FieldsSeq(endings) {
		forms = append(forms, stem+ending)
	}
	return forms
}

// prefixed gives an Arabic noun the particles "and", "in", "to", "so" before
// it; "to the" contracts.
func prefixed(text string) []string {
	forms := []string{"و" + text, "ب" + text, "ف" + text}
	if rest, ok := strings.CutPrefix(text, "ال"); ok {
		return append(forms, "لل"+rest, "ولل"+rest)
	}
	return append(forms, "ل"+text)
}
