//go:build js && wasm

package bridge

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
)

// Calls carries out the call of a method. It returns at once and calls done
// exactly once, then or later; it reports false if there is no such method.
type Calls func(method string, args *Args, done func(value any, err error)) bool

// NewDispatch makes the function by which the shim calls the engine: it takes
// the call's number, the method's name and its arguments.
func NewDispatch(calls Calls, sink Sink, panicked func(recovered any)) (Func, error) {
	return NewFunc(func(values []safejs.Value) {
		head := &Args{method: "dispatch", values: values}
		call, name := head.Int(0), head.String(1)
		if head.Err != nil {
			sink.Emit("log", 3, head.Err.Error())
			return
		}
		defer func() {
			// The panic ends the client's session, of which this call may know
			// nothing yet.
			if r := recover(); r != nil {
				sink.Settle(call, nil, api.NewError(api.UnexpectedError, name, ": panic in the engine"))
				panicked(r)
			}
		}()
		args := &Args{method: name, values: values[2:]}
		if !calls(name, args, func(value any, err error) { sink.Settle(call, value, err) }) {
			sink.Settle(call, nil, api.NewError(api.UnexpectedError, "the engine has no method ", name, ": script and wasm are not of the same build"))
		}
	}, panicked)
}
