//go:build js && wasm

package peer

import (
	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
)

// sender is an RTCRtpSender.
type sender struct {
	connection  *connection
	transceiver *value
	sender      *value
	// id is what the other side is told: that of the first track.
	id   string
	kind api.MediaKind
	// asked are the encodings that were asked for last.
	asked []api.Encoding
}

// AddTrack is of Connection.
func (c *connection) AddTrack(track LocalTrack, encodings []api.Encoding) (Sender, error) {
	local := own(track)
	s := &sender{connection: c, id: local.id, kind: local.kind, asked: encodings}
	init := object("direction", "sendonly")
	if s.kind == api.Video && len(encodings) > 0 {
		init.set(sendEncodings, s.encodings())
	}
	s.add(&local.track, init)
	if s.sender.err != nil {
		init.delete(sendEncodings)
		s.add(&local.track, init)
	}
	if err := s.sender.err; err != nil {
		return nil, failed(api.InvalidLocalTrack, err, "cannot add the ", string(s.kind), " track ", s.id)
	}
	if s.kind == api.Video {
		preferCodec(s.transceiver, c.videoCodec)
	}
	c.senders = append(c.senders, s)
	return s, nil
}

const sendEncodings = "sendEncodings"

// add makes the transceiver.
func (s *sender) add(track, init *value) {
	s.transceiver = s.connection.pc.call("addTransceiver", track, init)
	s.sender = s.transceiver.get("sender")
}

// encodings are the RTCRtpEncodingParameters for addTransceiver.
func (s *sender) encodings() *value {
	list := create("Array")
	for i := range s.asked {
		e := create("Object")
		if rid := s.asked[i].RID; rid != "" {
			e.set("rid", rid)
		}
		s.write(e, &s.asked[i])
		list.call("push", e)
	}
	return list
}

// RIDs reads them: the browser may have ignored the encodings without a word.
func (s *sender) RIDs() []string {
	list := s.sender.call("getParameters").get("encodings").list()
	rids := make([]string, len(list))
	for i, e := range list {
		rids[i] = e.text("rid")
		if rids[i] == "" || len(list) < 2 {
			return nil
		}
	}
	return rids
}

func (s *sender) SetEncodings(ctx lifetime.Context, encodings []api.Encoding) error {
	err := s.connection.wait(ctx, s.sender, "setParameters", s.parameters(encodings)).err
	if err == nil {
		s.asked = encodings
	}
	return failed(api.UnexpectedError, err, "cannot set the encodings")
}

// parameters is what getParameters gives, changed to what is asked: the browser
// takes no other object.
func (s *sender) parameters(encodings []api.Encoding) *value {
	parameters := s.sender.call("getParameters")
	list := parameters.get("encodings").list()
	for _, e := range list {
		e.deleteEmpty()
		if want, ok := wanted(encodings, e.text("rid"), len(list) == 1); ok {
			s.write(e, &want)
		}
		if e.err != nil {
			return e
		}
	}
	return parameters
}

// deleteEmpty deletes members that are null or undefined: Firefox and Safari
// give them in encodings and refuse to take them back.
func (v *value) deleteEmpty() {
	for _, key := range global("Object").call("keys", v).list() {
		name := key.string()
		if x := v.get(name).js; x.IsNull() || x.IsUndefined() {
			v.delete(name)
		}
	}
}

// The bounds of an RTCRtpEncodingParameters; the first is the only one that
// audio has.
var boundNames = [...]string{"maxBitrate", "maxFramerate", "scaleResolutionDownBy"}

// write sets what is asked of an encoding. A bound that is 0 is taken away.
func (s *sender) write(encoding *value, want *api.Encoding) {
	encoding.set("active", want.Active)
	bounds := [...]float64{float64(want.MaxBitrate), want.MaxFramerate, want.ScaleDown}
	for i, name := range boundNames {
		if bounds[i] == 0 {
			encoding.delete(name)
		} else {
			encoding.set(name, bounds[i])
		}
		if s.kind == api.Audio {
			return
		}
	}
}

func (s *sender) Replace(ctx lifetime.Context, track LocalTrack) error {
	local := own(track)
	err := s.connection.wait(ctx, s.sender, "replaceTrack", &local.track).err
	return failed(api.SenderReplaceFailed, err, "cannot replace the track by ", local.id)
}

func (s *sender) Remove() error {
	removed := s.connection.pc.call("removeTrack", s.sender)
	if removed.err == nil {
		// The section keeps its msid, and no two may have the same: the track may
		// be added again.
		s.id = "removed-" + s.transceiver.text("mid")
		s.asked = nil
	}
	return failed(api.UnexpectedError, removed.err, "cannot remove the track")
}
