package extract

import (
	"testing"

	"despatch/corpus"
)

// dateCases are lines of news and the dates that they state.
var dateCases = []struct {
	in   string
	want []corpus.Date
}{
	// Day, month, year in the orders of English.
	{"26 March 2024", []corpus.Date{"2024-03-26"}},
	{"26th March, 2024", []corpus.Date{"2024-03-26"}},
	{"the 26th of March 2024", []corpus.Date{"2024-03-26"}},
	{"March 26, 2024", []corpus.Date{"2024-03-26"}},
	{"Mar. 26th 2024", []corpus.Date{"2024-03-26"}},
	{"Sept. 10, 2022 — updated Sept. 12, 2022", []corpus.Date{"2022-09-10", "2022-09-12"}},
	{"Tuesday, March 26, 2024", []corpus.Date{"2024-03-26"}},
	{"26-Mar-2024", []corpus.Date{"2024-03-26"}},
	{"March 2024", []corpus.Date{"2024-03"}},
	// With a time of day.
	{"25 March 2024, 16:11 | Updated: 25 March 2024, 19:16", []corpus.Date{"2024-03-25T16:11", "2024-03-25T19:16"}},
	{"Mar 26, 2024 4:11 PM ET", []corpus.Date{"2024-03-26T16:11-04:00"}},
	{"Mar 26, 2024 at 12:05 a.m. EDT", []corpus.Date{"2024-03-26T00:05-04:00"}},
	{"26 Mar 2024 4pm", []corpus.Date{"2024-03-26T16:00"}},
	{"Tue 26 Mar 2024 16.11 GMT", []corpus.Date{"2024-03-26T16:11Z"}},
	{"16:11, 25 March 2024", []corpus.Date{"2024-03-25T16:11"}},
	{"4:11 PM ET, Tue March 26, 2024", []corpus.Date{"2024-03-26T16:11-04:00"}},
	{"25. März 2024, 16:11 Uhr", []corpus.Date{"2024-03-25T16:11"}},
	{"Publié le 25 mars 2024 à 16h11", []corpus.Date{"2024-03-25T16:11"}},
	{"25 March 2024 16:11 (UTC+8)", []corpus.Date{"2024-03-25T16:11+08:00"}},
	// A zone that is not certain is left out: CST has two meanings, EST is not
	// in force in March, 1:30 comes twice as clocks are put back.
	{"26 March 2024 16:11 CST", []corpus.Date{"2024-03-26T16:11"}},
	{"26 March 2024 16:11 EST", []corpus.Date{"2024-03-26T16:11"}},
	{"26 July 2024 16:11 CET", []corpus.Date{"2024-07-26T16:11"}},
	{"26 July 2024 16:11 CEST", []corpus.Date{"2024-07-26T16:11+02:00"}},
	{"3 November 2024 1:30 AM ET", []corpus.Date{"2024-11-03T01:30"}},
	{"26 January 2024 16:11 BST", []corpus.Date{"2024-01-26T16:11"}},
	// Stamps.
	{"2024-03-26", []corpus.Date{"2024-03-26"}},
	{"2024-03-26T16:11:09.123+01:00", []corpus.Date{"2024-03-26T16:11+01:00"}},
	{"2024-03-26 16:11:09", []corpus.Date{"2024-03-26T16:11"}},
	{"2024-03-26T16:11Z", []corpus.Date{"2024-03-26T16:11Z"}},
	{"20240326T161109Z", []corpus.Date{"2024-03-26T16:11Z"}},
	{"Tue, 26 Mar 2024 16:11:09 +0100", []corpus.Date{"2024-03-26T16:11+01:00"}},
	{"2024/03/26", []corpus.Date{"2024-03-26"}},
	{"2024年3月26日", []corpus.Date{"2024-03-26"}},
	// Figures: dots put the day first; else the figures must tell.
	{"26.03.2024", []corpus.Date{"2024-03-26"}},
	{"03.04.2024", []corpus.Date{"2024-04-03"}},
	{"26.03.24", []corpus.Date{"2024-03-26"}},
	{"26/03/2024", []corpus.Date{"2024-03-26"}},
	{"03/26/2024", []corpus.Date{"2024-03-26"}},
	{"03/03/2024", []corpus.Date{"2024-03-03"}},
	{"03/04/2024", nil},
	{"03-04-2024", nil},
	// Other languages.
	{"26 марта 2024 г.", []corpus.Date{"2024-03-26"}},
	{"26 de marzo de 2024", []corpus.Date{"2024-03-26"}},
	{"26 gennaio 2024", []corpus.Date{"2024-01-26"}},
	{"٢٦ مارس ٢٠٢٤", []corpus.Date{"2024-03-26"}},
	// No dates.
	{"31 April 2024", nil},
	{"30 February 2023", nil},
	{"version 1.2.2024.5 of 10.10.10.10", nil},
	{"in 2024", nil},
	{"March 26", nil},
	{"room 2024-03-26b", nil},
	{"10pm - 1am", nil},
	{"", nil},
}

func TestFindDates(t *testing.T) {
	for _, c := range dateCases {
		var got []corpus.Date
		for _, f := range FindDates(c.in) {
			got = append(got, f.Date)
		}
		if len(got) != len(c.want) {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%q: %q, want %q", c.in, got, c.want)
			}
		}
	}
}

func TestReadDate(t *testing.T) {
	for in, want := range map[string]corpus.Date{
		"26 March 2024":                   "2024-03-26",
		"Tuesday, 26 March 2024":          "2024-03-26",
		"26 March 2024 and 27 March 2024": "",
		"Report of 26 March 2024":         "",
		"03/04/2024":                      "",
	} {
		if got, ok := ReadDate(in); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", in, got, ok)
		}
	}
}

func TestOrderOf(t *testing.T) {
	for in, want := range map[string]figureOrder{
		"05/09/2023 12:40 PM EDT\nUpdated: 05/13/2023": monthFirst,
		"Published: 12/05/2023\nUpdated: 13/05/2023":   dayFirst,
		"05/09/2023":             orderUnknown,
		"05/13/2023, 13/05/2023": orderUnknown,
		"13.05.2023":             orderUnknown,
	} {
		if got := orderOf(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
	a, err := Text([]byte("Ports closed for a night\nPublished: 05/09/2023\nUpdated: 05/13/2023\nNobody was told that the ports were closed, not even the ships.\n"))
	if err != nil || a.Published != "2023-05-09" || a.Updated != "2023-05-13" {
		t.Errorf("%+v, %v", a, err)
	}
}
