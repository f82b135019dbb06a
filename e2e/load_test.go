package e2e

import (
	"runtime"
	"sync"
	"testing"
)

// What a test costs the machine while it runs.
const (
	// ofBots is for bots as publishers, who encode nothing.
	ofBots = 1
	// ofCamera is for a page that encodes a camera.
	ofCamera = 3
)

// machine is what may run at once. A machine that is short of processors tells
// nothing about networks.
var machine = newLoad(4 * runtime.NumCPU())

// beside has a test run beside others, when the machine has room for what it
// costs.
func beside(t *testing.T, cost int) *world {
	t.Helper()
	t.Parallel()
	w := theWorld(t)
	machine.take(t, cost)
	return w
}

// load shares out what there is to those who ask for some of it.
type load struct {
	free int
	// waiting is how many wait for each cost. Those who ask for more go first:
	// they are the long tests, and whatever is left over suffices for others.
	waiting map[int]int
	change  *sync.Cond
}

func newLoad(free int) *load {
	return &load{free: free, waiting: map[int]int{}, change: sync.NewCond(new(sync.Mutex))}
}

// take waits until there is so much, takes it, and gives it back when the test
// ends.
func (l *load) take(t *testing.T, cost int) {
	l.change.L.Lock()
	l.waiting[cost]++
	for l.free < cost || l.before(cost) {
		l.change.Wait()
	}
	l.waiting[cost]--
	l.free -= cost
	l.change.L.Unlock()
	l.change.Broadcast()
	t.Cleanup(func() {
		l.change.L.Lock()
		l.free += cost
		l.change.L.Unlock()
		l.change.Broadcast()
	})
}

// before tells whether somebody waits who asks for more, and could have it.
func (l *load) before(cost int) bool {
	for other, n := range l.waiting {
		if n > 0 && other > cost && other <= l.free {
			return true
		}
	}
	return false
}
