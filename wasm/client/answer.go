package client

import (
	"errors"

	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal/wire"
)

// answer is what comes of something that is waited for.
type answer struct {
	err error
	// sdp and track are what the server answered, to an offer or to an
	// AddTrackRequest.
	sdp   string
	track *wire.TrackInfo
}

// answers has room for one answer.
type answers chan answer

func newAnswers() answers { return make(answers, 1) }

// give puts an answer in, unless one is there already.
func (ch answers) give(a answer) {
	select {
	case ch <- a:
	default:
	}
}

// clear takes an answer out that nobody waited for.
func (ch answers) clear() {
	select {
	case <-ch:
	default:
	}
}

var errEnded = errors.New("the time is over")

// await waits for the answer until ctx ends; what names the thing waited for.
func (ch answers) await(ctx lifetime.Context, what string) answer {
	stop := lifetime.OnEnd(ctx, func() { ch.give(answer{err: errEnded}) })
	a := <-ch
	stop()
	if a.err == errEnded {
		a.err = &waitError{what: what, cause: lifetime.Cause(ctx)}
	}
	return a
}

// waitError is what a wait that came to nothing returns.
type waitError struct {
	what  string
	cause error
}

func (e *waitError) Error() string { return "waited for " + e.what + ": " + e.cause.Error() }
func (e *waitError) Unwrap() error { return e.cause }
