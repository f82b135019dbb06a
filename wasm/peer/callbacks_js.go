//go:build js && wasm

package peer

import "github.com/hack-pad/safejs"

// callbacks are what JavaScript may call: Go functions by number, all through
// one JavaScript function that lives as long as the program. A function for
// each could not be released safely: the browser never settles the promises of
// a connection that was closed, or settles them after nobody waits any more,
// and a call of a released function is an error on the page's console.
//
// No lock is needed: there is one thread, and goroutines and the browser's
// calls take turns only where one of them blocks, which nothing here does. (Go
// itself has maps by numbers of 32 bits: another kind would be downloaded.)
var callbacks = map[uint32]func(what string, argument *value){}

var (
	lastID            uint32
	entrance, noEntry = safejs.FuncOf(called)
)

// expect keeps a function to be called, until its number is forgotten.
func expect(f func(what string, argument *value)) (id uint32) {
	lastID++
	callbacks[lastID] = f
	return lastID
}

// forget drops the function of a number. Further calls do nothing.
func forget(id uint32) { delete(callbacks, id) }

// caller is the JavaScript function that calls the Go function of a number,
// with what is given here and with its own first argument.
func caller(id uint32, what string) *value {
	return result(entrance.Value(), noEntry).call("bind", nil, id, what)
}

// called is what callers call.
func called(_ safejs.Value, args []safejs.Value) any {
	id, _ := args[0].Int()
	if f := callbacks[uint32(id)]; f != nil && len(args) > 2 {
		what, _ := args[1].String()
		f(what, &value{js: args[2]})
	}
	return nil
}
