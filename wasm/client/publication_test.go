package client

import (
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/peer/peertest"
)

func TestRedundancyIsAskedForOnlyIfSet(t *testing.T) {
	for _, red := range []bool{false, true} {
		p := publication{track: &Track{
			ID: "microphone", Source: api.SourceMicrophone, Local: peertest.NewAudio(t), RED: red,
		}}
		if got := p.request().DisableRED; got == red {
			t.Errorf("RED %v: DisableRED is %v", red, got)
		}
	}
}
