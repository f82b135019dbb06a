//go:build js && wasm

package bridge

import (
	"strconv"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
)

// Args are the arguments of a call. The shim has checked them for the user;
// what is wrong here is a fault between shim and engine. The first such fault
// is kept in Err, and the readers return zero values from then on.
type Args struct {
	method string
	values []safejs.Value
	Err    error
}

func (a *Args) fail(index int, err error) {
	if a.Err == nil {
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

func read[T any](a *Args, index int, get func(safejs.Value) (T, error)) T {
	v, err := get(a.Value(index))
	if err != nil {
		a.fail(index, err)
	}
	return v
}

// String reads a string.
func (a *Args) String(index int) string { return read(a, index, safejs.Value.String) }

// Int reads an integer.
func (a *Args) Int(index int) int { return read(a, index, safejs.Value.Int) }

// Bool reads a boolean.
func (a *Args) Bool(index int) bool { return read(a, index, safejs.Value.Bool) }

// List reads an array.
func (a *Args) List(index int) []safejs.Value { return read(a, index, list) }

func list(array safejs.Value) ([]safejs.Value, error) {
	n, err := array.Length()
	if err != nil {
		return nil, err
	}
	values := make([]safejs.Value, n)
	for i := range values {
		if values[i], err = array.Index(i); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// Strings reads an array of strings.
func (a *Args) Strings(index int) []string {
	var texts []string
	for _, v := range a.List(index) {
		s, err := v.String()
		if err != nil {
			a.fail(index, err)
		}
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

func member[T any](o *Object, name string, get func(safejs.Value) (T, error)) T {
	var none T
	if o.Err != nil {
		return none
	}
	v, err := o.Value.Get(name)
	if err == nil {
		none, err = get(v)
	}
	if err != nil {
		o.Err = api.WrapError(api.UnexpectedError, err, "member ", name)
	}
	return none
}

// String reads a string member.
func (o *Object) String(name string) string { return member(o, name, safejs.Value.String) }

// Int reads an integer member.
func (o *Object) Int(name string) int { return member(o, name, safejs.Value.Int) }

// Float reads a number member.
func (o *Object) Float(name string) float64 { return member(o, name, safejs.Value.Float) }

// Bool reads a boolean member.
func (o *Object) Bool(name string) bool { return member(o, name, safejs.Value.Bool) }

// Get reads a member as it is.
func (o *Object) Get(name string) safejs.Value {
	return member(o, name, func(v safejs.Value) (safejs.Value, error) { return v, nil })
}
