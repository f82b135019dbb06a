//go:build js && wasm

package peer

import (
	"sync"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/lifetime"
)

// settlement is what a promise came to.
type settlement struct {
	fulfilled bool
	value     safejs.Value
}

// promises waits for all promises through one JavaScript function that lives
// as long as the program. A function for each promise could not be released
// safely: the browser never settles the promises of a connection that was
// closed, or settles them after nobody waits any more, and a call of a released
// function is an error on the page's console.
var promises struct {
	mu      sync.Mutex
	settle  safejs.Value
	made    bool
	last    int
	waiting map[int]chan settlement
}

// await blocks until the promise is settled, the context ends or the
// connection is closed.
func await(ctx lifetime.Context, closed <-chan struct{}, promise safejs.Value) (safejs.Value, error) {
	id, result, err := listen(promise)
	defer forget(id)
	if err != nil {
		return safejs.Undefined(), err
	}
	select {
	case s := <-result:
		if !s.fulfilled {
			return safejs.Undefined(), rejection(s.value)
		}
		return s.value, nil
	case <-ctx.Done():
		return safejs.Undefined(), ctx.Err()
	case <-closed:
		return safejs.Undefined(), errClosed
	}
}

// listen has the promise's end told on a channel, until the number is forgotten.
func listen(promise safejs.Value) (id int, result chan settlement, err error) {
	promises.mu.Lock()
	defer promises.mu.Unlock()
	if !promises.made {
		settle, err := safejs.FuncOf(settled)
		if err != nil {
			return 0, nil, err
		}
		promises.settle, promises.made = settle.Value(), true
		promises.waiting = map[int]chan settlement{}
	}
	promises.last++
	id, result = promises.last, make(chan settlement, 1)
	promises.waiting[id] = result
	fulfilled, err := promises.settle.Call("bind", nil, id, true)
	if err != nil {
		return id, nil, err
	}
	rejected, err := promises.settle.Call("bind", nil, id, false)
	if err != nil {
		return id, nil, err
	}
	_, err = promise.Call("then", fulfilled, rejected)
	return id, result, err
}

func forget(id int) {
	promises.mu.Lock()
	defer promises.mu.Unlock()
	delete(promises.waiting, id)
}

// settled is called by JavaScript with the promise's number, whether it was
// fulfilled, and its value or reason. It cannot panic: both numbers are bound
// by listen.
func settled(_ safejs.Value, args []safejs.Value) any {
	id, _ := args[0].Int()
	fulfilled, _ := args[1].Bool()
	promises.mu.Lock()
	defer promises.mu.Unlock()
	if result, ok := promises.waiting[id]; ok {
		delete(promises.waiting, id)
		result <- settlement{fulfilled, args[2]}
	}
	return nil
}
