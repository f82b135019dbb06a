package e2e

import "testing"

// The server can be told in several ways beside the appid.
func TestServerURL(t *testing.T) {
	for name, tell := range map[string]string{
		"of the client":    `(url) => { h.make({ mode: "rtc", codec: "vp8", serverUrl: url }); }`,
		"as a parameter":   `(url) => { AgoraRTC.setParameter("SERVER_URL", url); h.make(); }`,
		"with ws and /rtc": `(url) => { AgoraRTC.setParameter("SERVER_URL", url.replace("http", "ws") + "/rtc"); h.make(); }`,
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, "/script.html")
			p.do(tell, p.w.server)
			p.do(`(channel) => h.client.join("any app id", channel, null, 1)`, channel(t))
		})
	}
}
