//go:build js && wasm

package peer

import "dualstream/wasm/strings"

// baselineProfile is the H.264 profile that every browser and the media server
// know: constrained baseline (RFC 6184 section 8.1).
const baselineProfile = "profile-level-id=42e01f"

// preferCodec puts a video codec ("vp8", "h264") first in what the transceiver
// offers; all others stay behind it, repair formats too. It is a preference
// only: a browser that lacks the codec or the calls offers what it has.
func preferCodec(transceiver *value, codec string) {
	if codec == "" {
		return
	}
	codecs := global("RTCRtpReceiver").call("getCapabilities", "video").get("codecs").list()
	// Three ranks: the profile best known, the codec's others, the rest. A list
	// that stays empty is no preference.
	ordered := create("Array")
	for rank := range 3 {
		for _, c := range codecs {
			if codecRank(c, codec) == rank {
				ordered.call("push", c)
			}
		}
	}
	transceiver.call("setCodecPreferences", ordered)
}

func codecRank(c *value, codec string) int {
	switch {
	case !sameLetters(c.text("mimeType"), "video/"+codec):
		return 2
	case strings.Contains(c.text("sdpFmtpLine"), baselineProfile):
		return 0
	}
	return 1
}

// sameLetters compares MIME types, which are ASCII and where small and capital
// letters are the same. strings.EqualFold would bring in the case tables of
// Unicode.
func sameLetters(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	const small = 'a' - 'A'
	for i := range len(a) {
		if a[i]|small != b[i]|small {
			return false
		}
	}
	return true
}
