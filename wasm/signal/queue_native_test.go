//go:build !js

package signal

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

func TestQueueKeepsTheOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 1000
		q := newQueue()
		go func() {
			for i := range n {
				q.push([]byte{byte(i), byte(i >> 8)})
			}
		}()
		for i := range n {
			if v, err := q.pop(context.Background()); err != nil || int(v[0])|int(v[1])<<8 != i {
				t.Fatalf("got %v, %v, want %d", v, err, i)
			}
		}
	})
}

func TestClosedQueueGivesWhatIsLeft(t *testing.T) {
	q := newQueue()
	end := errors.New("end")
	q.push([]byte{1})
	q.close(end)
	q.close(errors.New("later"))
	q.push([]byte{2})
	if v, err := q.pop(context.Background()); string(v) != "\x01" || err != nil {
		t.Errorf("got %v, %v", v, err)
	}
	for range 2 {
		if _, err := q.pop(context.Background()); err != end {
			t.Errorf("got %v", err)
		}
	}
	if q.closed() != end {
		t.Errorf("closed with %v", q.closed())
	}
}

func TestWaitingPopEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		end := errors.New("end")
		ctx, cancel := context.WithCancel(context.Background())
		for _, c := range []struct {
			end  func()
			want error
		}{{cancel, context.Canceled}, {func() { q.close(end) }, end}} {
			result := make(chan error)
			go func() {
				_, err := q.pop(ctx)
				result <- err
			}()
			synctest.Wait()
			c.end()
			if err := <-result; err != c.want {
				t.Errorf("got %v, want %v", err, c.want)
			}
			ctx = context.Background()
		}
	})
}
