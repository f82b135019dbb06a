package lifetime

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

var (
	errFirst  = errors.New("first")
	errSecond = errors.New("second")
)

// ended fails the test unless ctx has ended so.
func ended(t *testing.T, ctx Context, err, cause error) {
	t.Helper()
	select {
	case <-ctx.Done():
	case <-time.After(5 * time.Second):
		t.Fatal("it has not ended")
	}
	if ctx.Err() != err || Cause(ctx) != cause {
		t.Errorf("ended with %v because of %v, want %v because of %v", ctx.Err(), Cause(ctx), err, cause)
	}
}

func open(t *testing.T, ctx Context) {
	t.Helper()
	select {
	case <-ctx.Done():
		t.Error("it has ended")
	default:
	}
	if ctx.Err() != nil || Cause(ctx) != nil {
		t.Errorf("open, and ended with %v because of %v", ctx.Err(), Cause(ctx))
	}
}

func TestBackgroundNeverEnds(t *testing.T) {
	open(t, Background())
}

func TestTheFirstCauseCounts(t *testing.T) {
	ctx, end := New(Background())
	open(t, ctx)
	end(errFirst)
	end(errSecond)
	ended(t, ctx, context.Canceled, errFirst)
}

func TestNoCauseIsCanceled(t *testing.T) {
	ctx, end := New(Background())
	end(nil)
	ended(t, ctx, context.Canceled, context.Canceled)
}

func TestParentEndsAllBelow(t *testing.T) {
	parent, endParent := New(Background())
	child, endChild := New(parent)
	defer endChild(nil)
	other, stopOther := Bounded(parent, time.Hour)
	defer stopOther()
	grandchild, stop := Bounded(child, time.Hour)
	defer stop()
	endParent(errFirst)
	for _, ctx := range []Context{parent, child, other, grandchild} {
		ended(t, ctx, context.Canceled, errFirst)
	}
	late, endLate := New(parent)
	defer endLate(nil)
	ended(t, late, context.Canceled, errFirst)
}

func TestChildLeavesItsParentAlone(t *testing.T) {
	parent, endParent := New(Background())
	defer endParent(nil)
	child, endChild := New(parent)
	sibling, endSibling := New(parent)
	defer endSibling(nil)
	endChild(errFirst)
	ended(t, child, context.Canceled, errFirst)
	open(t, parent)
	open(t, sibling)
	if left := parent.(*lifetime).children; len(left) != 1 {
		t.Errorf("the parent keeps %d children", len(left))
	}
}

func TestBound(t *testing.T) {
	start := time.Now()
	parent, endParent := New(Background())
	defer endParent(nil)
	ctx, stop := Bounded(parent, 20*time.Millisecond)
	defer stop()
	child, endChild := New(ctx)
	defer endChild(nil)
	ended(t, ctx, context.DeadlineExceeded, context.DeadlineExceeded)
	ended(t, child, context.DeadlineExceeded, context.DeadlineExceeded)
	if passed := time.Since(start); passed < 20*time.Millisecond {
		t.Errorf("it ended after %v", passed)
	}
	open(t, parent)
}

func TestStopEndsIt(t *testing.T) {
	ctx, stop := Bounded(Background(), time.Hour)
	stop()
	ended(t, ctx, context.Canceled, context.Canceled)
}

func TestOtherContextsAsParent(t *testing.T) {
	parent, cancel := context.WithCancel(t.Context())
	ctx, end := New(parent)
	defer end(nil)
	open(t, ctx)
	cancel()
	ended(t, ctx, context.Canceled, context.Canceled)
	if Cause(parent) != context.Canceled {
		t.Errorf("the cause of another context is %v", Cause(parent))
	}
	early, endEarly := New(t.Context())
	endEarly(errFirst)
	ended(t, early, context.Canceled, errFirst)
}

func TestManyAtOnce(t *testing.T) {
	parent, endParent := New(Background())
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			for range 50 {
				ctx, stop := Bounded(parent, time.Millisecond)
				child, end := New(ctx)
				_ = Cause(child)
				stop()
				end(errFirst)
				<-child.Done()
			}
		})
	}
	time.Sleep(time.Millisecond)
	endParent(errSecond)
	all.Wait()
	ended(t, parent, context.Canceled, errSecond)
	if left := parent.(*lifetime).children; len(left) != 0 {
		t.Errorf("%d children are left", len(left))
	}
}
