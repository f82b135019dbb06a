package browser

import (
	"bytes"
	"context"
	"testing"
	"time"
)

func TestFirefox(t *testing.T) {
	if _, err := FindFirefox(); err != nil {
		t.Skip(err)
	}
	b, err := StartFirefox(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	url := serve(t)
	var pages []*Page
	for range 2 {
		p, err := b.Open(url)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	for _, p := range pages {
		if got, err := Eval[string](p, 5*time.Second, `() => document.visibilityState`); err != nil || got != "visible" {
			t.Errorf("a page beside another is %q, %v", got, err)
		}
	}

	p := pages[0]
	want := [3]int{640, 360, 30}
	if got, err := Eval[[3]int](p, 10*time.Second, cameraSize, 640, 360); err != nil || got != want {
		t.Errorf("the camera gives %v, %v, want %v", got, err, want)
	}
	troubles(t, p)
	if picture, err := p.Screenshot(); err != nil || !bytes.HasPrefix(picture, []byte("\x89PNG")) {
		t.Errorf("a picture of %d bytes, %v", len(picture), err)
	}

	p.Close()
	if _, err := Eval[any](p, 5*time.Second, `() => 1`); err == nil {
		t.Error("a page that was closed was evaluated")
	}
	if err := p.Navigate(url); err == nil {
		t.Error("a page that was closed was loaded")
	}
}
