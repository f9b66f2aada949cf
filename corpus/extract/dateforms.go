package extract

import "time"

// calendarAt reads a day or a month at token i in any form that is known.
func (r *dateReader) calendarAt(i int) (calendar, int, bool) {
	if i < r.last {
		return calendar{}, i, false
	}
	t := r.tok(i)
	if t.kind == mark {
		return calendar{}, i, false
	}
	if prev := r.tok(i - 1); i > 0 && !t.spaced && (prev.kind == number || prev.kind == word || prev.text == "-" || prev.text == "/" || prev.text == ".") {
		return calendar{}, i, false // the tail of a longer number or name
	}
	forms := [...]func(int) (calendar, int, bool){
		r.dayMonthYear, r.monthDayYear, r.isoDate, r.numericDate, r.shortDate, r.compactDate, r.monthYear,
	}
	for _, form := range forms {
		if c, next, ok := form(i); ok {
			return c, next, true
		}
	}
	return calendar{}, i, false
}

// dayMonthYear reads "26 March 2024", "26th of March, 2024", "26-Mar-2024",
// "26. März 2024", "26 de marzo de 2024".
func (r *dateReader) dayMonthYear(i int) (calendar, int, bool) {
	day, j, ok := r.dayAt(i)
	if !ok {
		return calendar{}, i, false
	}
	j = r.skip(j, ".-/ ")
	if w := r.tok(j).text; w == "of" || w == "de" || w == "di" {
		j++
	}
	m, ok := r.month(j)
	if !ok {
		return calendar{}, i, false
	}
	return r.yearAfter(j+1, calendar{month: m, day: day})
}

// yearAfter ends a date whose month is known with the year at token j.
func (r *dateReader) yearAfter(j int, c calendar) (calendar, int, bool) {
	j = r.skip(j, ".,-/")
	if w := r.tok(j).text; w == "de" || w == "del" {
		j++
	}
	if !r.isYear(j) {
		return calendar{}, j, false
	}
	c.year = r.tok(j).n
	return c, j + 1, true
}

// monthDayYear reads "March 26, 2024", "Mar. 26th 2024".
func (r *dateReader) monthDayYear(i int) (calendar, int, bool) {
	m, ok := r.month(i)
	if !ok {
		return calendar{}, i, false
	}
	day, j, ok := r.dayAt(r.skip(i+1, ".-"))
	if !ok {
		return calendar{}, i, false
	}
	return r.yearAfter(j, calendar{month: m, day: day})
}

// monthYear reads "March 2024".
func (r *dateReader) monthYear(i int) (calendar, int, bool) {
	m, ok := r.month(i)
	if prev := r.tok(i - 1); !ok || prev.kind == number || ordinals[prev.text] {
		return calendar{}, i, false // or of a day that the month does not have
	}
	return r.yearAfter(i+1, calendar{month: m})
}

// isoDate reads "2024-03-26", "2024/03/26", "2024.03.26" and "2024年3月26日".
func (r *dateReader) isoDate(i int) (calendar, int, bool) {
	sep := r.tok(i + 1).text
	second := map[string]string{"-": "-", "/": "/", ".": ".", "年": "月", "년": "월"}[sep]
	if !r.isYear(i) || second == "" || r.tok(i+3).text != second {
		return calendar{}, i, false
	}
	m, d := r.tok(i+2), r.tok(i+4)
	if m.kind != number || d.kind != number || len(m.text) > 2 || len(d.text) > 2 || d.n < 1 {
		return calendar{}, i, false
	}
	next := r.skip(i+5, "日일")
	return calendar{r.tok(i).n, time.Month(m.n), d.n}, next, !r.glued(i + 4)
}

// numericDate reads "26/03/2024", "03/26/2024" and "26.03.2024". Dots put the
// day first wherever they are used; with slashes and hyphens the two numbers
// must tell which is which.
func (r *dateReader) numericDate(i int) (calendar, int, bool) {
	a, b, sep := r.tok(i), r.tok(i+2), r.tok(i+1).text
	if a.kind != number || b.kind != number || len(a.text) > 2 || len(b.text) > 2 || r.tok(i+3).text != sep || !r.isYear(i+4) {
		return calendar{}, i, false
	}
	day, month := a.n, b.n
	switch sep {
	case ".":
	case "/", "-":
		unclear := a.n <= 12 && b.n <= 12 && a.n != b.n
		if unclear && r.order == orderUnknown {
			return calendar{}, i, false
		}
		if b.n > 12 || unclear && r.order == monthFirst {
			day, month = b.n, a.n
		}
	default:
		return calendar{}, i, false
	}
	return calendar{r.tok(i + 4).n, time.Month(month), day}, i + 5, day > 0 && !r.numbered(i+5)
}

// shortDate reads "26.03.24", as German writes it: two digits each.
func (r *dateReader) shortDate(i int) (calendar, int, bool) {
	day, month, year := r.tok(i), r.tok(i+2), r.tok(i+4)
	if r.tok(i+1).text != "." || r.tok(i+3).text != "." || month.spaced || year.spaced || r.glued(i+4) {
		return calendar{}, i, false
	}
	for _, t := range [...]dateToken{day, month, year} {
		if t.kind != number || len(t.text) != 2 {
			return calendar{}, i, false
		}
	}
	return calendar{2000 + year.n, time.Month(month.n), day.n}, i + 5, day.n > 0 && year.n < 70 && !r.numbered(i+5)
}

// numbered tells that figures go on at token i, as those of versions and
// addresses do (10.10.10.10).
func (r *dateReader) numbered(i int) bool {
	next := r.tok(i + 1)
	return r.tok(i).text == "." && next.kind == number && !next.spaced
}

// compactDate reads "20240326" where a time or nothing follows.
func (r *dateReader) compactDate(i int) (calendar, int, bool) {
	t := r.tok(i)
	if t.kind != number || len(t.text) != 8 || r.glued(i) {
		return calendar{}, i, false
	}
	c := calendar{t.n / 10000, time.Month(t.n / 100 % 100), t.n % 100}
	return c, i + 1, c.day > 0 && c.year >= 1990
}
