package stats

import (
	"dualstream/wasm/api"
	"dualstream/wasm/jsontext"
)

// The fields of the documented objects that are numbers, in the order in which
// they are told. Those of tracks have codecType besides, where it is known.
// publishDuration is the script's: it sees the publishing.
const (
	callFields      = "Duration RecvBitrate RecvBytes SendBitrate SendBytes UserCount RTT OutgoingAvailableBandwidth"
	qualityFields   = "uplinkNetworkQuality downlinkNetworkQuality"
	sentFields      = "sendBitrate sendBytes sendPackets sendPacketsLost sendJitterMs sendRttMs currentPacketLossRate "
	sentAudioFields = sentFields + "sendVolumeLevel"
	sentVideoFields = sentFields + "sendFrameRate captureFrameRate sendResolutionWidth sendResolutionHeight " +
		"captureResolutionWidth captureResolutionHeight encodeDelay targetSendBitrate totalDuration totalFreezeTime"
	receivedFields = "transportDelay receiveDelay end2EndDelay receiveBitrate receiveBytes receivePackets " +
		"receivePacketsLost packetLossRate totalDuration totalFreezeTime freezeRate currentPacketLossRate "
	receivedAudioFields = receivedFields + "receiveLevel receivePacketsDiscarded"
	receivedVideoFields = receivedFields +
		"receiveFrameRate decodeFrameRate renderFrameRate receiveResolutionWidth receiveResolutionHeight"
)

// numbers are the values of an object's fields, in their order.
type numbers [17]float64

// put appends to the text. One place that grows it is a smaller program.
func (m *Meter) put(s string) { m.text = append(m.text, s...) }

// putObject appends a documented object: known numbers, with at most three
// decimals.
func (m *Meter) putObject(codec, names string, values *numbers) {
	m.put("{")
	if codec != "" {
		m.put(`"codecType":"` + codec + `",`)
	}
	for i := 0; names != ""; i++ {
		end := 0
		for end < len(names) && names[end] != ' ' {
			end++
		}
		if i > 0 {
			m.put(",")
		}
		m.put(`"`)
		m.put(names[:end])
		m.put(`":`)
		names = names[min(end+1, len(names)):]
		x := known(values[i])
		if x < 1e12 {
			x = whole(x*1000) / 1000
		}
		m.text = jsontext.AppendNumber(m.text, x)
	}
	m.put("}")
}

// putIdentity appends the name of the i-th member of an object of users.
func (m *Meter) putIdentity(i int, identity string) {
	if i > 0 {
		m.put(",")
	}
	m.text = jsontext.AppendString(m.text, identity)
	m.put(":")
}

// putCall appends AgoraRTCStats: the sums are those of all streams, the high
// and the low one included.
func (m *Meter) putCall(call *Call, rtt float64) {
	received, sent := 0.0, 0.0
	for i := range m.received {
		if s := &m.received[i]; s.found {
			received += known(s.seen.Bps)
		}
	}
	for i := range m.sent {
		if s := &m.sent[i]; s.found {
			sent += known(s.seen.Bps)
		}
	}
	m.putObject("", callFields, &numbers{
		whole(call.DurationSec), whole(received), m.bytesReceived, whole(sent), m.bytesSent,
		float64(call.Users), whole(rtt), call.OutgoingKbps,
	})
}

// putQuality appends a NetworkQuality.
func (m *Meter) putQuality(uplink, downlink int) {
	m.putObject("", qualityFields, &numbers{float64(uplink), float64(downlink)})
}

// putSentAudio appends LocalAudioTrackStats, of all audio that is sent: the
// level, the jitter and the round trip are the largest.
func (m *Meter) putSentAudio(of *Published) {
	var values numbers
	for i := range m.sent {
		s := &m.sent[i]
		if !s.found || s.now.Kind != api.Audio || of.Codec == "" {
			continue
		}
		out := &s.now
		values[1] += known(out.BytesSent)
		values[2] += known(out.PacketsSent)
		values[3] += known(out.PacketsLost)
		values[4] = max(values[4], whole(out.JitterSec*1000))
		values[5] = max(values[5], whole(out.RTTMs))
		values[7] = max(values[7], volume(out.AudioLevel))
	}
	if of.Codec != "" {
		values[0], values[6] = whole(m.audio.Bps), m.audio.Flow.LossShare()
	}
	m.putObject(of.Codec, sentAudioFields, &values)
}

