package weaknet

// fifo is a queue whose last item can be taken back. Its zero value is empty.
type fifo[T any] struct {
	items []T
	head  int
}

func (f *fifo[T]) len() int { return len(f.items) - f.head }

func (f *fifo[T]) push(item T) { f.items = append(f.items, item) }

// first is the oldest item of a queue that is not empty.
func (f *fifo[T]) first() *T { return &f.items[f.head] }

// pop takes the oldest item.
func (f *fifo[T]) pop() T {
	var none T
	item := f.items[f.head]
	f.items[f.head] = none
	f.head++
	// A queue that never runs empty would else grow for ever.
	if f.head*2 >= len(f.items) {
		kept := copy(f.items, f.items[f.head:])
		clear(f.items[kept:])
		f.items, f.head = f.items[:kept], 0
	}
	return item
}

// popLast takes the newest item.
func (f *fifo[T]) popLast() T {
	var none T
	last := len(f.items) - 1
	item := f.items[last]
	f.items[last] = none
	f.items = f.items[:last]
	return item
}
