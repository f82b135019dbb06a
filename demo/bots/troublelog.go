package bots

import (
	"fmt"
	"io"
	"sync"
)

// troubleLog takes what goes wrong with any of the bots, a line each.
type troubleLog struct {
	mu sync.Mutex
	to io.Writer
}

func (l *troubleLog) tell(identity, text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintf(l.to, "bot %s: %s\n", identity, text)
}
