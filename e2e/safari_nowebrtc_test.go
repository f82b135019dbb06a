package e2e

import "testing"

// A browser without WebRTC, as WebKitGTK or Safari in lockdown mode: join says so
// by the documented code, and at once.
func TestSafariWithoutWebRTC(t *testing.T) {
	p := openSafari(t, macOS17)
	p.do(`() => {
		for (const name of Object.getOwnPropertyNames(window)) if (/^RTC/.test(name)) delete window[name];
		h.make();
	}`)
	if get[bool](p, `() => AgoraRTC.checkSystemRequirements()`) {
		t.Error("checkSystemRequirements is true")
	}
	// The engine runs, and answers.
	p.refuses("NOT_SUPPORTED", []string{"enableDualStream", "addTransceiver"}, `() => h.client.enableDualStream()`)
	p.refuses("NOT_SUPPORTED", []string{"RTCPeerConnection"},
		`(server, channel) => h.client.join(server, channel, null, 1)`, p.w.server, channel(t))
	p.disconnected()
}
