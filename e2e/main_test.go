package e2e

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"dualstream/e2e/browser"
	"dualstream/e2e/server"
)

// world is what all tests share. It is made by the first test that needs it.
type world struct {
	root string
	// server is the media server's http:// address.
	server string
	site   *httptest.Server
	// chromium has a camera of 640x480 with a busy picture.
	chromium *browser.Browser

	own *server.Server
}

var (
	shared    *world
	sharedErr error
	once      sync.Once
)

func TestMain(m *testing.M) {
	code := m.Run()
	if shared != nil {
		shared.close()
	}
	os.Exit(code)
}

// theWorld returns what all tests share; it skips or fails the test where
// there is no browser.
func theWorld(t *testing.T) *world {
	t.Helper()
	browser.Require(t)
	once.Do(func() { shared, sharedErr = makeWorld() })
	if sharedErr != nil {
		t.Fatal(sharedErr)
	}
	return shared
}

func makeWorld() (*world, error) {
	root, err := server.Root()
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"dualstream.js", "dualstream.wasm"} {
		if _, err := os.Stat(filepath.Join(root, "dist", name)); err != nil {
			return nil, fmt.Errorf("the SDK is not built, run `make build`: %w", err)
		}
	}
	w := &world{root: root}
	if err := os.RemoveAll(failedDir(root)); err != nil {
		return nil, err
	}
	film, err := browser.Picture(filepath.Join(root, ".cache"), 640, 480)
	if err != nil {
		return nil, err
	}
	if w.server = os.Getenv("DUALSTREAM_TEST_SERVER"); w.server == "" {
		if w.own, err = startServer("127.0.0.1:0"); err != nil {
			return nil, err
		}
		w.server = w.own.URL
	}
	w.site = newSite(root)
	if w.chromium, err = browser.Start(context.Background(), browser.Options{Camera: film}); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// failedDir is where failed tests leave what their pages showed.
func failedDir(root string) string { return filepath.Join(root, ".cache", "e2e", "failed") }

// startServer starts a media server.
func startServer(address string) (*server.Server, error) {
	program, err := server.Build(context.Background())
	if err != nil {
		return nil, err
	}
	return server.Start(program, address, os.Stderr)
}

func (w *world) close() {
	if w.chromium != nil {
		w.chromium.Close()
	}
	if w.site != nil {
		w.site.Close()
	}
	if w.own != nil {
		w.own.Stop()
	}
}
