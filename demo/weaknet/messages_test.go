package weaknet

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"
)

// text is a message of some bytes.
func text(size int) message {
	return message{kind: websocket.MessageText, data: make([]byte, size)}
}

// popAt takes the next message and says when it came.
func popAt(t *testing.T, m *messages, start time.Time) time.Duration {
	t.Helper()
	if _, err := m.pop(t.Context()); err != nil {
		t.Fatal(err)
	}
	return time.Since(start)
}

func TestMessagesWaitAsTheSettingsSay(t *testing.T) {
	for name, tt := range map[string]struct {
		shape Signalling
		want  [3]time.Duration // of three messages of 1000 bytes
	}{
		"nothing":        {Signalling{}, [3]time.Duration{}},
		"delay":          {Signalling{DelayMs: 70}, [3]time.Duration{70 * time.Millisecond, 70 * time.Millisecond, 70 * time.Millisecond}},
		"rate":           {Signalling{RateKbps: 80}, [3]time.Duration{100 * time.Millisecond, 200 * time.Millisecond, 300 * time.Millisecond}},
		"rate and delay": {Signalling{RateKbps: 80, DelayMs: 50}, [3]time.Duration{150 * time.Millisecond, 250 * time.Millisecond, 350 * time.Millisecond}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := newMessages()
				m.set(tt.shape)
				start := time.Now()
				for range 3 {
					m.push(t.Context(), text(1000))
				}
				for i, want := range tt.want {
					if got := popAt(t, m, start); got != want {
						t.Errorf("message %d after %v, want %v", i, got, want)
					}
				}
			})
		})
	}
}

func TestMessagesAreHeldUntilReleased(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMessages()
		m.set(Signalling{Hold: true})
		start := time.Now()
		m.push(t.Context(), text(1))
		m.push(t.Context(), message{end: context.Canceled})
		time.AfterFunc(time.Hour, func() { m.set(Signalling{}) })
		if got := popAt(t, m, start); got != time.Hour {
			t.Errorf("it came after %v", got)
		}
		if end, err := m.pop(t.Context()); err != nil || end.end == nil {
			t.Errorf("%+v, %v", end, err)
		}
	})
}

func TestMessagesThatNobodyWaitsForAreLetGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMessages()
		m.set(Signalling{Hold: true, DelayMs: 5000})
		start := time.Now()
		m.push(t.Context(), text(1))
		m.finish()
		if got := popAt(t, m, start); got != 0 {
			t.Errorf("it came after %v", got)
		}
	})
}

func TestAChangeCountsForMessagesThatWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMessages()
		m.set(Signalling{DelayMs: 5000})
		start := time.Now()
		m.push(t.Context(), text(1))
		time.AfterFunc(time.Second, func() { m.set(Signalling{DelayMs: 1500}) })
		if got := popAt(t, m, start); got != 1500*time.Millisecond {
			t.Errorf("it came after %v", got)
		}
	})
}

func TestASenderWaitsForRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMessages()
		m.set(Signalling{Hold: true})
		pushed := 0
		ctx, stop := context.WithCancel(t.Context())
		go func() {
			for range 10 {
				m.push(ctx, text(mostWaiting/4))
				pushed++
			}
		}()
		synctest.Wait()
		if pushed != 4 {
			t.Errorf("%d messages were taken", pushed)
		}
		m.set(Signalling{})
		popAt(t, m, time.Now())
		synctest.Wait()
		if pushed != 5 {
			t.Errorf("%d messages were taken after there was room", pushed)
		}
		stop()
		synctest.Wait()
		if pushed != 10 {
			t.Error("a sender waits on though it is over")
		}
	})
}
