//go:build js && wasm

package peer

import (
	"errors"
	"syscall/js"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
)

// thrown names what a call into JavaScript threw; nil if it threw nothing.
func thrown(err error) error {
	for e := err; e != nil; e = api.Unwrap(e) {
		if e, ok := e.(js.Error); ok {
			return rejection(&value{js: safejs.Safe(e.Value)})
		}
	}
	return err
}

// rejection names what was thrown, or the reason that a promise was rejected
// with: the name and message of a DOMException or Error, for instance
// "InvalidStateError: …".
func rejection(reason *value) error {
	if reason.js.Type() != safejs.TypeObject {
		return errors.New("a rejection with a value that is no Error")
	}
	return errors.New(reason.text("name") + ": " + reason.text("message"))
}
