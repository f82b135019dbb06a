//go:build !js

package peer

import (
	"github.com/pion/interceptor"
	streamstats "github.com/pion/interceptor/pkg/stats"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"
)

// rtcp feedback that a video codec is offered with, besides what the
// interceptors register (nack, nack pli, transport-cc).
var videoFeedback = []webrtc.RTCPFeedback{{Type: "ccm", Parameter: "fir"}}

var (
	opusCodec = webrtc.RTPCodecCapability{
		MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2, SDPFmtpLine: "minptime=10;useinbandfec=1",
	}
	vp8Codec = webrtc.RTPCodecCapability{
		MimeType: webrtc.MimeTypeVP8, ClockRate: 90000, RTCPFeedback: videoFeedback,
	}
	h264Codec = webrtc.RTPCodecCapability{
		MimeType: webrtc.MimeTypeH264, ClockRate: 90000, RTCPFeedback: videoFeedback,
		SDPFmtpLine: "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
	}
)

// sdesRepairURI is of the RTP header extension for the rid of a
// retransmission (RFC 8852 section 4.2).
const sdesRepairURI = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"

// newPeerConnection makes a peer connection with an engine of its own, as what
// was negotiated becomes part of the engine. The getter gives the counters of
// each RTP stream.
func newPeerConnection(config Config) (*webrtc.PeerConnection, streamstats.Getter, error) {
	media := &webrtc.MediaEngine{}
	if err := registerCodecs(media, config.VideoCodec); err != nil {
		return nil, nil, err
	}
	if err := registerExtensions(media); err != nil {
		return nil, nil, err
	}
	// The first registered is the nearest to the wire: it counts what the
	// others send again and ask again.
	interceptors := &interceptor.Registry{}
	counters, err := streamstats.NewInterceptor()
	if err != nil {
		return nil, nil, err
	}
	var getter streamstats.Getter
	counters.OnNewPeerConnection(func(_ string, g streamstats.Getter) { getter = g })
	interceptors.Add(counters)
	if err := webrtc.RegisterDefaultInterceptors(media, interceptors); err != nil {
		return nil, nil, err
	}
	var settings webrtc.SettingEngine
	settings.SetIncludeLoopbackCandidate(true)
	api := webrtc.NewAPI(
		webrtc.WithMediaEngine(media),
		webrtc.WithInterceptorRegistry(interceptors),
		webrtc.WithSettingEngine(settings),
	)
	var servers []webrtc.ICEServer
	for _, s := range config.ICEServers {
		servers = append(servers, webrtc.ICEServer{URLs: s.URLs, Username: s.Username, Credential: s.Credential})
	}
	pc, err := api.NewPeerConnection(webrtc.Configuration{ICEServers: servers})
	return pc, getter, err
}

// registerCodecs registers the codecs in the order in which they are offered.
func registerCodecs(media *webrtc.MediaEngine, first string) error {
	if err := media.RegisterCodec(
		webrtc.RTPCodecParameters{RTPCodecCapability: opusCodec, PayloadType: 111}, webrtc.RTPCodecTypeAudio,
	); err != nil {
		return err
	}
	video := []webrtc.RTPCodecParameters{
		{RTPCodecCapability: vp8Codec, PayloadType: 96},
		{RTPCodecCapability: rtxOf("96"), PayloadType: 97},
		{RTPCodecCapability: h264Codec, PayloadType: 102},
		{RTPCodecCapability: rtxOf("102"), PayloadType: 103},
	}
	if first == "h264" {
		video = append(video[2:], video[:2]...)
	}
	for _, codec := range video {
		if err := media.RegisterCodec(codec, webrtc.RTPCodecTypeVideo); err != nil {
			return err
		}
	}
	return nil
}

// rtxOf is the retransmission format of a payload type (RFC 4588).
func rtxOf(payloadType string) webrtc.RTPCodecCapability {
	return webrtc.RTPCodecCapability{
		MimeType: "video/rtx", ClockRate: 90000, SDPFmtpLine: "apt=" + payloadType,
	}
}

// registerExtensions registers the header extensions that tell a simulcast
// layer from another (RFC 8852).
func registerExtensions(media *webrtc.MediaEngine) error {
	for _, uri := range []string{sdp.SDESMidURI, sdp.SDESRTPStreamIDURI, sdesRepairURI} {
		capability := webrtc.RTPHeaderExtensionCapability{URI: uri}
		if err := media.RegisterHeaderExtension(capability, webrtc.RTPCodecTypeVideo); err != nil {
			return err
		}
	}
	return media.RegisterHeaderExtension(
		webrtc.RTPHeaderExtensionCapability{URI: sdp.SDESMidURI}, webrtc.RTPCodecTypeAudio,
	)
}
