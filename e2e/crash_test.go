package e2e

import (
	"os"
	"os/exec"
	"testing"
)

// buildFaults builds the engine with the tag "faults": there,
// setRemoteVideoStreamType for a user "fault.panic" panics in the call, and for
// "fault.crash" ends the Go program.
func buildFaults(t *testing.T) {
	t.Helper()
	w := theWorld(t)
	build := exec.Command("go", "build", "-tags=faults", "-ldflags=-s -w", "-o", faultyWasm, "./wasm")
	build.Dir = w.root
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Cleanup(func() { os.Remove(faultyWasm) })
}

// A panic in Go rejects the calls, ends the session, closes what the engine
// had opened, and the same client joins again.
func TestPanicInTheEngine(t *testing.T) {
	buildFaults(t)
	for _, fault := range []string{"fault.panic", "fault.crash"} {
		t.Run(fault, func(t *testing.T) {
			name := channel(t)
			watcher := open(t, "/script.html")
			watcher.join(name, 1)
			p := open(t, "/faults/script.html")
			p.mayThrow = true // Go prints its panic, and its program ends
			p.join(name, 2)
			p.do(`() => h.camera(640, 360)`)
			watcher.do(`() => h.until("the user", 5000, () => h.client.remoteUsers.length === 1)`)

			p.refuses("UNEXPECTED_ERROR", nil, `(fault) => h.client.setRemoteVideoStreamType(fault, 0)`, fault)
			p.do(`() => h.until("DISCONNECTED", 5000, () => h.client.connectionState === "DISCONNECTED")`)
			if left := get[int](p, `() => h.client.remoteUsers.length + h.client.localTracks.length`); left != 0 {
				t.Errorf("%d users or tracks stayed", left)
			}
			p.do(`() => h.until("all connections closed", 5000, async () => (await h.reports("outbound-rtp", "video")).length === 0)`)
			if fault == "fault.panic" {
				// Go lives, and takes its leave. Else the server waits for a while.
				watcher.do(`() => h.until("nobody", 5000, () => h.client.remoteUsers.length === 0)`)
			}
			p.do(`(server, channel) => h.client.join(server, channel, null, 2)`, p.w.server, name)
			watcher.do(`() => h.until("the user again", 5000, () => h.client.remoteUsers.length === 1)`)
		})
	}
}
