package web

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// get reads a path of the demo.
func get(handler http.Handler, method, path, acceptEncoding string, header ...string) *http.Response {
	request := httptest.NewRequest(method, "http://127.0.0.1:8080"+path, nil)
	request.Header.Set("Accept-Encoding", acceptEncoding)
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder.Result()
}

func text(t *testing.T, response *http.Response) string {
	t.Helper()
	var b strings.Builder
	if err := response.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestServeDist(t *testing.T) {
	handler := Handler(testConfig(t, map[string]string{
		"demo/index.html": "the page", "demo/main.js": "main", "dualstream.js": "script",
		"dualstream.mjs": "module", "dualstream.wasm": "\x00asm", "dualstream.js.map": "{}",
		"index.d.ts": "types", ".hidden": "h", "sub/.git/config": "h",
	}))
	for _, tt := range []struct {
		path, contentType string
		status            int
	}{
		{"/", "text/html; charset=utf-8", 200},
		{"/demo/main.js", "text/javascript; charset=utf-8", 200},
		{"/dualstream.js", "text/javascript; charset=utf-8", 200},
		{"/dualstream.mjs", "text/javascript; charset=utf-8", 200},
		{"/dualstream.wasm", "application/wasm", 200},
		{"/dualstream.js.map", "application/json", 200},
		{"/index.d.ts", "text/plain; charset=utf-8", 200},
		{"/missing.js", "application/json", 404},
		{"/demo", "application/json", 404},
		{"/.hidden", "application/json", 404},
		{"/sub/.git/config", "application/json", 404},
		{"/%2e%2e/%2e%2e/etc/passwd", "application/json", 404},
	} {
		response := get(handler, http.MethodGet, tt.path, "identity")
		if response.StatusCode != tt.status || response.Header.Get("Content-Type") != tt.contentType {
			t.Errorf("%s: %d %s", tt.path, response.StatusCode, response.Header.Get("Content-Type"))
		}
	}
	page := get(handler, http.MethodGet, "/", "")
	policy := page.Header.Get("Content-Security-Policy")
	for _, want := range []string{"'wasm-unsafe-eval'", "default-src 'none'", "ws://127.0.0.1:8080"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %s: %s", want, policy)
		}
	}
	if strings.Contains(policy, "'unsafe-inline'") || page.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers: %v", page.Header)
	}
	if response := get(handler, http.MethodPost, "/dualstream.js", ""); response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", response.StatusCode)
	}
}

func TestPrecompressedForms(t *testing.T) {
	conf := testConfig(t, map[string]string{
		"dualstream.wasm": "plain", "dualstream.wasm.br": "brotli", "dualstream.wasm.gz": "gzip",
		"dualstream.js": "plain", "dualstream.js.gz": "gzip",
		"stale.js": "plain", "stale.js.br": "brotli of an older build",
	})
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(conf.Dist, "stale.js.br"), old, old); err != nil {
		t.Fatal(err)
	}
	handler := Handler(conf)
	tags := map[string]bool{}
	for _, tt := range []struct{ path, accept, encoding, body string }{
		{"/dualstream.wasm", "gzip, deflate, br, zstd", "br", "brotli"},
		{"/dualstream.wasm", "gzip", "gzip", "gzip"},
		{"/dualstream.wasm", "br;q=0, gzip;q=0.5", "gzip", "gzip"},
		{"/dualstream.wasm", "", "", "plain"},
		{"/dualstream.js", "br, gzip", "gzip", "gzip"},
		{"/dualstream.js", "br", "", "plain"},
		{"/stale.js", "br", "", "plain"},
	} {
		response := get(handler, http.MethodGet, tt.path, tt.accept)
		if got := response.Header.Get("Content-Encoding"); got != tt.encoding {
			t.Errorf("%s for %q: encoding %q, want %q", tt.path, tt.accept, got, tt.encoding)
		}
		if strings.HasSuffix(tt.path, ".wasm") && response.Header.Get("Content-Type") != "application/wasm" {
			t.Errorf("%s for %q: %s", tt.path, tt.accept, response.Header.Get("Content-Type"))
		}
		if !strings.Contains(strings.Join(response.Header.Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("%s: Vary %v", tt.path, response.Header.Values("Vary"))
		}
		tags[tt.path+response.Header.Get("ETag")] = true
		if tag := response.Header.Get("ETag"); get(handler, http.MethodGet, tt.path, tt.accept, "If-None-Match", tag).StatusCode != http.StatusNotModified {
			t.Errorf("%s: tag %s is not recognised", tt.path, tag)
		}
		if got := text(t, response); !strings.Contains(got, tt.body) {
			t.Errorf("%s for %q: %s", tt.path, tt.accept, got)
		}
	}
	if len(tags) != 6 { // three forms of the wasm, two of the script, one of the stale
		t.Errorf("the forms of one file share tags: %v", tags)
	}
}

func TestLinksOutOfDistAreNotFollowed(t *testing.T) {
	conf := testConfig(t, map[string]string{"dualstream.js": "j"})
	outside := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(conf.Dist, "link.txt")); err != nil {
		t.Skip(err)
	}
	if response := get(Handler(conf), http.MethodGet, "/link.txt", ""); response.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", response.StatusCode)
	}
}

func TestCheckDist(t *testing.T) {
	files := map[string]string{}
	for _, name := range neededFiles {
		conf := testConfig(t, files)
		err := CheckDist(conf.Dist)
		if err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "make build") {
			t.Errorf("without %s: %v", name, err)
		}
		files[name] = "x"
	}
	if err := CheckDist(testConfig(t, files).Dist); err != nil {
		t.Error(err)
	}
}
