//go:build js && wasm

package main

import "github.com/hack-pad/safejs"

// host is the page's side of the boundary (EngineHost in js/src/engine.ts).
type host struct {
	value     safejs.Value
	readStats safejs.Value
}

func newHost(value safejs.Value) (*host, error) {
	readStats, err := value.Get("readStats")
	return &host{value: value, readStats: readStats}, err
}

// opened and closed keep the shim's list of what is to be closed if this
// program ends.
func (h *host) opened(resource safejs.Value) { _, _ = h.value.Call("opened", resource) }
func (h *host) closed(resource safejs.Value) { _, _ = h.value.Call("closed", resource) }
