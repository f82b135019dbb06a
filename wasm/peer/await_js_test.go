//go:build js && wasm

package peer

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/lifetime"
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

// promise is what an expression in JavaScript gives, for await.
func promise(t *testing.T, expression string) *value {
	t.Helper()
	return &value{js: evaluate(t, expression)}
}

func TestAwait(t *testing.T) {
	open := lifetime.Background()
	got := await(t.Context(), open, promise(t, `new Promise(done => setTimeout(done, 5, "value"))`))
	if s := got.string(); got.err != nil || s != "value" {
		t.Errorf("fulfilled: %q %v", s, got.err)
	}
	for expression, want := range map[string]string{
		`Promise.reject(new DOMException("the text", "InvalidStateError"))`: "InvalidStateError: the text",
		`Promise.reject(new TypeError("the text"))`:                         "TypeError: the text",
		`Promise.reject("no object")`:                                       "a rejection with a value that is no Error",
		`Promise.reject()`:                                                  "a rejection with a value that is no Error",
	} {
		if err := await(t.Context(), open, promise(t, expression)).err; err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", expression, err, want)
		}
	}
	if await(t.Context(), open, &value{}).err == nil {
		t.Error("undefined was awaited")
	}
}

func TestAwaitEndsWithItsContextOrTheConnection(t *testing.T) {
	never := promise(t, `new Promise(() => {})`)
	late := promise(t, `new Promise(done => setTimeout(done, 50))`)
	open := lifetime.Background()
	closed, end := lifetime.New(open)
	end(nil)
	if err := await(t.Context(), closed, never).err; !errors.Is(err, errClosed) {
		t.Errorf("closed: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := await(ctx, open, late).err; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("context: %v", err)
	}
	if n := len(callbacks); n != 0 {
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
