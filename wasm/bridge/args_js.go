//go:build js && wasm

package bridge

import (
	"strconv"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
)

// Args are the arguments of a call. The shim has checked them for the user;
// what is wrong here is a fault between shim and engine. The first such fault
// is kept in Err; what cannot be read is a zero value.
type Args struct {
	method string
	values []safejs.Value
	Err    error
}

// check keeps the first fault.
func (a *Args) check(index int, err error) {
	if err != nil && a.Err == nil {
		a.Err = api.WrapError(api.UnexpectedError, err, a.method, ": argument ", strconv.Itoa(index))
	}
}

// Value is the argument as it is, undefined if it was not given.
func (a *Args) Value(index int) safejs.Value {
	if index >= len(a.values) {
		return safejs.Undefined()
	}
	return a.values[index]
}

// String reads a string.
func (a *Args) String(index int) string {
	s, err := a.Value(index).String()
	a.check(index, err)
	return s
}

// Int reads an integer.
func (a *Args) Int(index int) int {
	n, err := a.Value(index).Int()
	a.check(index, err)
	return n
}

// Bool reads a boolean.
func (a *Args) Bool(index int) bool {
	b, err := a.Value(index).Bool()
	a.check(index, err)
	return b
}

// List reads an array.
func (a *Args) List(index int) []safejs.Value {
	array := a.Value(index)
	n, err := array.Length()
	a.check(index, err)
	values := make([]safejs.Value, n)
	for i := range values {
		values[i], err = array.Index(i)
		a.check(index, err)
	}
	return values
}

// Strings reads an array of strings.
func (a *Args) Strings(index int) []string {
	var texts []string
	for _, v := range a.List(index) {
		s, err := v.String()
		a.check(index, err)
		texts = append(texts, s)
	}
	return texts
}

// Object reads the members of an object, under the same rule as Args: the
// first fault is kept in Err.
type Object struct {
	Value safejs.Value
	Err   error
}

// check keeps the first fault.
func (o *Object) check(name string, err error) {
	if err != nil && o.Err == nil {
		o.Err = api.WrapError(api.UnexpectedError, err, "member ", name)
	}
}

// Get reads a member as it is, undefined if it cannot.
func (o *Object) Get(name string) safejs.Value {
	v, err := o.Value.Get(name)
	o.check(name, err)
	return v
}

// String reads a string member.
func (o *Object) String(name string) string {
	s, err := o.Get(name).String()
	o.check(name, err)
	return s
}

// Int reads an integer member.
func (o *Object) Int(name string) int {
	n, err := o.Get(name).Int()
	o.check(name, err)
	return n
}

// Float reads a number member.
func (o *Object) Float(name string) float64 {
	x, err := o.Get(name).Float()
	o.check(name, err)
	return x
}

// Bool reads a boolean member.
func (o *Object) Bool(name string) bool {
	b, err := o.Get(name).Bool()
	o.check(name, err)
	return b
}
