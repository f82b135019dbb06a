//go:build !js

package peertest

import (
	"testing"

	"dualstream/wasm/peer"
)

// NewFactory gives connections of this build.
func NewFactory(testing.TB) peer.Factory { return peer.NewFactory() }
