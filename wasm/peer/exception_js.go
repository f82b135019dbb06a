//go:build js && wasm

package peer

import (
	"syscall/js"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
)

// exception is what JavaScript threw or rejected with: the name and message of
// a DOMException or Error, for instance "InvalidStateError: …".
type exception string

func (e exception) Error() string { return string(e) }

// thrown names what a call into JavaScript threw.
func thrown(err error) error {
	for e := err; e != nil; e = api.Unwrap(e) {
		if e, ok := e.(js.Error); ok {
			return rejection(safejs.Safe(e.Value))
		}
	}
	return err
}

// rejection names the reason that a promise was rejected with.
func rejection(reason safejs.Value) error {
	if t := reason.Type(); t != safejs.TypeObject {
		return exception("a rejection with a value that is no Error")
	}
	return exception(text(reason, "name") + ": " + text(reason, "message"))
}

// text reads a member that is a string; "" if it is none.
func text(object safejs.Value, member string) string {
	v, err := object.Get(member)
	if err != nil || v.Type() != safejs.TypeString {
		return ""
	}
	s, _ := v.String()
	return s
}
