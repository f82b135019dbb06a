//go:build js && wasm && faults

package main

import "dualstream/wasm/bridge"

// fault breaks the engine for the end-to-end tests, in builds with the tag
// "faults" only: setRemoteVideoStreamType for a user "fault.panic" panics in
// the call, where it is caught, and for "fault.crash" in a goroutine of
// nobody's, which ends the Go program.
func fault(method string, a *bridge.Args) {
	if method != "setRemoteVideoStreamType" {
		return
	}
	switch user := a.String(0); user {
	case "fault.panic":
		panic(user)
	case "fault.crash":
		go panic(user)
	}
}
