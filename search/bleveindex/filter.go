package bleveindex

import (
	"slices"

	"despatch/corpus"
	"despatch/search"
)

// isClaimFilter says whether a filter must hold in one claim with its like.
func isClaimFilter(f search.Filter) bool { return !f.Exclude && isRole(columnOf(f.Field)) }

// filter matches one filter on its own.
func (r *run) filter(f search.Filter) (matcher, error) {
	var m matcher
	col := columnOf(f.Field)
	switch {
	case f.Field == search.Date:
		m = dateMatcher(f)
	case col < 0:
		return nil, &search.Error{Code: search.BadQuery, Detail: "no field is called " + f.Field, Param: f.Field, Position: -1}
	case isRole(col):
		var group claimGroup
		group.add(f, false)
		m = func(_ int, seg *segment) (bitset, error) { return group.articles(seg, -1), nil }
	default:
		m = plainMatcher(col, f.Values)
	}
	if f.Exclude {
		return complement(m), nil
	}
	return m, nil
}

// plainMatcher matches any of the values of a plain field.
func plainMatcher(col int, values []string) matcher {
	return func(_ int, seg *segment) (bitset, error) {
		set := newBitset(seg.n)
		postings, err := newPostingsReader(seg.bleve, columnFields[col])
		if err != nil {
			return nil, err
		}
		var docs []uint32
		for _, v := range values {
			if v == search.Missing {
				markMissing(set, seg.plain[col].offs)
				continue
			}
			if docs, err = postings.docs([]byte(v), docs[:0]); err != nil {
				return nil, err
			}
			set.setAll(docs)
		}
		return set, nil
	}
}

// markMissing adds the articles that have no value.
func markMissing(set bitset, offs []uint32) {
	for d := range len(offs) - 1 {
		if offs[d] == offs[d+1] {
			set.set(uint32(d))
		}
	}
}

// dateMatcher matches by publication: any of the values, or a range that the
// article's date lies in for certain, however exactly it is known.
func dateMatcher(f search.Filter) matcher {
	values := make([]dateValue, len(f.Values))
	for i, v := range f.Values {
		values[i] = newDateValue(v)
	}
	from, _ := dateSpan(f.From)
	_, to := dateSpan(f.To)
	ranged := f.From != "" || f.To != ""
	return func(_ int, seg *segment) (bitset, error) {
		set := newBitset(seg.n)
		rows := &seg.rows
		for d := range uint32(seg.n) {
			day, month := rows.day[d], rows.month[d]
			hit := slices.ContainsFunc(values, func(v dateValue) bool { return v.holds(day, month, rows.order[d]) })
			if !hit && ranged {
				hit = within(day, month, from, to)
			}
			if hit {
				set.set(d)
			}
		}
		return set, nil
	}
}

// within says whether a date lies between two days for certain; 0 is open.
func within(day, month, from, to int32) bool {
	first, last := day, day
	if day == 0 {
		first, last = span(day, month)
	}
	return first != 0 && first >= from && (to == 0 || last <= to)
}

// dateValue is one value of a date filter.
type dateValue struct {
	missing    bool
	from, to   int32 // months as monthNumber; 0 when day is set
	day        int32
	minute     int64
	hasMinutes bool
}

func newDateValue(s string) dateValue {
	if s == search.Missing {
		return dateValue{missing: true}
	}
	d := corpus.Date(s)
	day, month := dateNumbers(d)
	v := dateValue{day: day, from: month, to: month}
	if d.Precision() == corpus.Year {
		y, _ := yearMonth(month)
		v.to = monthNumber(y, 12)
	}
	if d.Precision() >= corpus.Minute {
		v.hasMinutes, v.minute = true, d.Time().Unix()/60
	}
	return v
}

func (v dateValue) holds(day, month int32, order int64) bool {
	switch {
	case v.missing:
		return month == 0
	case v.hasMinutes:
		return day == v.day && order == v.minute
	case v.day != 0:
		return day == v.day
	default:
		return month != 0 && v.from <= month && month <= v.to
	}
}
