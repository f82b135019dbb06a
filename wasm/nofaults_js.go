//go:build js && wasm && !faults

package main

import "dualstream/wasm/bridge"

func addFaults(map[string]bridge.Method) {}
