package browser

import (
	"bytes"
	"context"
	"errors"
	"strings"
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
	_, err = Eval[any](p, 5*time.Second, `() => { throw Object.assign(new Error("no"), { code: "X" }); }`)
	var thrown *Error
	if !errors.As(err, &thrown) || *thrown != (Error{Name: "Error", Code: "X", Message: "no"}) {
		t.Errorf("thrown: %v", err)
	}
	if _, err = Eval[any](p, 200*time.Millisecond, `() => new Promise(() => {})`); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a promise that is never settled: %v", err)
	}
	if _, err := Eval[any](p, 5*time.Second, `() => {
		console.warn("careful");
		setTimeout(() => { throw new Error("uncaught"); });
		Promise.reject(new Error("unhandled"));
	}`); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline) && len(p.Exceptions()) < 2; {
		time.Sleep(20 * time.Millisecond)
	}
	all := strings.Join(p.Exceptions(), "\n")
	if !strings.Contains(all, "uncaught") || !strings.Contains(all, "unhandled") {
		t.Errorf("exceptions: %q", all)
	}
	if texts := p.Warnings(); len(texts) != 1 || texts[0] != "careful" {
		t.Errorf("warnings: %q", texts)
	}
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
