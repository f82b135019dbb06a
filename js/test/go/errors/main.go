//go:build js && wasm

// The program that makes safejs fail in each of its ways and prints the texts
// of the errors.
package main

import "github.com/hack-pad/safejs"

func main() {
	global := safejs.Global()
	object, err := global.Get("Object")
	tell("nothing", err)

	_, err = object.Call("none")
	tell("no such method", err)
	_, err = safejs.Undefined().Get("member")
	tell("a member of undefined", err)
	_, err = safejs.Undefined().Int()
	tell("undefined as a number", err)
	_, err = safejs.ValueOf(struct{}{})
	tell("not a value", err)
	_, err = safejs.CopyBytesToGo(make([]byte, 1), object)
	tell("not an array", err)

	json, _ := global.Get("JSON")
	_, err = json.Call("parse", "{")
	tell("an Error", err)
	thrower, _ := global.Get("thrower")
	_, err = thrower.Invoke()
	tell("no Error", err)

	_, err = object.InstanceOf(json)
	tell("not a class", err)
	arrow, _ := global.Get("arrow")
	_, err = object.InstanceOf(arrow)
	tell("a class without prototype", err)
}

// tell prints an error, and what it wraps.
func tell(what string, err error) {
	print(what, ":")
	for err != nil {
		print(" [", err.Error(), "]")
		wrapper, ok := err.(interface{ Unwrap() error })
		if !ok {
			break
		}
		err = wrapper.Unwrap()
	}
	println()
}
