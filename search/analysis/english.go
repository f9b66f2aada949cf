package analysis

import "strings"

// irregular forms, British spellings that no rule covers, and names that the
// algorithm would merge with other words.
var irregular = map[string]string{
	"men": "man", "women": "woman", "children": "child", "mice": "mouse", "feet": "foot",
	"ngos": "ngo", "ceos": "ceo", "ufos": "ufo", "cios": "cio",
	"defence": "defense", "defences": "defense", "offence": "offense", "offences": "offense", "licence": "license", "licences": "license",
	"centre": "center", "centres": "center", "theatre": "theater", "theatres": "theater", "fibre": "fiber", "metre": "meter", "metres": "meter",
	"kilometre": "kilometer", "kilometres": "kilometer", "calibre": "caliber",
	"programme": "program", "programmes": "program", "judgement": "judgment", "judgements": "judgment",
	"sceptic": "skeptic", "sceptics": "skeptic", "sceptical": "skeptical", "scepticism": "skepticism",
	"manoeuvre": "maneuver", "manoeuvres": "maneuver", "grey": "gray", "aluminium": "aluminum", "storey": "story",
	"cancelled": "cancel", "cancelling": "cancel", "travelled": "travel", "travelling": "travel", "traveller": "traveler", "travellers": "traveler",
	"labelled": "label", "labelling": "label", "signalled": "signal", "signalling": "signal", "modelled": "model", "modelling": "model",
	"channelled": "channel", "channelling": "channel", "fuelled": "fuel", "fuelling": "fuel", "counselled": "counsel", "levelled": "level",
	"levelling": "level", "marshalled": "marshal", "shovelled": "shovel", "totalled": "total", "jewellery": "jewelry",
}

// apart are words with stems of their own, since the algorithm would merge
// them with others that mean something else: international with interns,
// designated with designs, the United Nations with units.
var apart = map[string]string{
	"hamas": "hamas", "united": "united", "texas": "texas", "laos": "laos", "wales": "wales", "mars": "mars", "athens": "athens",
	"international": "international", "internationally": "international", "university": "university", "universities": "university",
	"designate": "designate", "designates": "designate", "designated": "designate", "designating": "designate", "designation": "designate", "designations": "designate",
	"executive": "executive", "executives": "executive", "authority": "authority", "authorities": "authority",
	"business": "business", "businesses": "business", "emergency": "emergency", "emergencies": "emergency",
	"important": "important", "importantly": "important", "importance": "important", "several": "several", "polite": "polite", "politely": "polite",
	"experiment": "experiment", "experiments": "experiment", "experimental": "experiment",
	"arms": "arms", "goods": "goods", "customs": "customs", "securities": "securities",
}

// ourWords are the words that British English writes with -our.
var ourWords = [...]string{
	"armour", "behaviour", "colour", "endeavour", "favour", "flavour", "harbour", "honour", "humour", "labour", "misdemeanour",
	"neighbour", "rancour", "rigour", "rumour", "saviour", "splendour", "tumour", "vapour", "vigour",
}

// stemEnglish is Porter's second algorithm
// (https://snowballstem.org/algorithms/english/stemmer.html) after British
// and American spellings have been made one.
func stemEnglish(porter func(string) string) func(string) string {
	return func(word string) string {
		if stem, ok := apart[word]; ok {
			return stem
		}
		if s, ok := irregular[word]; ok {
			return porter(s)
		}
		if s, ok := strings.CutSuffix(word, "s"); ok && len(s) > 1 && !strings.ContainsAny(s, "aeiouy") {
			return s // MPs, PCs: no vowel, so no word but an acronym in the plural
		}
		return porter(oneSpelling(word))
	}
}

func oneSpelling(word string) string {
	if i := strings.LastIndex(word, "z"); i > 2 && (word[i-1] == 'i' || word[i-1] == 'y') && zEnding(word[i+1:]) {
		return word[:i] + "s" + word[i+1:]
	}
	i := strings.Index(word, "our")
	if i < 3 {
		return word
	}
	for _, w := range ourWords {
		if strings.HasPrefix(word, w) {
			return word[:i] + "or" + word[i+3:]
		}
	}
	return word
}

// zEnding tells of the endings before which American English writes z.
func zEnding(s string) bool {
	switch s {
	case "e", "es", "ed", "er", "ers", "ing", "ation", "ations", "ational", "able":
		return true
	}
	return false
}
