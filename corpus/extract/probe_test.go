package extract

import "testing"

func TestProbeDates(t *testing.T) {
	pages := labelledPages(t, "htmldate")
	names := []string{"LD", "Meta", "Itemprop", "Label", "Headline", "URL", "WeakMeta", "TimeTag", "Dateline", "Library"}
	var right, all [dateSources]int
	var only [dateSources][2]int
	for _, p := range pages {
		doc, err := parsePage(decodePage(p.page, ""))
		if err != nil {
			t.Log(p.File, err)
			continue
		}
		m := readMeta(doc)
		d := findDates(doc, &m, m.address(p.URL))
		d.published[fromLibrary] = libraryDate(doc, m.address(p.URL))
		d.dateline(pageBody(doc, m.title()))
		chosen, _ := d.choose(d.published[fromLibrary])
		first := true
		line := p.File + " gold " + string(p.Date) + " upd " + string(d.updated)
		for i, got := range d.published {
			if got == "" {
				continue
			}
			all[i]++
			ok := 0
			if got.Day() == p.Date.Day() {
				right[i]++
				ok = 1
			}
			line += " " + names[i] + "=" + string(got)
			if ok == 0 {
				line += "!"
			}
			if first {
				only[i][0]++
				only[i][1] += ok
			}
			first = false
		}
		switch {
		case chosen == "":
			line += " MISSING"
		case chosen.Day() != p.Date.Day():
			line += " WRONG " + string(chosen)
		}
		t.Log(line)
	}
	for i := range all {
		t.Logf("%-12s right %d of %d   decides %d right %d", names[i], right[i], all[i], only[i][0], only[i][1])
	}
}
