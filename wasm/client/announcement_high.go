package client

import (
	"strconv"

	"dualstream/wasm/simulcast"
	"dualstream/wasm/strings"
)

// highAttribute is the participant attribute in which a publisher tells the high
// stream of a video that is negotiated with a low one: its size and its bound in
// kbps, as "640x360 600", both of which change with the camera's configuration.
// A viewer who went by what was published would take the high stream of a camera
// that has become small for the low one.
const highAttribute = "dualstream.high"

// announceHigh tells the viewers which high stream is sent, where the token
// permits attributes.
func (s *session) announceHigh() {
	value := ""
	for _, p := range s.client.publications {
		value += p.highAnnouncement()
	}
	if s.announcedHigh != value {
		s.announcedHigh = value
		s.setAttribute(highAttribute, value)
	}
}

// highAnnouncement is the value of the attribute; "" where no pair is sent, and
// of audio.
func (p *publication) highAnnouncement() string {
	if !p.plan.Simulcast() {
		return ""
	}
	high := &p.plan.Layers[1]
	return strconv.Itoa(high.Width) + "x" + strconv.Itoa(high.Height) + " " + strconv.Itoa(high.Bitrate/1000)
}

// parseHigh reads the attribute of a remote user.
func parseHigh(attributes map[string]string) (high simulcast.Layer, ok bool) {
	size, bound, _ := strings.Cut(attributes[highAttribute], " ")
	high.Width, high.Height, ok = parseSize(size)
	kbps, _ := number(bound)
	high.Bitrate = kbps * 1000
	return high, ok
}
