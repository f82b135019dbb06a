package main

import (
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"

	"dualstream/e2e/browser"
	"dualstream/e2e/server"
)

// world is what the runs share: the media servers, the pages' site and what the
// devices play. Browsers and rooms are each run's own.
type world struct {
	root string
	// dir holds copies of what is measured, so that nothing changes on the way.
	dir     string
	program string
	site    *httptest.Server
	// cameras are films by their content; microphone is a voice that never
	// pauses, speech one that does.
	cameras            map[string]string
	microphone, speech string
	servers            map[string]*server.Server

	versions Versions
}

// The contents of the camera.
const (
	contentCamera  = "camera-like"
	contentPattern = "pattern"
)

// newWorld prepares what the runs need.
func newWorld(ctx context.Context, root string) (*world, error) {
	dir, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return nil, err
	}
	w := &world{root: root, dir: dir, servers: map[string]*server.Server{}}
	if err := w.prepare(ctx); err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

func (w *world) prepare(ctx context.Context) error {
	var err error
	if w.versions, err = versions(ctx, w.root); err != nil {
		return err
	}
	if w.versions.Dist, err = snapshot(filepath.Join(w.root, "dist"), w.dist()); err != nil {
		return err
	}
	built, err := server.Build(ctx)
	if err != nil {
		return err
	}
	w.program = filepath.Join(w.dir, "demo")
	if err := copyProgram(built, w.program); err != nil {
		return err
	}
	cache := filepath.Join(w.root, ".cache")
	w.cameras = map[string]string{}
	if w.cameras[contentCamera], err = browser.Person(cache); err != nil {
		return err
	}
	if w.cameras[contentPattern], err = browser.Picture(cache, high.Width, high.Height); err != nil {
		return err
	}
	if w.microphone, err = browser.Voice(cache); err != nil {
		return err
	}
	if w.speech, err = browser.Speech(cache); err != nil {
		return err
	}
	w.site, err = newSite(w.root, w.dist())
	return err
}

// dist is the copy of what was built.
func (w *world) dist() string { return filepath.Join(w.dir, "dist") }

func copyProgram(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o755)
}

// server returns the address of a media server with this congestion control,
// which is started where none runs yet.
func (w *world) server(congestionControl string) (string, error) {
	if congestionControl == refused {
		congestionControl = defaultServer
	}
	running := w.servers[congestionControl]
	if running == nil {
		var err error
		running, err = server.Start(w.program, "127.0.0.1:0", os.Stderr,
			"-congestion-control", congestionControl, "-dist", w.dist())
		if err != nil {
			return "", err
		}
		w.servers[congestionControl] = running
	}
	return running.URL, nil
}

// browser starts a browser with a camera and a microphone that play these files.
func (w *world) browser(ctx context.Context, camera, microphone string) (*browser.Browser, error) {
	return browser.Start(ctx, browser.Options{
		Camera: camera,
		Flags:  map[string]string{"use-file-for-fake-audio-capture": microphone},
	})
}

// close ends what runs and removes the copies.
func (w *world) close() error {
	if w.site != nil {
		w.site.Close()
	}
	for _, s := range w.servers {
		s.Stop()
	}
	return os.RemoveAll(w.dir)
}
