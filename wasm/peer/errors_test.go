package peer

import (
	"errors"
	"testing"

	"dualstream/wasm/api"
)

func TestFailed(t *testing.T) {
	if err := failed(api.SetAnswerFailed, nil, "cannot"); err != nil {
		t.Errorf("no cause came to %v", err)
	}
	cause := errors.New("the cause")
	err := failed(api.SetAnswerFailed, cause, "cannot", " do")
	if e := api.AsError(err); e == nil || e.Code != api.SetAnswerFailed || e.Text != "cannot do: the cause" || !errors.Is(err, cause) {
		t.Errorf("got %v", err)
	}
	if err := failed(api.SetAnswerFailed, errClosed, "cannot"); err != error(errClosed) {
		t.Errorf("closed came to %v", err)
	}
}
