package web

import (
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"dualstream/demo/web/reply"
)

// pageFile is the page itself, in the folder that the build filled.
const pageFile = "demo/index.html"

// neededFiles are those without which the demo cannot work.
var neededFiles = []string{pageFile, "demo/main.js", "demo/style.css", "dualstream.js", "dualstream.wasm"}

// CheckDist returns an error that says what to do if dist is not the outcome of
// a build.
func CheckDist(dist string) error {
	for _, name := range neededFiles {
		info, err := os.Stat(filepath.Join(dist, filepath.FromSlash(name)))
		if err != nil || !info.Mode().IsRegular() {
			return fmt.Errorf("the folder %s has no %s: run `make build` first (-dist names another folder)", dist, name)
		}
	}
	return nil
}

// contentTypes are set here because the system's own table may lack them, and a
// wrong type keeps a browser from compiling the wasm while it loads, or
// from running a module at all.
var contentTypes = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".map":  "application/json",
	".mjs":  "text/javascript; charset=utf-8",
	".ts":   "text/plain; charset=utf-8",
	".wasm": "application/wasm",
}

// encodings are the precompressed forms that may lie beside a file, best first.
var encodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// serveDist serves the files of dist, and the demo's page at /. Where a
// precompressed form lies beside a file and the client takes it, that is sent.
func serveDist(dist string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD, OPTIONS")
			reply.Error(w, http.StatusMethodNotAllowed, "files are read with GET, not "+reply.Quote(r.Method))
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == "" {
			name = pageFile
		}
		file, info, err := openServable(dist, name)
		if err != nil {
			reply.Error(w, http.StatusNotFound, "there is no file "+reply.Quote(name))
			return
		}
		defer file.Close()

		header := w.Header()
		header.Add("Vary", "Accept-Encoding")
		header.Set("Cache-Control", "no-cache") // keep, but ask each time
		header.Set("Content-Type", contentType(name))
		setSecurityHeaders(header, r.Host)

		variant := ""
		for _, encoding := range encodings {
			if !accepts(r.Header.Get("Accept-Encoding"), encoding.name) {
				continue
			}
			smaller, smallerInfo, err := openServable(dist, name+encoding.suffix)
			if err != nil {
				continue
			}
			defer smaller.Close()
			if smallerInfo.ModTime().Before(info.ModTime()) {
				continue // left over from an earlier build
			}
			variant = "-" + encoding.name
			header.Set("Content-Encoding", encoding.name)
			file, info = smaller, smallerInfo
			break
		}
		header.Set("ETag", `"`+strconv.FormatInt(info.ModTime().UnixNano(), 36)+"-"+strconv.FormatInt(info.Size(), 36)+variant+`"`)
		http.ServeContent(w, r, name, info.ModTime(), file)
	})
}

// openServable opens a regular file of dist that is not hidden. A link that
// leads out of dist is not followed.
func openServable(dist, name string) (*os.File, fs.FileInfo, error) {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return nil, nil, fs.ErrNotExist
		}
	}
	file, err := os.OpenInRoot(dist, filepath.FromSlash(name))
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, nil, errors.Join(err, file.Close())
	}
	return file, info, nil
}

func contentType(name string) string {
	extension := path.Ext(name)
	if known, ok := contentTypes[extension]; ok {
		return known
	}
	if known := mime.TypeByExtension(extension); known != "" {
		return known
	}
	return "application/octet-stream"
}

// accepts tells whether an Accept-Encoding header (RFC 9110, section 12.5.3)
// names the encoding and does not rule it out with a quality of 0.
func accepts(header, encoding string) bool {
	for entry := range strings.SplitSeq(header, ",") {
		name, parameter, _ := strings.Cut(entry, ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		quality, given := strings.CutPrefix(strings.ReplaceAll(parameter, " ", ""), "q=")
		if !given {
			return true
		}
		value, err := strconv.ParseFloat(quality, 64)
		return err == nil && value > 0
	}
	return false
}
