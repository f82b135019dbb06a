//go:build js && wasm

package peer

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
)

// sender is an RTCRtpSender.
type sender struct {
	connection  *connection
	transceiver safejs.Value
	sender      safejs.Value
	// id is what the other side is told: that of the first track.
	id   string
	kind api.MediaKind
	rids []string
	// asked are the encodings that were asked for last.
	asked []api.Encoding
}

// AddTrack is of Connection.
func (c *connection) AddTrack(track LocalTrack, encodings []api.Encoding) (Sender, error) {
	if err := ready(lifetime.Background(), c.closed); err != nil {
		return nil, err
	}
	local, ok := track.(localTrack)
	if !ok {
		return nil, api.NewError(api.InvalidLocalTrack, "the track is no MediaStreamTrack")
	}
	kind := local.Kind()
	init := map[string]any{"direction": "sendonly"}
	if kind == api.Video && len(encodings) > 0 {
		var list []any
		for _, e := range encodings {
			list = append(list, encodingInit(e))
		}
		init["sendEncodings"] = list
	}
	transceiver, err := c.pc.Call("addTransceiver", local.track, init)
	if err != nil && init["sendEncodings"] != nil {
		delete(init, "sendEncodings")
		transceiver, err = c.pc.Call("addTransceiver", local.track, init)
	}
	if err != nil {
		return nil, failed(api.InvalidLocalTrack, thrown(err), "cannot add the ", string(kind), " track ", local.ID())
	}
	if kind == api.Video {
		preferCodec(transceiver, c.config.VideoCodec)
	}
	rtp, err := transceiver.Get("sender")
	if err != nil {
		return nil, failed(api.UnexpectedError, thrown(err), "the transceiver has no sender")
	}
	s := &sender{connection: c, transceiver: transceiver, sender: rtp, id: local.ID(), kind: kind, asked: encodings}
	if len(encodings) > 1 {
		s.rids = negotiable(rtp)
	}
	c.senders = append(c.senders, s)
	return s, nil
}

// encodingInit is an RTCRtpEncodingParameters for addTransceiver.
func encodingInit(e api.Encoding) map[string]any {
	init := map[string]any{"active": e.Active}
	if e.RID != "" {
		init["rid"] = e.RID
	}
	if e.MaxBitrate > 0 {
		init["maxBitrate"] = e.MaxBitrate
	}
	if e.MaxFramerate > 0 {
		init["maxFramerate"] = e.MaxFramerate
	}
	if e.ScaleDown > 0 {
		init["scaleResolutionDownBy"] = e.ScaleDown
	}
	return init
}

// negotiable gives the rids that the browser took: it may have ignored the
// encodings without a word.
func negotiable(rtp safejs.Value) []string {
	parameters, err := rtp.Call("getParameters")
	if err != nil {
		return nil
	}
	list, err := parameters.Get("encodings")
	if err != nil {
		return nil
	}
	n, err := list.Length()
	if err != nil || n < 2 {
		return nil
	}
	var rids []string
	for i := range n {
		e, err := list.Index(i)
		if err != nil || text(e, "rid") == "" {
			return nil
		}
		rids = append(rids, text(e, "rid"))
	}
	return rids
}

func (s *sender) RIDs() []string { return s.rids }

func (s *sender) SetEncodings(ctx lifetime.Context, encodings []api.Encoding) error {
	if err := ready(ctx, s.connection.closed); err != nil {
		return failed(api.UnexpectedError, err, "cannot set the encodings")
	}
	promise, err := s.setParameters(encodings)
	if err == nil {
		_, err = await(ctx, s.connection.closed, promise)
	}
	if err != nil {
		return failed(api.UnexpectedError, thrown(err), "cannot set the encodings")
	}
	s.asked = encodings
	return nil
}

// pauses reports whether one of several layers is to be off.
func (s *sender) pauses() bool {
	for _, e := range s.asked {
		if !e.Active {
			return len(s.rids) > 1
		}
	}
	return false
}

// setParameters changes what getParameters gives and hands it back: the
// browser takes no other object.
func (s *sender) setParameters(encodings []api.Encoding) (promise safejs.Value, err error) {
	parameters, err := s.sender.Call("getParameters")
	if err != nil {
		return promise, err
	}
	list, err := parameters.Get("encodings")
	if err != nil {
		return promise, err
	}
	n, err := list.Length()
	if err != nil {
		return promise, err
	}
	for i := range n {
		e, err := list.Index(i)
		if err != nil {
			return promise, err
		}
		if err := deleteEmpty(e); err != nil {
			return promise, err
		}
		if want, ok := wanted(encodings, text(e, "rid"), n == 1); ok {
			if err := s.write(e, want); err != nil {
				return promise, err
			}
		}
	}
	return s.sender.Call("setParameters", parameters)
}

// deleteEmpty deletes members that are null or undefined: Firefox and Safari
// give them and refuse to take them back.
func deleteEmpty(object safejs.Value) error {
	constructor, err := safejs.Global().Get("Object")
	if err != nil {
		return err
	}
	keys, err := constructor.Call("keys", object)
	if err != nil {
		return err
	}
	n, err := keys.Length()
	if err != nil {
		return err
	}
	for i := range n {
		key, err := keys.Index(i)
		if err != nil {
			return err
		}
		name, err := key.String()
		if err != nil {
			return err
		}
		if v, err := object.Get(name); err != nil || v.IsNull() || v.IsUndefined() {
			if err := object.Delete(name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *sender) write(encoding safejs.Value, want api.Encoding) error {
	if err := encoding.Set("active", want.Active); err != nil {
		return err
	}
	if err := set(encoding, "maxBitrate", float64(want.MaxBitrate)); err != nil {
		return err
	}
	if s.kind == api.Audio {
		return nil
	}
	if err := set(encoding, "maxFramerate", want.MaxFramerate); err != nil {
		return err
	}
	return set(encoding, "scaleResolutionDownBy", want.ScaleDown)
}

// set sets a member, or deletes it for 0: no bound.
func set(object safejs.Value, member string, x float64) error {
	if x == 0 {
		return object.Delete(member)
	}
	return object.Set(member, x)
}

func (s *sender) Replace(ctx lifetime.Context, track LocalTrack) error {
	if err := ready(ctx, s.connection.closed); err != nil {
		return failed(api.SenderReplaceFailed, err, "cannot replace the track")
	}
	local, ok := track.(localTrack)
	if !ok {
		return api.NewError(api.InvalidLocalTrack, "the track is no MediaStreamTrack")
	}
	promise, err := s.sender.Call("replaceTrack", local.track)
	if err == nil {
		_, err = await(ctx, s.connection.closed, promise)
	}
	if err != nil {
		return failed(api.SenderReplaceFailed, thrown(err), "cannot replace the track by ", local.ID())
	}
	return nil
}

func (s *sender) Remove() error {
	if err := ready(lifetime.Background(), s.connection.closed); err != nil {
		return err
	}
	if _, err := s.connection.pc.Call("removeTrack", s.sender); err != nil {
		return failed(api.UnexpectedError, thrown(err), "cannot remove the track")
	}
	// The section keeps its msid, and no two may have the same: the track may
	// be added again.
	s.id = "removed-" + text(s.transceiver, "mid")
	s.asked = nil
	return nil
}
