package extract

import (
	"strings"
	"time"

	"despatch/corpus"
)

// choose decides between the dates found: the first source that has one, set
// right by the others where they are in a better position to know, and the
// library's guess where there is none.
func (d *pageDates) choose(guess corpus.Date) (published, updated corpus.Date) {
	p := &d.published
	if p[fromLD] != "" && p[fromMeta] != "" && !sameDay(p[fromLD], p[fromMeta]) && sameDay(p[fromMeta], p[fromHeadline]) {
		p[fromLD] = "" // a stamp that neither the head nor the page repeats
	}
	if p[fromLD] == "" && p[fromHeadline] != "" && d.updated == "" && d.contradicted(fromMeta) {
		p[fromMeta] = "" // readers see another day, and it is none of a change
	}
	for source, date := range p {
		if dateSource(source) < fromLibrary && date != "" && date.Day() >= "1990" {
			return d.local(date), d.updated
		}
	}
	return guess, d.updated
}

func sameDay(a, b corpus.Date) bool { return a != "" && a.Day() == b.Day() }

// contradicted tells that a source names a day at odds with the one at the
// title by more than a time zone.
func (d *pageDates) contradicted(s dateSource) bool {
	a, b := d.published[s], d.published[fromHeadline]
	if a == "" || b == "" {
		return false
	}
	gap := a.Time().Sub(b.Time())
	return max(gap, -gap) > 48*time.Hour
}

// local gives a stamp in UTC the clock that the page itself shows: its zone
// where another source states the same moment with one, or shows the same
// minute of another hour; and only its day where no more than that is shown
// and UTC was already, or still, in another.
func (d *pageDates) local(stamp corpus.Date) corpus.Date {
	if stamp.Precision() != corpus.ZonedMinute || !strings.HasSuffix(string(stamp), "Z") {
		return stamp
	}
	day, agreed := stamp, false
	for _, s := range [...]dateSource{fromLD, fromMeta, fromItemprop, fromWeakMeta, fromLabel, fromHeadline, fromTimeTag, fromURL} {
		other := d.published[s]
		if other == "" || other == stamp {
			continue
		}
		if zoned, ok := sameMoment(stamp, other); ok {
			return zoned
		}
		seen := s == fromLabel || s == fromHeadline || s == fromURL
		agreed = agreed || seen && other.Day() == stamp.Day()
		if day == stamp && nextDoor(stamp, other) {
			day = corpus.Date(other.Day())
		}
	}
	if agreed {
		return stamp
	}
	return day
}

// sameMoment gives the local time of a stamp in UTC, if other tells it.
func sameMoment(stamp, other corpus.Date) (corpus.Date, bool) {
	gap := other.Time().Sub(stamp.Time())
	switch other.Precision() {
	case corpus.ZonedMinute:
		return other, max(gap, -gap) <= 2*time.Minute && !strings.HasSuffix(string(other), "Z")
	case corpus.Minute:
		if gap == 0 || gap%(30*time.Minute) != 0 || gap > 14*time.Hour || gap < -12*time.Hour {
			return "", false
		}
		zone := time.FixedZone("", int(gap/time.Second))
		return corpus.Date(stamp.Time().In(zone).Format("2006-01-02T15:04Z07:00")), true
	}
	return "", false
}

// nextDoor tells that other is the day before or after that of a stamp in
// UTC, as it is west or east of Greenwich at that hour.
func nextDoor(stamp, other corpus.Date) bool {
	if other.Precision() < corpus.Day {
		return false
	}
	t := stamp.Time()
	before, after := t.AddDate(0, 0, -1).Format("2006-01-02"), t.AddDate(0, 0, 1).Format("2006-01-02")
	return other.Day() == before && t.Hour() < 12 || other.Day() == after && t.Hour() >= 13
}

// dateline takes a date from the first words of the text: "Karlsruhe,
// 12.11.2021 -".
func (d *pageDates) dateline(text string) {
	first, _, _ := strings.Cut(text, "\n")
	if found := FindDates(first); len(found) > 0 && found[0].Start < 60 && found[0].Date.Precision() >= corpus.Day {
		d.published[fromDateline] = found[0].Date
	}
}
