//go:build !js

package peer

import (
	"context"
	"sync"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v3"

	"dualstream/wasm/api"
)

// sender is a pion RTPSender with an outlet for each encoding.
type sender struct {
	connection  *connection
	transceiver *webrtc.RTPTransceiver
	rtp         *webrtc.RTPSender
	outlets     []*outlet
	rids        []string

	mu      sync.Mutex
	track   *SampleTrack
	removed bool
}

// AddTrack is of Connection.
func (c *connection) AddTrack(track LocalTrack, encodings []api.Encoding) (Sender, error) {
	if err := ready(context.Background(), c.closed); err != nil {
		return nil, err
	}
	local, ok := track.(*SampleTrack)
	if !ok {
		return nil, api.NewError(api.InvalidLocalTrack, "the track is no SampleTrack")
	}
	if local.kind == api.Audio || len(encodings) == 0 {
		encodings = []api.Encoding{{Active: true}}
	}
	s := &sender{connection: c, track: local}
	for _, e := range encodings {
		s.outlets = append(s.outlets, newOutlet(s, e))
		if len(encodings) > 1 {
			s.rids = append(s.rids, e.RID)
		}
	}
	if err := s.add(); err != nil {
		return nil, failed(api.InvalidLocalTrack, err, "cannot add the ", string(local.kind), " track ", local.id)
	}
	for _, o := range s.outlets {
		local.attach(o)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.senders = append(c.senders, s)
	return s, nil
}

func (s *sender) add() (err error) {
	s.transceiver, err = s.connection.pc.AddTransceiverFromTrack(
		s.outlets[0], webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly},
	)
	if err != nil {
		return err
	}
	s.rtp = s.transceiver.Sender()
	for _, o := range s.outlets[1:] {
		if err := s.rtp.AddEncoding(o); err != nil {
			return err
		}
	}
	return nil
}

func (s *sender) mid() string { return s.transceiver.Mid() }

// readFeedback reads the RTCP of an encoding, for the requests of key frames
// and for the interceptors, which see only what is read. It reads through the
// outlet's binding: RTPSender.ReadRTCP races with the end of the sender.
func (s *sender) readFeedback(o *outlet, reader interceptor.RTCPReader) {
	s.connection.start(func() {
		buffer := make([]byte, 1500)
		for {
			n, _, err := reader.Read(buffer, nil)
			if err != nil {
				return
			}
			packets, err := rtcp.Unmarshal(buffer[:n])
			if err != nil {
				continue
			}
			ssrc, _, _, _ := o.sent()
			for _, p := range packets {
				if wantsKeyFrame(p, uint32(ssrc)) {
					s.source().requestKeyFrame(o)
				}
			}
		}
	})
}

// wantsKeyFrame: a picture loss indication or full intra request for the stream.
func wantsKeyFrame(packet rtcp.Packet, ssrc uint32) bool {
	switch p := packet.(type) {
	case *rtcp.PictureLossIndication:
		return p.MediaSSRC == ssrc
	case *rtcp.FullIntraRequest:
		for _, entry := range p.FIR {
			if entry.SSRC == ssrc {
				return true
			}
		}
	}
	return false
}

func (s *sender) source() *SampleTrack {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.track
}

func (s *sender) RIDs() []string { return s.rids }

func (s *sender) SetEncodings(ctx context.Context, encodings []api.Encoding) error {
	if err := ready(ctx, s.connection.closed); err != nil {
		return failed(api.UnexpectedError, err, "cannot set the encodings")
	}
	for _, o := range s.outlets {
		want, ok := wanted(encodings, o.rid, len(s.outlets) == 1)
		if ok && o.setActive(want.Active) {
			s.source().requestKeyFrame(o)
		}
	}
	return nil
}

func (s *sender) Replace(ctx context.Context, track LocalTrack) error {
	if err := ready(ctx, s.connection.closed); err != nil {
		return failed(api.SenderReplaceFailed, err, "cannot replace the track")
	}
	local, ok := track.(*SampleTrack)
	if !ok {
		return api.NewError(api.InvalidLocalTrack, "the track is no SampleTrack")
	}
	s.mu.Lock()
	old, removed := s.track, s.removed
	if local.kind != old.kind || removed {
		s.mu.Unlock()
		if removed {
			return api.NewError(api.SenderReplaceFailed, "the track ", old.id, " was removed")
		}
		return api.NewError(api.SenderReplaceFailed, "cannot replace ", string(old.kind), " by ", string(local.kind))
	}
	s.track = local
	s.mu.Unlock()
	for _, o := range s.outlets {
		old.detach(o)
		local.attach(o)
	}
	return nil
}

func (s *sender) Remove() error {
	if err := ready(context.Background(), s.connection.closed); err != nil {
		return err
	}
	s.detach()
	if err := s.connection.pc.RemoveTrack(s.rtp); err != nil {
		return failed(api.UnexpectedError, err, "cannot remove the track")
	}
	return nil
}

// detach ends the flow of samples for good.
func (s *sender) detach() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.removed = true
	for _, o := range s.outlets {
		s.track.detach(o)
	}
}
