//go:build js && wasm

package bridge

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
)

// Method carries out a call. It returns at once and calls done exactly once,
// then or later.
type Method func(args *Args, done func(value any, err error))

// NewDispatch makes the function by which the shim calls the engine: it takes
// the call's number, the method's name and its arguments.
func NewDispatch(methods map[string]Method, sink Sink, panicked func(recovered any)) (Func, error) {
	return NewFunc(func(values []safejs.Value) {
		head := &Args{method: "dispatch", values: values}
		call, name := head.Int(0), head.String(1)
		if head.Err != nil {
			sink.Emit("log", 3, head.Err.Error())
			return
		}
		method, ok := methods[name]
		if !ok {
			sink.Settle(call, nil, api.NewError(api.UnexpectedError, "the engine has no method ", name, ": script and wasm are not of the same build"))
			return
		}
		args := &Args{method: name, values: values[2:]}
		method(args, func(value any, err error) { sink.Settle(call, value, err) })
	}, panicked)
}
