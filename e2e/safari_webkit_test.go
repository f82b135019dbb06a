package e2e

import (
	"strings"
	"testing"

	"dualstream/e2e/webkit"
)

// WebKitGTK, which has Safari's engines for scripts and WebAssembly and no WebRTC:
// the SDK loads, its engine runs, devices open and are shown, and what it cannot
// do it says by the documented code.
func TestSafariWebKitGTK(t *testing.T) {
	w := theWorld(t)
	if missing := webkit.Missing(); missing != "" {
		t.Skipf("WebKitGTK is not tested here: %s", missing)
	}
	s, err := webkit.Start(t.Context(), t.Output())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	if err := s.Navigate(t.Context(), w.site.URL+"/script.html"); err != nil {
		t.Fatal(err)
	}
	do := func(value any, function string, args ...any) {
		t.Helper()
		if err := s.Eval(t.Context(), value, function, args...); err != nil {
			t.Fatalf("%s\n\tin %s", err, function)
		}
	}
	var userAgent string
	do(&userAgent, `() => navigator.userAgent`)
	t.Log(userAgent)

	// The engine answers.
	var enabled string
	do(&enabled, `() => {
		window.client = AgoraRTC.createClient({ mode: "rtc", codec: "vp8" });
		return client.enableDualStream().then(() => "enabled", ({ code }) => code);
	}`)
	do(nil, `async () => {
		const [microphone, camera] = await AgoraRTC.createMicrophoneAndCameraTracks({}, { encoderConfig: "480p_1" });
		camera.play("player");
		const { width, height } = camera.getMediaStreamTrack().getSettings();
		if (width !== 640 || height !== 480) throw new Error("the camera gives " + width + "x" + height);
		for (let waited = 0; camera.getCurrentFrameData().width !== 640; waited += 100) {
			if (waited > 10000) throw new Error("no picture is shown");
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
		await camera.setEnabled(false);
		await camera.setEnabled(true);
		if (microphone.getMediaStreamTrack().readyState !== "live") throw new Error("the microphone has ended");
		for (const track of [microphone, camera]) track.close();
	}`)
	var meets, known bool
	do(&meets, `() => AgoraRTC.checkSystemRequirements()`)
	do(&known, `() => typeof RTCPeerConnection === "function"`)
	if meets != known {
		t.Errorf("checkSystemRequirements is %t where RTCPeerConnection is known: %t", meets, known)
	}
	if (enabled == "enabled") != known {
		t.Errorf("enableDualStream: %s where RTCPeerConnection is known: %t", enabled, known)
	}
	if known {
		t.Skip("this WebKitGTK was built with WebRTC: what is said without it is not tested")
	}
	if enabled != "NOT_SUPPORTED" {
		t.Errorf("enableDualStream: %s, want NOT_SUPPORTED", enabled)
	}
	var codecs struct{ Video, Audio []string }
	do(&codecs, `() => AgoraRTC.getSupportedCodec()`)
	if len(codecs.Video)+len(codecs.Audio) != 0 {
		t.Errorf("the codecs are %+v", codecs)
	}
	err = s.Eval(t.Context(), nil, `(server, channel) => client.join(server, channel, null, 1)`, w.server, channel(t))
	if err == nil || !strings.HasPrefix(err.Error(), "NOT_SUPPORTED ") || !strings.Contains(err.Error(), "RTCPeerConnection") {
		t.Errorf("join: %v, want NOT_SUPPORTED that names RTCPeerConnection", err)
	}
}
