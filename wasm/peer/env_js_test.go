//go:build js && wasm

package peer_test

import (
	"regexp"
	"slices"
	"strings"
)

// A browser does not receive simulcast. So the layers of the offer are handed
// to it as media sections of their own, with the header extension that names
// the layer in the place of the one that names the section, and its answer is
// put together again.

const (
	midURI    = "urn:ietf:params:rtp-hdrext:sdes:mid"
	ridURI    = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
	repairURI = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"
)

var (
	ridLine    = regexp.MustCompile(`(?m)^a=rid:(\w+) send\r?$`)
	bundleLine = regexp.MustCompile(`(?m)^a=group:BUNDLE .*?(\r?)$`)
	midMember  = regexp.MustCompile(`"sdpMid":"[^"]*"`)
)

func layersOf(offer string) (rids []string) {
	for _, m := range ridLine.FindAllStringSubmatch(offer, -1) {
		rids = append(rids, m[1])
	}
	return rids
}

// split cuts a description into the session's part and the first section.
func split(sdp string) (session string, section []string) {
	session, rest, _ := strings.Cut(sdp, "\r\nm=")
	first, _, _ := strings.Cut(rest, "\r\nm=")
	return session + "\r\n", strings.Split(strings.TrimSuffix("m="+first, "\r\n"), "\r\n")
}

func bundle(session string, mids ...string) string {
	return bundleLine.ReplaceAllString(session, "a=group:BUNDLE "+strings.Join(mids, " ")+"$1")
}

func forReceiver(offer string) string {
	rids := layersOf(offer)
	if len(rids) == 0 {
		return offer
	}
	session, section := split(offer)
	out := bundle(session, rids...)
	for _, rid := range rids {
		for _, line := range section {
			switch {
			case strings.HasPrefix(line, "a=rid:"), strings.HasPrefix(line, "a=simulcast:"),
				strings.HasSuffix(line, " "+midURI), strings.HasSuffix(line, " "+repairURI):
				continue
			case strings.HasPrefix(line, "a=mid:"):
				line = "a=mid:" + rid
			case strings.HasPrefix(line, "a=msid:"):
				line = "a=msid:layers " + rid
			case strings.HasSuffix(line, " "+ridURI):
				line = strings.TrimSuffix(line, ridURI) + midURI
			}
			out += line + "\r\n"
		}
	}
	return out
}

func forSender(offer, answer string) string {
	rids := layersOf(offer)
	if len(rids) == 0 {
		return answer
	}
	_, offered := split(offer)
	session, section := split(answer)
	out := bundle(session, "0")
	for _, line := range section {
		switch {
		case strings.HasPrefix(line, "a=mid:"):
			line = "a=mid:0"
		case strings.HasSuffix(line, " "+midURI):
			line = strings.TrimSuffix(line, midURI) + ridURI
		}
		out += line + "\r\n"
	}
	i := slices.IndexFunc(offered, func(line string) bool { return strings.HasSuffix(line, " "+midURI) })
	out += offered[i] + "\r\n"
	for _, rid := range rids {
		out += "a=rid:" + rid + " recv\r\n"
	}
	return out + "a=simulcast:recv " + strings.Join(rids, ";") + "\r\n"
}

// anyMID takes the section's name out of a candidate: its number is enough,
// and the names differ between the two sides.
func anyMID(init string) string { return midMember.ReplaceAllString(init, `"sdpMid":null`) }
