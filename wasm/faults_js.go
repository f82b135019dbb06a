//go:build js && wasm && faults

package main

import "dualstream/wasm/bridge"

// addFaults adds the calls with which the end-to-end tests break the engine.
// They are in builds with the tag "faults" only.
func addFaults(m map[string]bridge.Method) {
	// A panic in a callback, which is caught.
	m["fault.panic"] = func(*bridge.Args, func(any, error)) { panic("fault.panic was called") }
	// A panic in a goroutine of nobody's, which ends the Go program.
	m["fault.crash"] = func(*bridge.Args, func(any, error)) { go panic("fault.crash was called") }
}
