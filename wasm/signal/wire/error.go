package wire

import "strconv"

// DecodeError says where a message could not be read. Where the trouble is in
// a nested message, Cause is the DecodeError of that message.
type DecodeError struct {
	// Message is the name of the message in the .proto file.
	Message string
	// Field is the number of the field, 0 if not even that could be read.
	Field uint32
	Cause error
}

// Error returns the path to the field and what is wrong with it.
func (e *DecodeError) Error() string {
	return e.Message + " field " + strconv.FormatUint(uint64(e.Field), 10) + ": " + e.Cause.Error()
}

// Unwrap returns the cause.
func (e *DecodeError) Unwrap() error { return e.Cause }
