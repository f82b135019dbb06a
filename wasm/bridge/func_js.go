//go:build js && wasm

// Package bridge is the boundary between the page's script and the engine: the
// one constructor and the one event sink of js/src/engine.ts. Calls come in by
// number and are settled under the same number; no JavaScript exception and no
// Go panic crosses it.
package bridge

import "github.com/hack-pad/safejs"

// Func is a Go function that JavaScript can call. It lives as long as the
// program.
type Func struct{ f safejs.Func }

// NewFunc makes a callback. It must not block: the page stands still meanwhile.
// A panic in it, which would end the Go program, is told to panicked instead.
func NewFunc(f func(args []safejs.Value), panicked func(recovered any)) (Func, error) {
	fn, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		defer func() {
			if r := recover(); r != nil {
				panicked(r)
			}
		}()
		f(args)
		return nil
	})
	return Func{fn}, err
}

// Value is the function as JavaScript sees it.
func (f Func) Value() safejs.Value { return f.f.Value() }
