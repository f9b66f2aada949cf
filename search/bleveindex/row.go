package bleveindex

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"time"

	"despatch/corpus"
	"despatch/search"
)

// row holds an article's numbers. It is indexed as one term, which makes the
// columns readable from the dictionary in a single walk.
type row struct {
	// order is the minute the article was published, in UTC, since 1970;
	// unknownOrder when that is not known.
	order int64
	// day is the article's own day as dayNumber, 0 when it is not known to the
	// day; month is as monthNumber.
	day, month int32
	added      int64 // nanoseconds since 1970
	length     uint32
	version    uint32
	precision  uint8
}

const unknownOrder = math.MinInt64

const rowBytes = 8 + 4 + 4 + 8 + 4 + 4 + 1

func rowOf(d *search.Document, length int) row {
	r := row{order: unknownOrder, added: d.Added.UnixNano(), length: uint32(length), version: uint32(d.Version)}
	r.precision = uint8(d.Published.Precision())
	if r.precision == uint8(corpus.Unknown) {
		return r
	}
	r.order = d.Published.Time().Unix() / 60
	r.day, r.month = dateNumbers(d.Published)
	return r
}

func (r row) encode() []byte {
	b := make([]byte, 0, rowBytes)
	b = binary.BigEndian.AppendUint64(b, uint64(r.order))
	b = binary.BigEndian.AppendUint32(b, uint32(r.day))
	b = binary.BigEndian.AppendUint32(b, uint32(r.month))
	b = binary.BigEndian.AppendUint64(b, uint64(r.added))
	b = binary.BigEndian.AppendUint32(b, r.length)
	b = binary.BigEndian.AppendUint32(b, r.version)
	return append(b, r.precision)
}

func decodeRow(s string) (row, error) {
	if len(s) != rowBytes {
		return row{}, fmt.Errorf("row of %d bytes, want %d", len(s), rowBytes)
	}
	b := []byte(s)
	return row{
		order:     int64(binary.BigEndian.Uint64(b)),
		day:       int32(binary.BigEndian.Uint32(b[8:])),
		month:     int32(binary.BigEndian.Uint32(b[12:])),
		added:     int64(binary.BigEndian.Uint64(b[16:])),
		length:    binary.BigEndian.Uint32(b[24:]),
		version:   binary.BigEndian.Uint32(b[28:]),
		precision: b[32],
	}, nil
}

// Days are numbered from 1 at 1900-01-01 and months as (year-1900)*13+month,
// month 0 standing for a year alone, plus 1, so that 0 is unknown in both.
const (
	firstYear    = 1900
	lastYear     = 2100
	monthNumbers = (lastYear-firstYear+1)*13 + 1
)

var dayZero = time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC).Unix()/86400 - 1

func dayNumber(y int, m time.Month, d int) int32 {
	return int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400 - dayZero)
}

// dayTime is the midnight that a day number begins with.
func dayTime(day int32) time.Time {
	return time.Unix((int64(day)+dayZero)*86400, 0).UTC()
}

func monthNumber(y, m int) int32 { return int32((y-firstYear)*13+m) + 1 }

// yearMonth undoes monthNumber; the month is 0 for a year alone.
func yearMonth(n int32) (y, m int) { return int(n-1)/13 + firstYear, int(n-1) % 13 }

// dateNumbers numbers a date as the article states it, in its own zone.
func dateNumbers(d corpus.Date) (day, month int32) {
	if d.Precision() == corpus.Unknown {
		return 0, 0
	}
	y := numberOf(d.Year())
	if y < firstYear || y > lastYear {
		return 0, 0
	}
	if d.Month() == "" {
		return 0, monthNumber(y, 0)
	}
	m := numberOf(d.Month()[5:])
	if d.Day() == "" {
		return 0, monthNumber(y, m)
	}
	return dayNumber(y, time.Month(m), numberOf(d.Day()[8:])), monthNumber(y, m)
}

// numberOf reads the digits of a part of a date, 0 for what are none.
func numberOf(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// span is the first and the last day that a date can mean, 0, 0 when unknown.
func span(day, month int32) (first, last int32) {
	if day != 0 {
		return day, day
	}
	if month == 0 {
		return 0, 0
	}
	y, m := yearMonth(month)
	if m == 0 {
		return dayNumber(y, 1, 1), dayNumber(y, 12, 31)
	}
	return dayNumber(y, time.Month(m), 1), dayNumber(y, time.Month(m)+1, 0)
}

// dateSpan is span for a date.
func dateSpan(d corpus.Date) (first, last int32) { return span(dateNumbers(d)) }
