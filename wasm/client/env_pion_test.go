//go:build !js

package client

import (
	"dualstream/wasm/peer"
	"dualstream/wasm/quirks"
	"dualstream/wasm/signal"
)

func platform() Env {
	return Env{Dial: signal.Dial, NewPeer: peer.NewFactory(), Profile: quirks.Native()}
}
