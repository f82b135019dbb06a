package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
)

// newSite serves the test pages and the built SDK on a loopback origin that is
// not the media server's. The first part of a path says what is wrong with the
// place (see faults); the rest is a file of testdata or of dist.
func newSite(root string) *httptest.Server {
	mux := http.NewServeMux()
	mux.Handle("/", place(root))
	for name, fault := range faults {
		mux.Handle("/"+name+"/", http.StripPrefix("/"+name, fault(place(root))))
	}
	mux.Handle("/vite/", http.StripPrefix("/vite/", http.FileServer(http.Dir(viteDir(root)))))
	return httptest.NewServer(mux)
}

// place serves testdata, dist and the script of livekit-client as one folder.
func place(root string) http.Handler {
	pages := http.FileServer(http.Dir(filepath.Join(root, "e2e", "testdata")))
	dist := http.FileServer(http.Dir(filepath.Join(root, "dist")))
	livekit := http.FileServer(http.Dir(filepath.Join(root, "node_modules", "livekit-client", "dist")))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		switch {
		case strings.HasPrefix(r.URL.Path, "/dualstream."):
			dist.ServeHTTP(w, r)
		case r.URL.Path == "/livekit-client.umd.js":
			livekit.ServeHTTP(w, r)
		default:
			pages.ServeHTTP(w, r)
		}
	})
}

// faultyWasm is where crash_test.go builds the engine with faults.
var faultyWasm = filepath.Join(os.TempDir(), "dualstream-e2e-faults.wasm")

// faults are places where something is wrong, or unusual, by name.
var faults = map[string]func(http.Handler) http.Handler{
	// There is no wasm beside the script.
	"missing": onWasm(func(w http.ResponseWriter, r *http.Request, _ http.Handler) { http.NotFound(w, r) }),
	// The wasm never comes.
	"stalled": onWasm(func(_ http.ResponseWriter, r *http.Request, _ http.Handler) { <-r.Context().Done() }),
	// The wasm is served as text.
	"mime": onWasm(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		w.Header().Set("Content-Type", "text/plain")
		next.ServeHTTP(w, r)
	}),
	// The wasm is something else.
	"garbage": onWasm(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "application/wasm")
		_, _ = w.Write([]byte("<!doctype html>"))
	}),
	// The wasm has the faults of its build tag.
	"faults": onWasm(func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "application/wasm")
		http.ServeFile(w, r, faultyWasm)
	}),
	// A policy forbids WebAssembly.
	"no-eval": policy("default-src 'self'; connect-src *; img-src data:"),
	// A policy forbids the download.
	"no-connect": policy("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'; img-src data:"),
	// The strictest policy that the SDK asks for.
	"strict": policy("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src *; img-src data:"),
}

// onWasm answers requests for the wasm by itself.
func onWasm(answer func(http.ResponseWriter, *http.Request, http.Handler)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, ".wasm") {
				answer(w, r, next)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// policy sends a Content-Security-Policy with every file.
func policy(value string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Security-Policy", value)
			next.ServeHTTP(w, r)
		})
	}
}
