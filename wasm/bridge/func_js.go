//go:build js && wasm

// Package bridge is the boundary between the page's script and the engine: the
// one constructor and the one event sink of js/src/engine.ts. Calls come in by
// number and are settled under the same number; no JavaScript exception and no
// Go panic crosses it.
package bridge

import (
	"sync/atomic"

	"github.com/hack-pad/safejs"
)

// live counts the callbacks that JavaScript holds.
var live atomic.Int64

// LiveCallbacks is how many callbacks made by NewFunc have not been released.
func LiveCallbacks() int { return int(live.Load()) }

// Func is a Go function that JavaScript can call.
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
	if err == nil {
		live.Add(1)
	}
	return Func{fn}, err
}

// Value is the function as JavaScript sees it.
func (f Func) Value() safejs.Value { return f.f.Value() }

// Release frees the callback. JavaScript must not call it any more.
func (f Func) Release() {
	f.f.Release()
	live.Add(-1)
}
