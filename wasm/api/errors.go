package api

// Code is the documented code of an error (AgoraRTCError.code).
type Code string

// The codes that the engine uses. The shim knows the whole documented list.
const (
	UnexpectedError        Code = "UNEXPECTED_ERROR"
	UnexpectedResponse     Code = "UNEXPECTED_RESPONSE"
	InvalidParams          Code = "INVALID_PARAMS"
	NotSupported           Code = "NOT_SUPPORTED"
	InvalidOperation       Code = "INVALID_OPERATION"
	OperationAborted       Code = "OPERATION_ABORTED"
	Timeout                Code = "TIMEOUT"
	NetworkError           Code = "NETWORK_ERROR"
	WebSecurityRestrict    Code = "WEB_SECURITY_RESTRICT"
	CannotGetGateway       Code = "CAN_NOT_GET_GATEWAY_SERVER"
	UIDConflict            Code = "UID_CONFLICT"
	InvalidLocalTrack      Code = "INVALID_LOCAL_TRACK"
	InvalidRemoteUser      Code = "INVALID_REMOTE_USER"
	RemoteUserNotPublished Code = "REMOTE_USER_IS_NOT_PUBLISHED"
	MultipleVideoTracks    Code = "CAN_NOT_PUBLISH_MULTIPLE_VIDEO_TRACKS"
	WSAbort                Code = "WS_ABORT"
	ICEFailed              Code = "ICE_FAILED"
	CreateOfferFailed      Code = "CREATE_OFFER_FAILED"
	SetAnswerFailed        Code = "SET_ANSWER_FAILED"
	SenderReplaceFailed    Code = "SENDER_REPLACE_FAILED"
)

// Error is an error that a caller of the public API sees: a documented code
// and a text that says which value was wrong and what is right.
type Error struct {
	Code Code
	Text string
	// Cause is what made it, if another error did. It is told in Text already.
	Cause error
}

// NewError returns an Error of the given code. The parts of the text are
// joined as they are: fmt stays out of the browser's build.
func NewError(code Code, parts ...string) *Error {
	text := ""
	for _, p := range parts {
		text += p
	}
	return &Error{Code: code, Text: text}
}

// WrapError returns an Error of the given code whose text ends in cause's.
func WrapError(code Code, cause error, parts ...string) *Error {
	e := NewError(code, parts...)
	e.Text += ": " + cause.Error()
	e.Cause = cause
	return e
}

// Error returns "CODE: text".
func (e *Error) Error() string { return string(e.Code) + ": " + e.Text }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// AsError returns the first Error among err and its causes, or nil. Like Is and
// Unwrap it does what package errors does, without the reflection that this
// brings into the browser's build.
func AsError(err error) *Error {
	for ; err != nil; err = Unwrap(err) {
		if e, ok := err.(*Error); ok {
			return e
		}
	}
	return nil
}

// Is reports whether target is err or one of its causes.
func Is(err, target error) bool {
	for ; err != nil; err = Unwrap(err) {
		if err == target {
			return true
		}
	}
	return false
}

// Unwrap returns the cause of err, or nil.
func Unwrap(err error) error {
	if e, ok := err.(interface{ Unwrap() error }); ok {
		return e.Unwrap()
	}
	return nil
}
