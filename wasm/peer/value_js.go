//go:build js && wasm

package peer

import "github.com/hack-pad/safejs"

// value is a JavaScript value, or why there is none. What is done with a value
// that failed, or with one as an argument, fails for the same reason, so that a
// chain is checked once, at its end:
//
//	n := global("navigator").get("mediaDevices").call("getUserMedia", constraints)
//	if n.err != nil { … }
//
// Checks after each step would be a good part of the download. A value is made
// to fail only by set and delete, which have no result: they are for objects
// that are not kept.
type value struct {
	js  safejs.Value
	err error
}

// result takes what safejs gives.
func result(js safejs.Value, err error) *value { return &value{js, thrown(err)} }

// failure is a value that failed.
func failure(err error) *value { return &value{err: err} }

// global is a variable of the page.
func global(name string) *value { return result(safejs.Global().Get(name)) }

// object makes an object of names and values that take turns.
func object(members ...any) *value {
	v := create("Object")
	for i := 0; i < len(members); i += 2 {
		v.set(members[i].(string), members[i+1])
	}
	return v
}

// create makes an object of a global class.
func create(class string, args ...any) *value {
	v := global(class)
	if err := v.hand(args); err != nil {
		return failure(err)
	}
	return result(v.js.New(args...))
}

// get reads a member.
func (v *value) get(member string) *value {
	if v.err != nil {
		return v
	}
	return result(v.js.Get(member))
}

// call calls a method.
func (v *value) call(method string, args ...any) *value {
	if err := v.hand(args); err != nil {
		return failure(err)
	}
	return result(v.js.Call(method, args...))
}

// set sets a member; v fails if it cannot.
func (v *value) set(member string, x any) {
	args := []any{x}
	if v.err = v.hand(args); v.err == nil {
		v.err = thrown(v.js.Set(member, args[0]))
	}
}

// delete deletes a member; v fails if it cannot.
func (v *value) delete(member string) {
	if v.err == nil {
		v.err = thrown(v.js.Delete(member))
	}
}

// hand puts what safejs takes in the place of each value among the arguments.
// It tells the first failure, of v or of them.
func (v *value) hand(args []any) error {
	err := v.err
	for i, arg := range args {
		if arg, ok := arg.(*value); ok {
			if err == nil {
				err = arg.err
			}
			args[i] = arg.js
		}
	}
	return err
}

// list are the elements of an array. Its failure is the only element, where
// who goes through them finds it.
func (v *value) list() []*value {
	length := v.get("length")
	n, err := length.js.Int()
	if err != nil {
		return []*value{length}
	}
	elements := make([]*value, n)
	for i := range elements {
		elements[i] = result(v.js.Index(i))
	}
	return elements
}

// string is the text of a string, "" of anything else and of a failure.
func (v *value) string() string {
	if v.js.Type() != safejs.TypeString {
		return ""
	}
	s, _ := v.js.String()
	return s
}

// text reads a member that is a string; "" if it is none.
func (v *value) text(member string) string { return v.get(member).string() }

// bytes are those of a Uint8Array.
func (v *value) bytes() ([]byte, error) {
	if v.err != nil {
		return nil, v.err
	}
	// Neither fails for such an array.
	n, _ := v.js.Length()
	data := make([]byte, n)
	_, _ = safejs.CopyBytesToGo(data, v.js)
	return data, nil
}
