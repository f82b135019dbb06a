//go:build js && wasm

// The program dualstream.wasm: the engine for the browser. What JavaScript can
// call is in js/src/engine.ts; this package wires it to wasm/client.
package main

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/bridge"
)

// hostKey is where the shim leaves the EngineHost while the program starts.
const hostKey = "__dualstream_host__"

func main() {
	if err := start(); err != nil {
		// The shim sees the program end before it was ready, and the console
		// says why.
		println("dualstream: the engine could not start: " + err.Error())
		return
	}
	select {}
}

// start gives the shim the constructor of clients.
func start() error {
	value, err := safejs.Global().Get(hostKey)
	if err != nil {
		return err
	}
	h, err := newHost(value)
	if err != nil {
		return err
	}
	constructor, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) (dispatch any) {
		// A panic here would end the program, with all other clients.
		defer func() {
			if recover() != nil {
				dispatch = nil
			}
		}()
		f, err := newClient(h, args[0], bridge.NewSink(args[1]))
		if err != nil {
			return nil
		}
		return f.Value()
	})
	if err != nil {
		return err
	}
	_, err = value.Call("ready", constructor.Value())
	return err
}
