package register

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"harkara/model"
	"io"
	"path"
	"strings"
)

// Source is a file to be read, possibly several times.
type Source struct {
	// Name is the file's, for messages; by its end it says whether it is packed.
	Name string
	Open func() (io.ReadCloser, error)

	depth int // how many zip files it is in
}

// The limits of files that must be held whole: what one may have once it is
// unpacked, how often its packed size that may be, and how many files a zip has.
const (
	maxWhole   = 1 << 30
	maxRatio   = 200
	maxEntries = 10_000
	maxRows    = 10_000_000
	maxZips    = 3 // in each other
)

// contents are what a file was found to hold: tables, graphs, trees.
type contents struct {
	grids   []*grid
	graphs  []*graph
	trees   []*treeNode
	remarks []model.Wording // of files in a zip that are none of these
}

func (c *contents) merge(other contents) {
	c.grids = append(c.grids, other.grids...)
	c.graphs = append(c.graphs, other.graphs...)
	c.trees = append(c.trees, other.trees...)
	c.remarks = append(c.remarks, other.remarks...)
}

// read recognises a file by its content, not by its name, and reads it; of a long
// CSV only the start.
func read(src Source, sheet string) (contents, error) {
	start, text, err := src.start()
	if err != nil {
		return contents{}, err
	}
	trimmed := bytes.TrimLeft(text, " \t\r\n")
	switch {
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return src.zipped(sheet)
	case bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")):
		return contents{}, model.Errorf("%s is a spreadsheet of the kind of before 2007: save it as .xlsx or CSV", src.Name)
	case bytes.HasPrefix(trimmed, []byte("%PDF")):
		return contents{}, model.Errorf("%s is a PDF: ask for the table it was made from, as CSV or .xlsx", src.Name)
	case bytes.HasPrefix(trimmed, []byte("<")):
		return src.markup(trimmed, sheet)
	case bytes.HasPrefix(trimmed, []byte("{")), bytes.HasPrefix(trimmed, []byte("[")):
		return src.json()
	case graphText(trimmed) != "":
		return src.graphText(graphText(trimmed))
	case isYAML(src.Name, trimmed):
		return src.yaml()
	}
	g, err := csvGrid(src)
	if err != nil {
		return contents{}, err
	}
	return contents{grids: []*grid{g}}, nil
}

// start is the first bytes of a file, unpacked, and the text that they are.
func (s Source) start() (raw, text []byte, err error) {
	in, stop, err := s.plain()
	if err != nil {
		return nil, nil, err
	}
	defer stop()
	raw, err = io.ReadAll(io.LimitReader(in, sample))
	if err == nil && len(raw) == 0 {
		err = model.Errorf("%s is empty", s.Name)
	}
	if err != nil {
		return nil, nil, err
	}
	decoded, _ := Text(bytes.NewReader(raw))
	text, _ = io.ReadAll(decoded)
	return raw, text, nil
}

// plain opens the file and unpacks it.
func (s Source) plain() (io.Reader, func(), error) {
	raw, err := s.Open()
	if err != nil {
		return nil, nil, err
	}
	in, stop, err := unpack(raw, s.Name)
	if err != nil {
		raw.Close()
		return nil, nil, model.Errorf("%s: %w", s.Name, err)
	}
	return in, func() {
		stop()
		raw.Close()
	}, nil
}

// whole is all of a file that must be held in memory.
func (s Source) whole() ([]byte, error) {
	in, stop, err := s.plain()
	if err != nil {
		return nil, err
	}
	defer stop()
	data, err := io.ReadAll(io.LimitReader(in, maxWhole+1))
	if err == nil && len(data) > maxWhole {
		err = model.Errorf("larger than %d MB: save its tables as CSV, which are read piece by piece", maxWhole>>20)
	}
	if err != nil {
		return nil, model.Errorf("%s: %w", s.Name, err)
	}
	return data, nil
}

// zipEntries is how many files the end of a zip file says that it holds, at most 65,535, so
// that a vast list of them need not be read (APPNOTE 4.3.16); 0 where it does not say.
func zipEntries(data []byte) int {
	at := bytes.LastIndex(data[max(len(data)-1<<16-22, 0):], []byte("PK\x05\x06"))
	if at < 0 {
		return 0
	}
	at += max(len(data)-1<<16-22, 0)
	if at+12 > len(data) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(data[at+10:]))
}

// isCompanion tells whether a file in a zip is one that goes with registers, as a page about
// them, and none itself.
func isCompanion(name string) bool {
	base := strings.ToLower(path.Base(name))
	if strings.HasPrefix(base, "readme") || strings.HasPrefix(base, "licen") || strings.HasPrefix(base, "copying") {
		return true
	}
	switch path.Ext(base) {
	case ".md", ".pdf", ".doc", ".docx", ".rtf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".prj", ".shp", ".shx", ".dbf", ".cpg", ".sbn", ".sbx", ".qpj":
		return true
	}
	return false
}

// zipped reads a spreadsheet, or all files of an archive.
func (s Source) zipped(sheet string) (out contents, err error) {
	data, err := s.whole()
	if err != nil {
		return out, err
	}
	if n := zipEntries(data); n > maxEntries {
		return out, model.Errorf("%s holds %d files or more: at most %d are read", s.Name, n, maxEntries)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return out, model.Errorf("%s is not a whole zip file: %w", s.Name, err)
	}
	total := uint64(0)
	names := map[string]*zip.File{}
	for _, f := range z.File {
		total += f.UncompressedSize64
		names[f.Name] = f
	}
	switch {
	case len(z.File) > maxEntries:
		return out, model.Errorf("%s holds %d files: at most %d are read", s.Name, len(z.File), maxEntries)
	case total > maxWhole || total > maxRatio*uint64(len(data))+1<<20:
		return out, model.Errorf("%s would unpack to %d MB, %d times its size, and was not: unpack it and save its tables as CSV", s.Name, total>>20, total/uint64(max(len(data), 1)))
	case names["xl/workbook.xml"] != nil:
		return excel(s.Name, names, sheet)
	case names["content.xml"] != nil && names["META-INF/manifest.xml"] != nil:
		return openDocument(s.Name, names["content.xml"], sheet)
	}
	if s.depth == maxZips {
		return out, model.Errorf("%s: zip files stand more than %d deep in each other", s.Name, maxZips)
	}
	for _, f := range z.File {
		if f.FileInfo().IsDir() || strings.HasPrefix(path.Base(f.Name), ".") || strings.HasPrefix(f.Name, "__MACOSX") || f.UncompressedSize64 == 0 {
			continue
		}
		name := s.Name + ": " + path.Base(f.Name)
		if isCompanion(f.Name) {
			out.remarks = append(out.remarks, model.Worded("%s: not read, no register by its name", name))
			continue
		}
		inner, err := read(Source{Name: name, Open: f.Open, depth: s.depth + 1}, sheet)
		if err != nil {
			return out, err
		}
		out.merge(inner)
	}
	return out, nil
}
