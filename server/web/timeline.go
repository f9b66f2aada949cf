package web

import (
	"fmt"
	"strings"
)

// The drawing of a timeline, in units of the SVG's own.
const (
	timelineWidth  = 1000
	timelineHeight = 64
	barGap         = 0.12 // of a bar's place
	minBar         = 3    // high, so that a single article can be seen
	maxAxisLabels  = 8
)

// Timeline is a bar chart of counts over time.
type Timeline struct {
	Width, Height int
	Bars          []Bar
	Labels        []Label
	// RangeURL is the search between two days, FROM and TO standing for them.
	RangeURL string
	Caption  string
	Summary  string
}

// Bar is one interval; its URL narrows the search to it.
type Bar struct {
	X, Y, Width, Height, Slot string
	Label, URL, From, To      string
}

// Interval is what a bar is drawn of.
type Interval struct {
	Name, URL, From, To string
	Count               int
}

// NewTimeline draws the intervals; unit names what is counted.
func NewTimeline(intervals []Interval, unit, rangeURL string) Timeline {
	t := Timeline{Width: timelineWidth, Height: timelineHeight, RangeURL: rangeURL}
	most, peak := 0, ""
	for _, v := range intervals {
		if v.Count > most {
			most, peak = v.Count, v.Name
		}
	}
	if most == 0 {
		return Timeline{}
	}
	for i, v := range intervals {
		t.Bars = append(t.Bars, bar(v, i, len(intervals), most))
	}
	t.Labels = axis(intervals)
	t.Caption = fmt.Sprintf("Articles by %s, most in %s: %s.", unit, peak, number(most))
	t.Summary = fmt.Sprintf("Articles by %s from %s to %s; most in %s: %s. The facet Date gives the same as text.",
		unit, intervals[0].Name, intervals[len(intervals)-1].Name, peak, number(most))
	return t
}

func bar(v Interval, i, of, most int) Bar {
	slot := float64(timelineWidth) / float64(of)
	b := Bar{
		X: decimal(float64(i) * slot), Slot: decimal(slot), Width: decimal(slot * (1 - barGap)),
		Label: fmt.Sprintf("%s: %s", v.Name, count(v.Count, "article", "articles")), URL: v.URL, From: v.From, To: v.To,
	}
	if v.Count > 0 {
		height := max(minBar, float64(timelineHeight)*float64(v.Count)/float64(most))
		b.Y, b.Height = decimal(timelineHeight-height), decimal(height)
	}
	return b
}

// Label names a place on the axis, in per cent of its width.
type Label struct{ X, Text, Anchor string }

// axis names some of the intervals, evenly spread, each under its bar.
func axis(intervals []Interval) []Label {
	step := (len(intervals) + maxAxisLabels - 1) / maxAxisLabels
	var labels []Label
	for i := 0; i < len(intervals); i += step {
		at := 100 * float64(i) / float64(len(intervals))
		label := Label{X: decimal(at) + "%", Text: intervals[i].Name, Anchor: "start"}
		if at > 88 { // it would stand over the end
			label.X, label.Anchor = "100%", "end"
		}
		labels = append(labels, label)
	}
	return labels
}

func decimal(f float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", f), "0"), ".")
}
