package browser

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// serve serves an empty page on loopback, where pages may ask for media.
func serve(t *testing.T) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<!doctype html><title>empty</title><link rel=icon href=data:,>"))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func start(t *testing.T, options Options) *Browser {
	Require(t)
	b, err := Start(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func open(t *testing.T, b *Browser, url string) *Page {
	p, err := b.Open(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

const cameraSize = `async (width, height) => {
	const media = await navigator.mediaDevices.getUserMedia({
		video: { width: { exact: width }, height: { exact: height } }, audio: true,
	});
	const { width: w, height: h, frameRate } = media.getVideoTracks()[0].getSettings();
	media.getTracks().forEach((t) => t.stop());
	return [w, h, Math.round(frameRate)];
}`

func TestFakeCamera(t *testing.T) {
	film, err := Picture(t.TempDir(), 640, 480)
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, start(t, Options{Camera: film}), serve(t))
	for _, want := range [][3]int{{640, 480, 30}, {640, 360, 30}} {
		got, err := Eval[[3]int](p, 10*time.Second, cameraSize, want[0], want[1])
		if err != nil || got != want {
			t.Errorf("the camera gives %v, %v, want %v", got, err, want)
		}
	}
}

func TestPagesAreVisibleBesideEachOther(t *testing.T) {
	b, url := start(t, Options{}), serve(t)
	first, second := open(t, b, url), open(t, b, url)
	for _, p := range []*Page{first, second} {
		if got, err := Eval[string](p, 5*time.Second, `() => document.visibilityState`); err != nil || got != "visible" {
			t.Errorf("the page is %q, %v", got, err)
		}
	}
}

func TestDevicesThatAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		devices Devices
		want    string
	}{
		"no camera": {NoCamera, "NotFoundError"},
		"denied":    {Denied, "NotAllowedError"},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, start(t, Options{Devices: c.devices}), serve(t))
			_, err := Eval[any](p, 10*time.Second, `async () => {
				await navigator.mediaDevices.getUserMedia({ video: true });
			}`)
			var thrown *Error
			if !errors.As(err, &thrown) || thrown.Name != c.want {
				t.Errorf("getUserMedia: %v, want %s", err, c.want)
			}
		})
	}
}

func TestEval(t *testing.T) {
	p := open(t, start(t, Options{}), serve(t))
	got, err := Eval[[]any](p, 5*time.Second, `async (a, b) => [a.x, b, undefined]`, map[string]int{"x": 1}, "</script>")
	if err != nil || len(got) != 3 || got[0] != 1.0 || got[1] != "</script>" || got[2] != nil {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := Eval[int](p, 5*time.Second, `() => undefined`); err != nil {
		t.Errorf("undefined: %v", err)
	}
	troubles(t, p)
}

// troubles checks what a page gives of what goes wrong in it.
func troubles(t *testing.T, p *Page) {
	t.Helper()
	_, err := Eval[any](p, 5*time.Second, `() => { throw Object.assign(new Error("no"), { code: "X" }); }`)
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
	deadline := time.Now().Add(5 * time.Second)
	for len(p.Exceptions()) < 2 && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond)
	}
	all := strings.Join(p.Exceptions(), "\n")
	if !strings.Contains(all, "uncaught") || !strings.Contains(all, "unhandled") {
		t.Errorf("exceptions: %q", all)
	}
	if w := p.Warnings(); len(w) != 1 || w[0] != "careful" {
		t.Errorf("warnings: %q", w)
	}
}
