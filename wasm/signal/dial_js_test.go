//go:build js && wasm

package signal

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
)

// fakeWebSocket is a WebSocket class whose address says how it behaves. It
// echoes binary frames; like a browser's, each event is a task of its own.
const fakeWebSocket = `
globalThis.sockets = [];
globalThis.WebSocket = class {
	constructor(url) {
		if (url.includes("throw")) throw new DOMException("insecure " + url, "SecurityError");
		this.url = url;
		this.sent = [];
		globalThis.sockets.push(this);
		setTimeout(() => {
			if (url.includes("refuse")) this.end(1006, "");
			else if (!url.includes("silent")) this.onopen({ type: "open" });
		});
	}
	send(view) {
		this.sent.push(view);
		const data = view.slice().buffer;
		setTimeout(() => this.onmessage?.({ type: "message", data: this.binaryType === "arraybuffer" ? data : "a Blob" }));
	}
	say(data) { this.onmessage?.({ type: "message", data }); }
	end(code, reason) { this.onerror?.({}); this.onclose?.({ type: "close", code, reason }); }
	close(code, reason) { this.closedWith = code + " " + reason; }
};`

// install puts the fake in place.
func install(t *testing.T) {
	t.Helper()
	old, err := safejs.Global().Get("WebSocket")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = safejs.Global().Set("WebSocket", old) })
	evaluate(t, fakeWebSocket)
}

func evaluate(t *testing.T, script string) safejs.Value {
	t.Helper()
	function, err := safejs.Global().Get("Function")
	if err != nil {
		t.Fatal(err)
	}
	f, err := function.New(script)
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.Invoke()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// hooks counts the sockets that the page knows of.
type hooks struct{ opened, closed int }

func (h *hooks) dialer() Dialer {
	return NewDialer(func(safejs.Value) { h.opened++ }, func(safejs.Value) { h.closed++ })
}

func (h *hooks) check(t *testing.T, opened, closed int) {
	t.Helper()
	if h.opened != opened || h.closed != closed {
		t.Errorf("the page was told %d opened and %d closed, want %d and %d", h.opened, h.closed, opened, closed)
	}
}

func TestBrowserFrames(t *testing.T) {
	install(t)
	var h hooks
	told := newTold()
	c, err := h.dialer()(t.Context(), "ws://h", told.events())
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{1, 40_000} {
		frame := bytes.Repeat([]byte{7}, size)
		c.Send(frame)
		if got := <-told.frames; !bytes.Equal(got, frame) {
			t.Fatalf("a frame of %d bytes came back with %d", size, len(got))
		}
	}
	evaluate(t, `sockets[0].say("text")`)
	if got := <-told.frames; string(got) != "text" {
		t.Errorf("got %q", got)
	}
	h.check(t, 1, 0)
	c.Close(3000, "bye")
	c.Close(3000, "bye")
	h.check(t, 1, 1)
	closed, err := evaluate(t, `const s = sockets[0]; return s.closedWith + " " + [s.onopen, s.onmessage, s.onclose].every((f) => f === null)`).String()
	if err != nil || closed != "3000 bye true" {
		t.Errorf("the socket is %q, %v", closed, err)
	}
	if err := <-told.closed; err != errLocalClose || len(told.closed) != 0 {
		t.Errorf("told closed with %v, and %d times more", err, len(told.closed))
	}
	c.Send([]byte{1})
	if sent, err := evaluate(t, `return sockets[0].sent.length`).Int(); sent != 2 || err != nil {
		t.Errorf("sent %d frames, %v", sent, err)
	}
}

func TestBrowserCloseComesAfterTheFrames(t *testing.T) {
	install(t)
	var h hooks
	told := newTold()
	c, err := h.dialer()(t.Context(), "ws://h", told.events())
	if err != nil {
		t.Fatal(err)
	}
	evaluate(t, `const s = sockets[0]; s.say(new Uint8Array([1]).buffer); s.say(new Uint8Array([2]).buffer); s.end(4001, "enough")`)
	for want := byte(1); want <= 2; want++ {
		if got := <-told.frames; !bytes.Equal(got, []byte{want}) {
			t.Fatalf("got %v", got)
		}
	}
	err = <-told.closed
	c.Close(3000, "late")
	var end *CloseError
	if !errors.As(err, &end) || *end != (CloseError{Code: 4001, Reason: "enough"}) {
		t.Errorf("got %v", err)
	}
	if len(told.closed) != 0 {
		t.Errorf("told closed again: %v", <-told.closed)
	}
	h.check(t, 1, 1)
}

func TestBrowserRefusals(t *testing.T) {
	install(t)
	var h hooks
	_, err := h.dialer()(t.Context(), "ws://h/refuse?access_token=secret", ConnEvents{})
	var end *CloseError
	if code(err) != api.CannotGetGateway || !errors.As(err, &end) || end.Code != 1006 {
		t.Errorf("refused: %v", err)
	}
	h.check(t, 1, 1)

	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, err = h.dialer()(ctx, "ws://h/silent", ConnEvents{})
	if code(err) != api.CannotGetGateway || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("silent: %v", err)
	}
	h.check(t, 2, 2)

	_, err = h.dialer()(t.Context(), "ws://h/throw?access_token=secret", ConnEvents{})
	if code(err) != api.InvalidParams || strings.Contains(err.Error(), "secret") {
		t.Errorf("not accepted: %v", err)
	}
	h.check(t, 2, 2)
}

