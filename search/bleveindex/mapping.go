package bleveindex

import (
	"despatch/corpus"
	"despatch/search"

	index "github.com/blevesearch/bleve_index_api"
)

// format numbers the layout of an index; a generation of another format is
// rebuilt, never read.
const format = 1

// The fields of the index. The mapping is fixed: what is not named here is not
// indexed, and no text is stored. A word that is its own stem, as most are, is
// indexed once and not twice: the stems of a text are those in fieldSame and
// fieldStems, its written words those in fieldSame and fieldWritten.
const (
	fieldSame         = "same"    // words that are their own stems, with places
	fieldStems        = "stems"   // stems of the other words, with places
	fieldWritten      = "written" // the other words as written, with places
	fieldTitleStems   = "title"
	fieldTitleWritten = "titlewritten"
	fieldMention      = "mention" // field and id of an entity, with first and last place
	fieldClaim        = "claim"   // one term for all of a claim's parts
	fieldRow          = "row"     // one term for all of an article's numbers
	fieldCopy         = "copy"    // the id of the article this one is a copy of
	fieldLabel        = "label"   // id and label of entities that only articles name
	fieldBare         = "bare"    // bareTerm where the analysis broke, nothing elsewhere
	fieldStored       = "stored"  // the annotation, kept and not indexed
)

// fieldsOf lists the fields that hold the terms of a kind.
func fieldsOf(kind string) []string {
	switch kind {
	case fieldStems, fieldWritten:
		return []string{fieldSame, kind}
	}
	return []string{kind}
}

// The options of the fields: nothing has doc values, since columns are built
// from the postings. Every document has every field, be it empty, since Bleve
// merges segments of the same fields much faster.
const (
	optPlaces  = index.IndexField | index.IncludeTermVectors
	optCounted = index.IndexField
	optKeyword = index.IndexField | index.SkipFreqNorm
	optStored  = index.StoreField
)

// The columns of plain facet fields, in the order of plainFields.
const (
	colActor = iota
	colCountry
	colInstitution
	colPerson
	colSource
	colLanguage
	colCollection
	colSpeaker
	plainColumns
)

// The columns of the fields read off claims follow.
const (
	colPerpetrator = plainColumns + iota
	colTarget
	colResponder
	colDenier
	colStatus
	colAct
	allColumns
)

// columnFields names the facet field of each column.
var columnFields = [allColumns]string{
	corpus.Actor, corpus.Country, corpus.Institution, corpus.Person,
	search.Source, search.Language, search.Collection, search.Speaker,
	search.Perpetrator, search.Target, search.Responder, search.Denier, search.Status, search.Act,
}

// columnOf finds the column of a facet field, -1 for the date and for what is
// no field.
func columnOf(field string) int {
	for i, f := range columnFields {
		if f == field {
			return i
		}
	}
	return -1
}

// isRole says whether a column is read off claims.
func isRole(col int) bool { return col >= plainColumns && col < allColumns }
