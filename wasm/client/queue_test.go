package client

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
)

// flush waits until the work that was given so far is done.
func (q *queue) flush() {
	done := make(chan struct{})
	q.post(func() { close(done) })
	<-done
}

func TestQueueKeepsOrder(t *testing.T) {
	var q queue
	var got []int
	for i := range 100 {
		q.post(func() { got = append(got, i) })
	}
	q.flush()
	if len(got) != 100 || !slices.IsSorted(got) {
		t.Fatalf("order lost: %v", got)
	}
}

func TestQueueRunsOneAtATime(t *testing.T) {
	var q queue
	var inside, most int
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				q.post(func() {
					inside++
					most = max(most, inside)
					inside--
				})
			}
		})
	}
	for range 50 {
		q.call(func() {
			inside++
			most = max(most, inside)
			inside--
		})
	}
	wg.Wait()
	q.flush()
	if most != 1 {
		t.Fatalf("%d functions at once", most)
	}
}

func TestQueueSurvivesAPanic(t *testing.T) {
	var got any
	q := queue{panicked: func(r any) { got = r }}
	q.post(func() { panic("boom") })
	ran := false
	q.post(func() { ran = true })
	q.flush()
	if got != "boom" || !ran {
		t.Fatalf("panic told: %v; ran after it: %v", got, ran)
	}
}

func TestQueueLeavesNoGoroutine(t *testing.T) {
	// The bubble ends only when all of its goroutines have.
	synctest.Test(t, func(*testing.T) {
		var q queue
		q.flush()
	})
}
