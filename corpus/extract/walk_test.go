package extract

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"despatch/corpus"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

const line = `{"title":"A","text":"Nobody was told."}` + "\n"

// outline says of each item where it was and why it was rejected, if it was.
func outline(items []Item, dir string) []string {
	var lines []string
	for _, item := range items {
		s := strings.TrimPrefix(filepath.ToSlash(item.Where), filepath.ToSlash(dir)+"/")
		var r *corpus.Rejection
		if errors.As(item.Rejected, &r) {
			s += " " + r.Code
		} else if item.Rejected != nil {
			s += " unnamed: " + item.Rejected.Error()
		}
		lines = append(lines, s)
	}
	return lines
}

func TestWalkFolder(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, b []byte) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a.txt", []byte("Ports closed for a night\n\n7 May 2023\n\nNobody was told that the ports were closed, not even the ships.\n"))
	write("b/empty.txt", nil)
	write("b/blank.txt", []byte(" \n\n"))
	write("b/binary.txt", []byte("GIF89a\x00\x01\x02"))
	write("b/latin.txt", []byte("Caf\xe9 closed\n\nNobody was told.\n"))
	write("c.jsonl", []byte(strings.Repeat(line, 6)+"{\"title\": \"cut\n"+line))
	write("c.jsonl.gz", gzipped(t, line))
	write("c.jsonl.zst", zstded(t, line))
	write("d.json", []byte("["+strings.TrimSpace(line)+","+strings.TrimSpace(line)+"]"))
	write("e.csv", []byte("a,b\n"))
	write("f.zip", zipped(t, map[string]string{"x.jsonl": line, ".hidden/y.jsonl": line, "z.bin": "\x00\x01"}))
	write("g.tar.gz", gzipped(t, tarred(t, map[string]string{"in/x.jsonl": line, "in/y.zip": string(zipped(t, nil))})))
	write(".hidden/a.jsonl", []byte(line))
	write(".DS_Store", []byte("x"))
	write("h.xml", []byte(`<rss version="2.0"><channel><title>Quay</title><item><title>Ports closed</title><link>https://quay.example/1</link><description>Nobody was told, not even the ships.</description><pubDate>Sun, 07 May 2023 09:05:00 +0200</pubDate></item><item><title>No text</title></item></channel></rss>`))
	write("i.xml", []byte("<note>no feed</note>"))

	got := outline(walk(t, dir), dir)
	want := []string{
		"a.txt",
		"b/binary.txt binary_file", "b/blank.txt empty_file", "b/empty.txt empty_file", "b/latin.txt invalid_utf8",
		"c.jsonl:1", "c.jsonl:2", "c.jsonl:3", "c.jsonl:4", "c.jsonl:5", "c.jsonl:6", "c.jsonl:7 broken", "c.jsonl:8",
		"c.jsonl.gz:1", "c.jsonl.zst:1",
		"d.json#1", "d.json#2",
		"e.csv unknown_kind",
		"f.zip!x.jsonl:1", "f.zip!z.bin binary_file",
		"g.tar.gz!in/x.jsonl:1", "g.tar.gz!in/y.zip unknown_kind",
		"h.xml#1", "h.xml#2 no_text",
		"i.xml broken",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWalkKeepsOriginals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl")
	if err := os.WriteFile(path, []byte(line+"\n"+line), 0o644); err != nil {
		t.Fatal(err)
	}
	items := walk(t, path)
	if len(items) != 2 || items[1].Where != path+":3" || items[1].File != path {
		t.Fatalf("%+v", items)
	}
	o := items[1].Original
	if string(o.Bytes) != strings.TrimSpace(line) || o.From != path+":3" || len(o.SHA256) != 64 || o.Got.IsZero() {
		t.Errorf("original %+v", o)
	}
}

func TestWalkMissingAndPipes(t *testing.T) {
	items := walk(t, filepath.Join(t.TempDir(), "nothing"), os.DevNull)
	for _, item := range items {
		if item.Rejected == nil {
			t.Errorf("%s was taken", item.Where)
		}
	}
	if len(items) != 2 {
		t.Errorf("%d items of 2", len(items))
	}
}

