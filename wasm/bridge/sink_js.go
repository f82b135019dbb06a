//go:build js && wasm

package bridge

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
)

// Sink is where the engine's events and the outcomes of calls go.
type Sink struct{ f safejs.Value }

// NewSink wraps the shim's sink function.
func NewSink(f safejs.Value) Sink { return Sink{f} }

// Emit tells an event with its arguments: strings, numbers, booleans,
// map[string]any, safejs.Value or nil.
func (s Sink) Emit(event string, args ...any) {
	// The sink does not throw (js/src/engine.ts), and nobody could be told.
	_, _ = s.f.Invoke(append([]any{event}, args...)...)
}

// Settle tells the outcome of a call: value, or the error with its code.
func (s Sink) Settle(call int, value any, err error) {
	if err == nil {
		s.Emit("settled", call, value)
		return
	}
	code, text := api.UnexpectedError, err.Error()
	if known := api.AsError(err); known != nil {
		code, text = known.Code, known.Text
	}
	s.Emit("failed", call, string(code), text)
}
