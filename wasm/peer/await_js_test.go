//go:build js && wasm

package peer

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/hack-pad/safejs"
)

// evaluate gives the value of an expression in JavaScript.
func evaluate(t *testing.T, expression string) safejs.Value {
	t.Helper()
	v, err := safejs.Global().Call("eval", expression)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAwait(t *testing.T) {
	open := make(chan struct{})
	got, err := await(t.Context(), open, evaluate(t, `new Promise(done => setTimeout(done, 5, "value"))`))
	if s, _ := got.String(); err != nil || s != "value" {
		t.Errorf("fulfilled: %q %v", s, err)
	}
	for expression, want := range map[string]string{
		`Promise.reject(new DOMException("the text", "InvalidStateError"))`: "InvalidStateError: the text",
		`Promise.reject(new TypeError("the text"))`:                         "TypeError: the text",
		`Promise.reject("no object")`:                                       "a rejection with a value that is no Error",
		`Promise.reject()`:                                                  "a rejection with a value that is no Error",
	} {
		if _, err := await(t.Context(), open, evaluate(t, expression)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", expression, err, want)
		}
	}
	if _, err := await(t.Context(), open, safejs.Undefined()); err == nil {
		t.Error("undefined was awaited")
	}
}

func TestAwaitEndsWithItsContextOrTheConnection(t *testing.T) {
	never := evaluate(t, `new Promise(() => {})`)
	late := evaluate(t, `new Promise(done => setTimeout(done, 50))`)
	open, closed := make(chan struct{}), make(chan struct{})
	close(closed)
	if _, err := await(t.Context(), closed, never); !errors.Is(err, errClosed) {
		t.Errorf("closed: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := await(ctx, open, late); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("context: %v", err)
	}
	if n := len(promises.waiting); n != 0 {
		t.Errorf("%d promises are still waited for", n)
	}
	// The promise that is settled when nobody waits does no harm.
	time.Sleep(100 * time.Millisecond)
}

func TestThrown(t *testing.T) {
	_, err := evaluate(t, `({ f() { throw new DOMException("the text", "NotAllowedError") } })`).Call("f")
	if got := thrown(err); got.Error() != "NotAllowedError: the text" {
		t.Errorf("got %v", got)
	}
}