func TestWalkStops(t *testing.T) {
	for name, content := range map[string]string{
		"a.jsonl": strings.Repeat(line, 10),
		"a.json":  "[" + strings.Repeat(line+",", 9) + line + "]",
		"a.xml":   fmt.Sprintf(rss, items("", "", "", "", "")),
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		enough := errors.New("enough")
		n := 0
		err := Walk(context.Background(), []string{path}, func(Item) error {
			if n++; n == 3 {
				return enough
			}
			return nil
		})
		if err != enough || n != 3 {
			t.Errorf("%s: stopped by %v after %d", name, err, n)
		}
		ctx, cancel := context.WithCancel(context.Background())
		err = Walk(ctx, []string{path}, func(Item) error { cancel(); return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: ended by %v", name, err)
		}
	}
}

// TestBombs holds the promise that nothing made to exhaust a machine is read:
// each is refused, and where DESPATCH_LONG=1 is set, within two seconds of
// processor time and 128 MB.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("bombs take their time")
	}
	measured := os.Getenv("DESPATCH_LONG") != ""
	dir := t.TempDir()
	bombs := map[string]func(io.Writer) error{
		"line.jsonl.gz":  func(w io.Writer) error { return gigabyte(w, "a") },
		"lines.jsonl.gz": func(w io.Writer) error { return gigabyte(w, "\n") },
		"page.html.gz":   func(w io.Writer) error { return gigabyte(w, "<p>") },
		"nested.html": func(w io.Writer) error {
			_, err := io.Copy(w, io.LimitReader(repeated("<i>"), 3<<20))
			return err
		},
		"tags.html": func(w io.Writer) error {
			_, err := io.Copy(w, io.LimitReader(repeated("<b></b>"), 3<<20))
			return err
		},
		"laughs.xml": func(w io.Writer) error {
			_, err := io.WriteString(w, billionLaughs())
			return err
		},
		"deep.json": func(w io.Writer) error {
			_, err := io.Copy(w, io.LimitReader(repeated("["), 1<<20))
			return err
		},
		"deep.jsonl": func(w io.Writer) error {
			_, err := io.Copy(w, io.LimitReader(repeated(`{"a":`), 1<<20))
			return err
		},
		"deep.xml": func(w io.Writer) error {
			_, err := io.Copy(w, io.LimitReader(repeated("<rss>"), 4<<20))
			return err
		},
	}
	for name, write := range bombs {
		path := filepath.Join(dir, name)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(write(f), f.Close()); err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := cpuTime()
			items := walk(t, path)
			runtime.ReadMemStats(&after)
			if took := cpuTime() - start; measured && took > 2*time.Second {
				t.Errorf("took %v", took)
			}
			if grown := int64(after.HeapSys) - int64(before.HeapSys); measured && grown > 128<<20 {
				t.Errorf("heap grew by %d MB", grown>>20)
			}
			for _, item := range items {
				if item.Rejected == nil {
					t.Errorf("%s was taken", item.Where)
				}
			}
			if len(items) == 0 {
				t.Error("nothing was said")
			}
		})
	}
}

// TestForgedSizes: a bomb is known by what was read of it, whatever the archive
// says. It holds 64 MB of empty lines.
func TestForgedSizes(t *testing.T) {
	var packed, archive bytes.Buffer
	deflate, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(deflate, io.LimitReader(repeated("\n"), 64<<20))
	z := zip.NewWriter(&archive)
	member, headed := z.CreateRaw(&zip.FileHeader{Name: "lines.jsonl", Method: zip.Deflate, CompressedSize64: 1 << 40, UncompressedSize64: 64 << 20})
	if err = errors.Join(err, deflate.Close(), headed); err != nil {
		t.Fatal(err)
	}
	_, err = packed.WriteTo(member)
	path := filepath.Join(t.TempDir(), "forged.zip")
	if err = errors.Join(err, z.Close(), os.WriteFile(path, archive.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	if items := walk(t, path); len(items) != 1 || !errors.Is(items[0].Rejected, ErrBomb) {
		t.Errorf("read as %v", items)
	}
}

// repeated reads the same text without end.
type repeated string

func (r repeated) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		n += copy(b[n:], r)
	}
	return n, nil
}

func billionLaughs() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">`)
	for i := range 30 {
		fmt.Fprintf(&b, `<!ENTITY l%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&l%d;", i), 10))
	}
	b.WriteString(`]><rss version="2.0"><channel><item><title>a</title><description>&l30;</description></item></channel></rss>`)
	return b.String()
}

// gigabyte writes a gigabyte of the same text, squeezed: members of 16 MB.
func gigabyte(w io.Writer, text string) error {
	var member bytes.Buffer
	if err := squeeze(&member, io.LimitReader(repeated(text), 16<<20)); err != nil {
		return err
	}
	for range 64 {
		if _, err := w.Write(member.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func squeeze(w io.Writer, r io.Reader) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	_, err = io.Copy(z, r)
	return errors.Join(err, z.Close())
}

func gzipped(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := squeeze(&b, strings.NewReader(s)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstded(t *testing.T, s string) []byte {
	t.Helper()
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return z.EncodeAll([]byte(s), nil)
}

func zipped(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"x.jsonl", ".hidden/y.jsonl", "z.bin"} {
		if _, ok := files[name]; !ok && files != nil {
			continue
		}
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, files[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarred(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range []string{"in/x.jsonl", "in/y.zip"} {
		err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(files[name])), Typeflag: tar.TypeReg})
		if err == nil {
			_, err = io.WriteString(w, files[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