func TestInsecureServerOfASecurePage(t *testing.T) {
	// The location of a page cannot be replaced: setting it leaves the page.
	if pageIsSecure() {
		t.Error("this page is not served over https")
	}
	const insecure, secure = "ws://h/?access_token=secret", "wss://h/?access_token=secret"
	for _, c := range []struct {
		page bool
		url  string
		want api.Code
	}{
		{true, insecure, api.WebSecurityRestrict},
		{true, secure, api.InvalidParams},
		{false, insecure, api.InvalidParams},
		{false, secure, api.InvalidParams},
	} {
		err := refused(c.url, c.page)
		if code(err) != c.want || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q on a page that is secure: %v: %v", c.url, c.page, err)
		}
		if c.want == api.WebSecurityRestrict && !strings.Contains(err.Error(), "wss://") {
			t.Errorf("it does not say what helps: %v", err)
		}
	}
}

func TestNoWebSocket(t *testing.T) {
	install(t)
	evaluate(t, `globalThis.WebSocket = undefined`)
	if _, err := NewDialer(nil, nil)(t.Context(), "ws://h", ConnEvents{}); code(err) != api.NotSupported {
		t.Errorf("got %v", err)
	}
}

func TestTroubleInACallbackEndsTheConnection(t *testing.T) {
	install(t)
	var h hooks
	told := newTold()
	if _, err := h.dialer()(t.Context(), "ws://h", told.events()); err != nil {
		t.Fatal(err)
	}
	evaluate(t, `sockets[0].say(Symbol("no bytes"))`)
	if err := <-told.closed; err == nil || !strings.Contains(err.Error(), "Symbol") {
		t.Errorf("got %v", err)
	}
	h.check(t, 1, 1)
}

func TestPanicInACallbackEndsTheConnection(t *testing.T) {
	install(t)
	var h hooks
	told := newTold()
	events := told.events()
	events.Frame = func(Conn, []byte) { panic("in an event") }
	if _, err := h.dialer()(t.Context(), "ws://h", events); err != nil {
		t.Fatal(err)
	}
	evaluate(t, `sockets[0].say(new ArrayBuffer(1))`)
	if err := <-told.closed; err == nil || !strings.Contains(err.Error(), "panicked") {
		t.Errorf("got %v", err)
	}
	h.check(t, 1, 1)
}

func TestTroubleInSendingEndsTheConnection(t *testing.T) {
	install(t)
	var h hooks
	told := newTold()
	c, err := h.dialer()(t.Context(), "ws://h", told.events())
	if err != nil {
		t.Fatal(err)
	}
	evaluate(t, `sockets[0].send = () => { throw new Error("no room") }`)
	c.Send([]byte{1})
	if err := <-told.closed; err == nil || !strings.Contains(err.Error(), "no room") {
		t.Errorf("got %v", err)
	}
	h.check(t, 1, 1)
}

func TestSessionOverTheBrowser(t *testing.T) {
	install(t)
	var r record
	s, err := Open(t.Context(), Config{Dial: NewDialer(nil, nil), URL: "ws://h", Events: r.events()})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(&wire.SignalRequest{Leave: &wire.LeaveRequest{}}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	sent, err := evaluate(t, `return sockets[0].sent.length + " " + sockets[0].closedWith`).String()
	if err != nil || sent != "1 1000 " {
		t.Errorf("the socket has %q, %v", sent, err)
	}
	if closed := r.closedWith(); len(closed) != 1 || closed[0] != nil {
		t.Errorf("told closed: %v", closed)
	}
}
