package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestTablesAreWhatTheFactsGive generates all tables afresh and holds them,
// byte for byte, to those that are kept.
func TestTablesAreWhatTheFactsGive(t *testing.T) {
	shared := os.Getenv("DESPATCH_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	facts, err := filepath.Abs(filepath.Join(shared, "facts"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(facts); err != nil {
		t.Skipf("the facts are not here: %v", err)
	}
	t.Chdir("..") // the curated tables are found from the package's folder
	out := t.TempDir()
	if err := run(facts, out); err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		fresh, err := os.ReadFile(filepath.Join(out, table.name))
		if err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(filepath.Join("tables", "generated", table.name))
		if err != nil {
			t.Fatal(err)
		}
		if string(fresh) != string(kept) {
			t.Errorf("%s is not what the facts give: run go generate", table.name)
		}
	}
}

func TestDemonyms(t *testing.T) {
	for stated, want := range map[string][]string{
		"Iranian(s)": {"Iranian", "Iranians"},
		"Irishman(men), Irishwoman(women), Irish (collective plural)":                     {"Irishman", "Irishmen", "Irishwoman", "Irishwomen", "Irish"},
		"Kittitian(s), Nevisian(s)":                                                       {"Kittitian", "Kittitians", "Nevisian", "Nevisians"},
		"Lao(s) or Laotian(s)":                                                            {"Lao", "Laos", "Laotian", "Laotians"},
		"Puerto Rican(s) (US citizens)":                                                   {"Puerto Rican", "Puerto Ricans"},
		"liSwati (singular), emaSwati (plural); note - former term, Swazi(s), still used": {"liSwati", "emaSwati"},
	} {
		if got := demonyms(stated); !slices.Equal(got, want) {
			t.Errorf("demonyms(%q) = %q, want %q", stated, got, want)
		}
	}
}

func TestPersonOfOffice(t *testing.T) {
	for text, want := range map[string]string{
		"President Mahamat Idriss DÉBY (since 6 May 2024)":                        "Mahamat Déby 2024-05-06",
		"President Miguel DIAZ-CANEL Bermudez (since 19 April 2018)":              "Miguel Diaz-Canel Bermudez 2018-04-19",
		"King LETSIE III (since 7 February 1996)":                                 "King Letsie III 1996-02-07",
		"Prime Minister Ntsokoane Samuel MATEKANE (since 28 October 2022)":        "Ntsokoane Matekane 2022-10-28",
		"President Denis SASSOU-Nguesso (since 1997)":                             "Denis Sassou-Nguesso 1997",
		"Sovereign Council Chair General Abd-al-Fattah AL-BURHAN (since 2019)":    "",
		"<strong>note:</strong> the office is vacant":                             "",
		"Prime Minister and Foreign Minister MUHAMMAD bin Abd (since March 2023)": "",
	} {
		p, ok := person("head-of-state", text)
		if got := p.name + " " + p.since; ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
