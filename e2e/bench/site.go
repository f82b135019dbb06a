package main

import (
	"embed"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
)

//go:embed pages
var pages embed.FS

// livekitScript is the script of livekit-client, below the repository's root.
const livekitScript = "node_modules/livekit-client/dist/livekit-client.umd.js"

// newSite serves the pages of both SDKs on a loopback origin: livekit-client of
// the repository at root, and what was built in the folder dist.
func newSite(root, dist string) (*httptest.Server, error) {
	own, err := fs.Sub(pages, "pages")
	if err != nil {
		return nil, err
	}
	built := http.FileServer(http.Dir(dist))
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/dualstream.") && !strings.HasSuffix(r.URL.Path, ".html") {
			built.ServeHTTP(w, r)
			return
		}
		http.FileServerFS(own).ServeHTTP(w, r)
	})
	mux.HandleFunc("/livekit-client.umd.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, filepath.Join(root, filepath.FromSlash(livekitScript)))
	})
	return httptest.NewServer(mux), nil
}
