//go:build js && wasm

package peer

import (
	"strings"

	"github.com/hack-pad/safejs"
)

// baselineProfile is the H.264 profile that every browser and the media server
// know: constrained baseline (RFC 6184 section 8.1).
const baselineProfile = "profile-level-id=42e01f"

// preferCodec puts a video codec ("vp8", "h264") first in what the transceiver
// offers; all others stay behind it, repair formats too. It is a preference
// only: a browser that lacks the codec or the call offers what it has.
func preferCodec(transceiver safejs.Value, codec string) {
	if codec == "" {
		return
	}
	receiver, err := safejs.Global().Get("RTCRtpReceiver")
	if err != nil {
		return
	}
	capabilities, err := receiver.Call("getCapabilities", "video")
	if err != nil {
		return
	}
	codecs, err := capabilities.Get("codecs")
	if err != nil {
		return
	}
	n, err := codecs.Length()
	if err != nil {
		return
	}
	// Three ranks: the profile best known, the codec's others, the rest.
	var ranks [3][]any
	for i := range n {
		c, err := codecs.Index(i)
		if err != nil {
			return
		}
		rank := 2
		if strings.EqualFold(text(c, "mimeType"), "video/"+codec) {
			rank = 1
			if fmtp := text(c, "sdpFmtpLine"); strings.Contains(fmtp, baselineProfile) {
				rank = 0
			}
		}
		ranks[rank] = append(ranks[rank], c)
	}
	ordered := append(append(ranks[0], ranks[1]...), ranks[2]...)
	_, _ = transceiver.Call("setCodecPreferences", ordered)
}
