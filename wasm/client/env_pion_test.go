//go:build !js

package client

import (
	"dualstream/wasm/quirks"
	"dualstream/wasm/signal"
)

var (
	dial    signal.Dialer = signal.Dial
	profile               = quirks.Native()
)
