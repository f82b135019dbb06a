package client

import (
	"strconv"

	"dualstream/wasm/api"
	"dualstream/wasm/peer"
	"dualstream/wasm/signal/wire"
	"dualstream/wasm/simulcast"
)

// Track is a local track and what the application wants of its sending.
type Track struct {
	_ [0]func() // not compared: see stats
	// ID is the application's own id of the track.
	ID     string
	Source api.Source
	Local  peer.LocalTrack
	// Width and Height are of the capture in pixels, Framerate in frames per
	// second; 0 where they are not known.
	Width, Height int
	Framerate     float64
	// BitrateMin and BitrateMax bound the (high) stream in kbps; 0 sets no
	// bound.
	BitrateMin, BitrateMax int
	// Muted is true for a track that is published muted.
	Muted       bool
	Stereo, DTX bool
	// RED sends audio with redundancy (RFC 2198).
	RED bool
}

func (t *Track) kind() api.MediaKind { return t.Local.Kind() }

// publication is a local track that is published. Its fields are owned by the
// client's queue; those of the session are set anew by each one.
type publication struct {
	track *Track
	muted bool

	sid    string
	sender peer.Sender
	plan   simulcast.Plan
}

// planFor decides what is sent of a track with the client's present settings.
func (c *Client) planFor(t *Track) simulcast.Plan {
	return c.planWith(t, c.dual == api.DualStreamOn || c.dual == api.DualStreamAuto && c.demand.wanted)
}

// planWith is the same, with the low stream or without.
func (c *Client) planWith(t *Track, dual bool) simulcast.Plan {
	if t.kind() == api.Audio {
		return simulcast.Plan{}
	}
	return simulcast.Decide(simulcast.Source{
		Origin: t.Source, Width: t.Width, Height: t.Height, Framerate: t.Framerate,
		BitrateMin: t.BitrateMin, BitrateMax: t.BitrateMax, Fault: c.fault,
	}, c.low, dual, c.env.Profile)
}

// request is what the server is told of a track before it is offered.
func (p *publication) request() *wire.AddTrackRequest {
	t := p.track
	r := &wire.AddTrackRequest{
		CID: t.Local.ID(), Name: string(t.Source), Muted: p.muted,
		Source:     wireSource(t.Source),
		DisableRED: !t.RED,
	}
	if t.kind() == api.Audio {
		r.Type = wire.TrackAudio
		if t.Stereo {
			r.AudioFeatures = append(r.AudioFeatures, wire.FeatureStereo)
		}
		if !t.DTX {
			r.AudioFeatures = append(r.AudioFeatures, wire.FeatureNoDTX)
		}
		return r
	}
	r.Type = wire.TrackVideo
	r.Width, r.Height = uint32(t.Width), uint32(t.Height)
	for i, l := range p.plan.Layers {
		quality := wire.QualityHigh
		if len(p.plan.Layers) > 1 {
			// LiveKit maps the rids q and h of a two-layer track to LOW and the
			// one above it (pkg/sfu/buffer/videolayerutils.go).
			quality = wire.VideoQuality(i)
		}
		r.Layers = append(r.Layers, &wire.VideoLayer{
			Quality: quality, Width: uint32(l.Width), Height: uint32(l.Height), Bitrate: uint32(l.Bitrate),
		})
	}
	return r
}

func wireSource(s api.Source) wire.TrackSource {
	switch s {
	case api.SourceCamera:
		return wire.SourceCamera
	case api.SourceMicrophone:
		return wire.SourceMicrophone
	case api.SourceScreen:
		return wire.SourceScreenShare
	case api.SourceScreenAudio:
		return wire.SourceScreenShareAudio
	default:
		return wire.SourceUnknown
	}
}

// lowAnnouncement is the value of the attribute that tells viewers which low
// stream is sent: its size as "160x90", or "none". One that is sent to those who
// ask is marked.
func (c *Client) lowAnnouncement(p *publication) string {
	plan, mark := p.plan, ""
	if c.dual == api.DualStreamAuto && plan.Simulcast() {
		plan, mark = c.planWith(p.track, true), lowOnDemand
	}
	for i, e := range plan.Encodings {
		if e.RID == simulcast.LowRID && e.Active && !p.muted {
			l := plan.Layers[i]
			return strconv.Itoa(l.Width) + "x" + strconv.Itoa(l.Height) + mark
		}
	}
	return noLowStream
}
