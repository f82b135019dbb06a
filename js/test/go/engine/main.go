//go:build js && wasm

// A program with the engine's boundary and nothing behind it: the tests of the
// shim start it with the real wasm_exec.js, and end it in each way there is.
package main

import (
	"syscall/js"
	"time"
)

func main() {
	host := js.Global().Get("__dualstream_host__")
	resource := js.Global().Get("testResource")
	newClient := js.FuncOf(func(_ js.Value, args []js.Value) any {
		sink := args[1]
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			switch args[1].String() {
			case "open":
				host.Call("opened", resource)
			case "panic":
				go panic("a goroutine's panic")
			case "panic-later":
				time.AfterFunc(time.Millisecond, func() { panic("a timer's panic") })
			}
			sink.Invoke("settled", args[0])
			return nil
		})
	})
	println("the engine starts")
	host.Call("ready", newClient)
	select {}
}
