package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readmeServer is the address that the README's examples name.
const readmeServer = "http://127.0.0.1:8080"

// example returns the README's only code block of a language as it stands, but
// for the server's address.
func example(t *testing.T, language string) string {
	t.Helper()
	w := theWorld(t)
	text, err := os.ReadFile(filepath.Join(w.root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "\n```"+language+"\n")
	if len(blocks) != 2 {
		t.Fatalf("the README has %d blocks of %s, want 1", len(blocks)-1, language)
	}
	code, _, _ := strings.Cut(blocks[1], "\n```")
	if !strings.Contains(code, readmeServer) {
		t.Fatalf("the README's %s example does not name %s", language, readmeServer)
	}
	return strings.ReplaceAll(code, readmeServer, w.server)
}

// hasVideo waits until an element shows a picture of one of the widths.
const hasVideo = `(selector, ...widths) => h.until("a picture in " + selector + " of the width " + widths.join(" or "), 15000, () =>
	[...document.querySelectorAll(selector + " video")].some((v) => widths.includes(v.videoWidth) && v.currentTime > 0))`

// Two people open the page of the README.
func TestReadmeScriptTag(t *testing.T) {
	text := example(t, "html")
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			w.WriteHeader(http.StatusNoContent) // the browser asks for an icon
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(text))
	}))
	defer site.Close()
	w := theWorld(t)
	first, second := openIn(t, w.chromium, site.URL), openIn(t, w.chromium, site.URL)
	for _, p := range []*page{first, second} {
		p.do(hasVideo, "#local", 640)
		p.do(hasVideo, "#remote", 640, 480)
	}
	first.do(`() => document.getElementById("low").click()`)
	first.do(hasVideo, "#remote", 160)
	second.do(hasVideo, "#remote", 640, 480)
}

// The import of the README receives the low stream of whoever is there.
func TestReadmeImport(t *testing.T) {
	path := bundle(t, "readme", "vite", example(t, "js"))
	publisher := open(t, "/script.html")
	publisher.publish("readme", "somebody", true, 640, 480)
	p := open(t, path)
	p.do(hasVideo, "body", 160)
	publisher.do(`() => h.until("the page publishes", 10000, () => h.client.remoteUsers.some((user) => user.hasVideo && user.hasAudio))`)
}
