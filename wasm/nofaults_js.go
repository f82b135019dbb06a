//go:build js && wasm && !faults

package main

import "dualstream/wasm/bridge"

func fault(string, *bridge.Args) {}
