package bleveindex

import (
	"slices"

	"despatch/corpus"
	"despatch/search"
)

// expandsMonths says whether a month is selected, or a day in it, so that days
// have to be counted.
func (p *plan) expandsMonths() bool {
	for v := range p.selected(search.Date) {
		if corpus.Date(v).Precision() >= corpus.Month {
			return true
		}
	}
	return false
}

// dateFacet lists years, of each chosen year its months and of each chosen
// month its days, the newest first.
func (c *counter) dateFacet(f search.FacetRequest) search.Facet {
	t := c.of(dateColumn)
	selected := c.plan.selected(search.Date)
	facet := search.Facet{Missing: int(t.months[0])}
	for y := lastYear; y >= firstYear; y-- {
		n := t.year(y)
		value := yearName(int32(y))
		if n.count == 0 && !selected[value] || !hasPrefix(value, f.Prefix) {
			continue
		}
		if n.count > 0 {
			facet.TotalValues++
		}
		if len(facet.Buckets) >= f.Size && !selected[value] {
			continue
		}
		b := search.Bucket{
			Value: value, Label: value, Selected: selected[value],
			Count: n.count, Distinct: n.distinct,
		}
		if chosen(selected, value) {
			b.Children = t.monthsOf(y, selected)
		}
		facet.Buckets = append(facet.Buckets, b)
	}
	return facet
}

func hasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

// chosen says whether a year or month is selected, or something in it.
func chosen(selected map[string]bool, value string) bool {
	for v := range selected {
		if hasPrefix(v, value) {
			return true
		}
	}
	return false
}

func (t *tally) monthsOf(y int, selected map[string]bool) []search.Bucket {
	var list []search.Bucket
	for m := 12; m >= 1; m-- {
		n := t.month(monthNumber(y, m))
		value := monthName(int32(y), int32(m))
		if n.count == 0 && !selected[value] {
			continue
		}
		b := search.Bucket{Value: value, Label: value, Count: n.count, Distinct: n.distinct, Selected: selected[value]}
		if t.days != nil && chosen(selected, value) {
			b.Children = t.daysOf(y, m, selected)
		}
		list = append(list, b)
	}
	return list
}

func (t *tally) daysOf(y, m int, selected map[string]bool) []search.Bucket {
	var list []search.Bucket
	first, last := span(0, monthNumber(y, m))
	for day := last; day >= first; day-- {
		n := t.day(day)
		value := dayTime(day).Format("2006-01-02")
		if n.count == 0 && !selected[value] {
			continue
		}
		list = append(list, search.Bucket{
			Value: value, Label: value, Count: n.count, Distinct: n.distinct, Selected: selected[value],
		})
	}
	return slices.Clip(list)
}
