//go:build js && wasm

// The program that only uses safejs: what the JavaScript boundary weighs.
package main

import "github.com/hack-pad/safejs"

func main() {
	if _, err := safejs.Global().Get("document"); err != nil {
		println(err.Error())
	}
}
