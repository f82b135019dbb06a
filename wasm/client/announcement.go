package client

import (
	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
	"dualstream/wasm/strings"
)

const (
	// lowAttribute is the participant attribute in which a publisher tells
	// which low stream it really sends: the list of layers that the server
	// gives to viewers is made at publish and does not change with
	// enableDualStream, disableDualStream and setLowStreamParameter.
	lowAttribute = "dualstream.low"
	noLowStream  = "none"
	// lowOnDemand follows the size of a low stream that must be asked for, see
	// demand.go.
	lowOnDemand = " auto"
)

// announceLow tells the viewers which low stream is sent, where the token
// permits attributes.
func (s *session) announceLow() {
	s.announceHigh()
	value := noLowStream
	for _, p := range s.client.publications {
		if p.track.kind() == api.Video {
			value = s.client.lowAnnouncement(p)
		}
	}
	if s.announced == value {
		return
	}
	s.announced = value
	s.setAttribute(lowAttribute, value)
}

// setAttribute tells one of the own attributes, if the token permits that. The
// others stay.
func (s *session) setAttribute(name, value string) {
	if s.self.Permission == nil || !s.self.Permission.CanUpdateMetadata {
		return
	}
	s.send(&wire.SignalRequest{UpdateMetadata: &wire.UpdateParticipantMetadata{
		Metadata: s.self.Metadata, Name: s.self.Name,
		Attributes: map[string]string{name: value},
	}})
}

// lowStream is what is known of a remote user's low stream.
type lowStream struct {
	// told is false where the publisher says nothing, as LiveKit's own SDKs do.
	told bool
	sent bool
	// onDemand: it is sent to those who ask for it.
	onDemand bool
	// width and height are in pixels.
	width, height int
}

// parseLow reads the attribute of a remote user.
func parseLow(attributes map[string]string) lowStream {
	value, told := attributes[lowAttribute]
	if !told {
		return lowStream{}
	}
	size, onDemand := value, strings.HasSuffix(value, lowOnDemand)
	if onDemand {
		size = value[:len(value)-len(lowOnDemand)]
	}
	width, height, ok := parseSize(size)
	if !ok {
		return lowStream{told: value == noLowStream}
	}
	return lowStream{told: true, sent: true, onDemand: onDemand, width: width, height: height}
}

// parseSize reads a size, as "160x90".
func parseSize(value string) (width, height int, ok bool) {
	w, h, _ := strings.Cut(value, "x")
	width, okW := number(w)
	height, okH := number(h)
	return width, height, okW && okH && width > 0 && height > 0
}

// number reads a decimal number of at most six digits. The errors of
// strconv.Atoi, which nobody reads here, would cost the page's download.
func number(text string) (n int, ok bool) {
	if text == "" || len(text) > 6 {
		return 0, false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = 10*n + int(text[i]-'0')
	}
	return n, true
}
