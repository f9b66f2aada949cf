package extract

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path"
	"strings"

	"despatch/corpus"

	"github.com/klauspost/compress/zstd"
)

// place is where something was found. name is what its kind is told by:
// where without the endings of the compressions taken off.
type place struct {
	where, name string
	archived    bool // inside an archive, so that no further one is opened
}

// read opens what a file on disk is wrapped in and reads the content.
func (w *walker) read(where string, f *os.File) error {
	head := make([]byte, 4)
	n, _ := f.ReadAt(head, 0)
	if isZip(head[:n]) {
		return w.zip(where, f)
	}
	return w.stream(place{where: where, name: where}, f)
}

func isZip(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

func isTar(head []byte) bool { return len(head) > 262 && string(head[257:262]) == "ustar" }

// stream reads a file that may be compressed once, and may be a tar archive.
func (w *walker) stream(p place, r io.Reader) error {
	in := &counter{r: r}
	buffered := bufio.NewReaderSize(in, 64<<10)
	head, _ := buffered.Peek(4)
	var plain io.Reader = buffered
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(buffered)
		if err != nil {
			return because(ErrSyntax, "broken gzip: %v", err)
		}
		defer z.Close()
		plain = &inflated{in: in, out: z}
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(buffered, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(32<<20), zstd.WithDecoderLowmem(true))
		if err != nil {
			return because(ErrSyntax, "broken zstd: %v", err)
		}
		defer z.Close()
		plain = &inflated{in: in, out: z}
	default:
		return w.unpacked(p, buffered)
	}
	p.name = withoutCompression(p.name)
	return w.unpacked(p, bufio.NewReaderSize(plain, 64<<10))
}

func withoutCompression(name string) string {
	ext := path.Ext(name)
	switch strings.ToLower(ext) {
	case ".gz", ".zst", ".zstd", ".gzip":
		return strings.TrimSuffix(name, ext)
	case ".tgz", ".tzst":
		return strings.TrimSuffix(name, ext) + ".tar"
	}
	return name
}

func (w *walker) unpacked(p place, r *bufio.Reader) error {
	head, _ := r.Peek(512)
	if !isTar(head) && !isZip(head) {
		return w.content(p, r)
	}
	if p.archived || isZip(head) {
		return because(ErrKind, "an archive inside an archive")
	}
	return w.tar(p, r)
}

func (w *walker) tar(p place, r io.Reader) error {
	t := tar.NewReader(r)
	for n := 0; ; n++ {
		h, err := t.Next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return because(ErrSyntax, "broken tar: %v", err)
		case n >= MaxMembers:
			return because(corpus.ErrTooLarge, "more than %d files in the archive", MaxMembers)
		case h.Typeflag != tar.TypeReg || hiddenInside(h.Name):
			continue
		}
		if err := w.member(p.where, h.Name, t); err != nil {
			return err
		}
	}
}

func (w *walker) zip(where string, f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return plainIO(err)
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return because(ErrSyntax, "broken zip: %v", err)
	}
	if len(z.File) > MaxMembers {
		return because(corpus.ErrTooLarge, "more than %d files in the archive", MaxMembers)
	}
	for _, m := range z.File {
		if !m.Mode().IsRegular() || hiddenInside(m.Name) {
			continue
		}
		if err := w.zipped(where, m, info.Size()); err != nil {
			return err
		}
	}
	return nil
}

// zipped reads one file of a zip archive of so many bytes. What the archive
// says of its parts may be untrue: none is larger than the whole.
func (w *walker) zipped(where string, m *zip.File, whole int64) error {
	r, err := m.Open()
	if err != nil {
		return w.settle(where+"!"+m.Name, because(ErrSyntax, "broken zip: %v", err))
	}
	defer r.Close()
	return w.member(where, m.Name, &inflated{in: &counter{n: int64(min(m.CompressedSize64, uint64(whole)))}, out: r})
}

// member reads one file of an archive; what is wrong with it is its own.
func (w *walker) member(archive, name string, r io.Reader) error {
	where := archive + "!" + name
	return w.settle(where, w.stream(place{where: where, name: name, archived: true}, r))
}

func hiddenInside(name string) bool {
	for _, part := range strings.Split(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." || part == "__MACOSX" {
			return true
		}
	}
	return false
}

// Text shrinks to a fifth, repetitive markup to a hundredth. What grows more
// than that, beyond a size that does no harm, is made to fill memory.
const (
	maxInflation = 250
	freeInflated = 16 << 20
)

// counter counts the bytes read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

// inflated is what a decompressor gives out, watched for bombs.
type inflated struct {
	in  *counter
	out io.Reader
	n   int64
}

func (i *inflated) Read(b []byte) (int, error) {
	n, err := i.out.Read(b)
	i.n += int64(n)
	if i.n > freeInflated && i.n > maxInflation*i.in.n {
		return 0, because(ErrBomb, "a decompression bomb: grows to more than %d times its size", maxInflation)
	}
	if err != nil && err != io.EOF {
		err = because(ErrSyntax, "broken compressed data: %v", err)
	}
	return n, err
}
