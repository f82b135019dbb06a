package wire

import "strconv"

// DecodeError says where a message could not be read. Where the trouble is in
// a nested message, Cause is the DecodeError of that message.
type DecodeError struct {
	// Field is the number of the field in the .proto file, 0 if not even that
	// could be read.
	Field uint32
	Cause error
}

// Error returns the path to the field, as the numbers from the outermost
// message inwards, and what is wrong with it.
func (e *DecodeError) Error() string {
	text := "field " + strconv.FormatUint(uint64(e.Field), 10)
	if _, nested := e.Cause.(*DecodeError); nested {
		return text + ", " + e.Cause.Error()
	}
	return text + ": " + e.Cause.Error()
}

// Unwrap returns the cause.
func (e *DecodeError) Unwrap() error { return e.Cause }
