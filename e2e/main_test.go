package e2e

import (
	"context"
	"flag"
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
	// chromium has a camera of 640x480 with a busy picture, and a microphone
	// that is never silent.
	chromium *browser.Browser
	// firefox is started by the first test that needs it, see theFirefox.
	firefox *browser.Firefox

	own *server.Server
	// others are servers with other congestion control, by the name of that. A
	// test that starts one holds starting.
	others   map[string]*server.Server
	starting sync.Mutex
}

var (
	shared    *world
	sharedErr error
	once      sync.Once
)

func TestMain(m *testing.M) {
	// Tests that run beside others wait for most of their time; those that cost
	// the machine something share it out among themselves (see load).
	flag.Parse()
	if !isSet("test.parallel") {
		if err := flag.Set("test.parallel", "32"); err != nil {
			panic(err)
		}
	}
	code := m.Run()
	if shared != nil {
		shared.close()
	}
	os.Exit(code)
}

// isSet tells whether a flag was given.
func isSet(name string) (set bool) {
	flag.Visit(func(f *flag.Flag) { set = set || f.Name == name })
	return set
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
	w := &world{root: root, others: map[string]*server.Server{}}
	if err := os.RemoveAll(failedDir(root)); err != nil {
		return nil, err
	}
	film, err := browser.Picture(filepath.Join(root, ".cache"), 640, 480)
	if err != nil {
		return nil, err
	}
	sound, err := soundFile(filepath.Join(root, ".cache"))
	if err != nil {
		return nil, err
	}
	if w.server = os.Getenv("DUALSTREAM_TEST_SERVER"); w.server == "" {
		var flags []string
		if own := os.Getenv(ownNetwork); own != "" {
			flags = append(flags, "-media", own)
		}
		if w.own, err = startServer("127.0.0.1:0", flags...); err != nil {
			return nil, err
		}
		w.server = w.own.URL
	}
	w.site = newSite(root)
	if w.chromium, err = browser.Start(context.Background(), browser.Options{
		Camera: film, Flags: map[string]string{"use-file-for-fake-audio-capture": sound},
	}); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// failedDir is where failed tests leave what their pages showed.
func failedDir(root string) string { return filepath.Join(root, ".cache", "e2e", "failed") }

// withCongestionControl is the same world with a media server that does this
// about weak networks by itself, "off" or "sendside" (see demo). It is started by
// the first test that needs it.
func (w *world) withCongestionControl(kind string) (*world, error) {
	w.starting.Lock()
	defer w.starting.Unlock()
	running := w.others[kind]
	if running == nil {
		started, err := startServer("127.0.0.1:0", "-congestion-control", kind)
		if err != nil {
			return nil, err
		}
		running = started
		w.others[kind] = running
	}
	return &world{root: w.root, server: running.URL, site: w.site, chromium: w.chromium}, nil
}

// startServer starts a media server with further flags of the demo's.
func startServer(address string, flags ...string) (*server.Server, error) {
	program, err := server.Build(context.Background())
	if err != nil {
		return nil, err
	}
	return server.Start(program, address, os.Stderr, flags...)
}

func (w *world) close() {
	if w.chromium != nil {
		w.chromium.Close()
	}
	if w.firefox != nil {
		w.firefox.Close()
	}
	if w.site != nil {
		w.site.Close()
	}
	if w.own != nil {
		w.own.Stop()
	}
	for _, s := range w.others {
		s.Stop()
	}
}