// putSentVideo appends LocalVideoTrackStats, of the high stream. What the source
// gives is as configured where the browser does not say it.
func (m *Meter) putSentVideo(of *Published) {
	var values numbers
	if of.Codec != "" {
		values[8], values[11], values[12], values[14] = of.Framerate, of.Width, of.Height, of.TargetBps
		if s := of.stream; s != nil {
			out := &s.now
			values[0], values[1], values[2], values[3] = whole(s.seen.Bps), out.BytesSent, out.PacketsSent, out.PacketsLost
			values[4], values[5], values[6] = whole(out.JitterSec*1000), whole(out.RTTMs), s.seen.Flow.LossShare()
			values[7], values[8] = s.seen.FPS, either(s.seen.SourceFPS, of.Framerate)
			values[9], values[10] = out.FrameWidth, out.FrameHeight
			if out.SourceWidth > 0 {
				values[11], values[12] = out.SourceWidth, out.SourceHeight
			}
			values[13] = s.encodeMs
			if of.TargetBps == 0 {
				// No bound was set: it is the browser that has one.
				values[14] = whole(out.TargetKbps * 1000)
			}
			values[15], values[16] = s.totalMs/1000, s.totalFreezesMs/1000
		}
	}
	m.putObject(of.Codec, sentVideoFields, &values)
}

// putReceivedAudio appends RemoteAudioTrackStats. What counts as frozen is
// the sound that was made up in place of what had not arrived.
func (m *Meter) putReceivedAudio(of *Received, rtt float64) {
	var values numbers
	if s := receivedOf(of, &values, rtt); s != nil {
		values[12], values[13] = volume(s.now.AudioLevel), s.now.PacketsDiscarded
	}
	m.putObject(of.Codec, receivedAudioFields, &values)
}

// putReceivedVideo appends RemoteVideoTrackStats. A browser does not tell
// what it shows of what it has decoded: renderFrameRate is decodeFrameRate.
func (m *Meter) putReceivedVideo(of *Received, rtt float64) {
	var values numbers
	if s := receivedOf(of, &values, rtt); s != nil {
		in := &s.now
		decoded := s.seen.FPS
		values[12], values[13], values[14] = either(s.receivedFPS, decoded), decoded, decoded
		values[15], values[16] = in.FrameWidth, in.FrameHeight
	}
	m.putObject(of.Codec, receivedVideoFields, &values)
}

// receivedOf fills in what remote audio and video have in common, and returns
// the stream, nil where nothing arrives.
//
// The delays are estimates. transportDelay is half of the round trip between
// this client and the server: what lies before the server cannot be seen from
// here. receiveDelay is how long the jitter buffer held what it gave out in the
// last second, 0 if that was nothing. end2EndDelay is the sum of the two:
// capturing, encoding and showing are not in it.
func receivedOf(of *Received, values *numbers, rtt float64) *received {
	s := of.stream
	if s == nil {
		return nil
	}
	in := &s.now
	values[0], values[1] = whole(rtt/2), whole(s.bufferMs)
	values[2] = values[0] + values[1]
	lost := known(in.PacketsLost)
	values[3], values[4], values[5], values[6] = whole(s.seen.Bps), in.BytesReceived, in.PacketsReceived, lost
	values[7] = lost / (known(in.PacketsReceived) + lost)
	values[8], values[9] = s.totalMs/1000, s.totalFreezes
	values[10] = min(1, known(s.totalFreezes*1000/s.totalMs))
	values[11] = s.seen.Flow.LossShare()
	return s
}

// volume is a level of 0 to 1 in the documented 0 to 32767.
func volume(level float64) float64 { return whole(min(level, 1) * 32767) }

// either is x, or y where x is not known.
func either(x, y float64) float64 {
	if x >= 0 {
		return x
	}
	return y
}
