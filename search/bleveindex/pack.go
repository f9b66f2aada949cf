package bleveindex

import (
	"encoding/binary"
	"errors"
)

// packer writes values compactly: numbers as varints, and each string once.
type packer struct {
	body    []byte
	numbers map[string]uint64
	table   []string
}

func newPacker() *packer { return &packer{numbers: map[string]uint64{}} }

func (p *packer) number(n int64)  { p.body = binary.AppendVarint(p.body, n) }
func (p *packer) length(n uint64) { p.body = binary.AppendUvarint(p.body, n) }

func (p *packer) text(s string) {
	n, ok := p.numbers[s]
	if !ok {
		n = uint64(len(p.table))
		p.numbers[s] = n
		p.table = append(p.table, s)
	}
	p.length(n)
}

func (p *packer) flag(b bool) {
	if b {
		p.length(1)
	} else {
		p.length(0)
	}
}

// list keeps apart what is empty and what is nil.
func (p *packer) list(list []string) {
	if list == nil {
		p.length(0)
		return
	}
	p.length(uint64(len(list)) + 1)
	for _, s := range list {
		p.text(s)
	}
}

// bytes are the table of strings and then the values.
func (p *packer) bytes() []byte {
	out := binary.AppendUvarint(nil, uint64(len(p.table)))
	for _, s := range p.table {
		out = binary.AppendUvarint(out, uint64(len(s)))
		out = append(out, s...)
	}
	return append(out, p.body...)
}

var errPacked = errors.New("what is stored of an article cannot be read")

// unpacker reads what a packer wrote. After the first error everything reads
// as empty, so that err need be looked at only once.
type unpacker struct {
	rest  []byte
	table []string
	err   error
}

func newUnpacker(b []byte) *unpacker {
	u := &unpacker{rest: b}
	n := u.count()
	for range n {
		size := u.length()
		if size > uint64(len(u.rest)) {
			u.fail()
			return u
		}
		u.table = append(u.table, string(u.rest[:size]))
		u.rest = u.rest[size:]
	}
	return u
}

func (u *unpacker) fail() { u.err, u.rest = errPacked, nil }

func (u *unpacker) length() uint64 {
	v, n := binary.Uvarint(u.rest)
	if n <= 0 {
		u.fail()
		return 0
	}
	u.rest = u.rest[n:]
	return v
}

// count is a length of things that take a byte each at least.
func (u *unpacker) count() int {
	n := u.length()
	if n > uint64(len(u.rest)) {
		u.fail()
		return 0
	}
	return int(n)
}

func (u *unpacker) number() int64 {
	v, n := binary.Varint(u.rest)
	if n <= 0 {
		u.fail()
		return 0
	}
	u.rest = u.rest[n:]
	return v
}

func (u *unpacker) text() string {
	n := u.length()
	if n >= uint64(len(u.table)) {
		u.fail()
		return ""
	}
	return u.table[n]
}

func (u *unpacker) flag() bool { return u.length() == 1 }

func (u *unpacker) list() []string {
	n := u.count1()
	if n < 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = u.text()
	}
	return list
}

// count1 is a count written one higher, -1 standing for nil.
func (u *unpacker) count1() int {
	n := u.length()
	if n > uint64(len(u.rest))+1 {
		u.fail()
		return -1
	}
	return int(n) - 1
}
