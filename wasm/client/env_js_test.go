//go:build js && wasm

package client

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/peer"
	"dualstream/wasm/quirks"
	"dualstream/wasm/signal"
)

func platform() Env {
	readStats, err := safejs.Global().Get("readStats")
	if err != nil {
		panic(err)
	}
	return Env{
		Dial:    signal.NewDialer(nil, nil),
		NewPeer: peer.NewFactory(peer.Host{ReadStats: readStats, Panicked: func(r any) { panic(r) }}),
		Profile: quirks.Detect(quirks.Environment{UserAgent: "HeadlessChrome/156.0"}),
	}
}
