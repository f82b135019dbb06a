//go:build !js

package peer

import (
	"time"

	"github.com/pion/webrtc/v3"
)

// makeChannel makes this side's data channel, once.
func (c *connection) makeChannel() error {
	if c.label == "" || c.ownChannel() != nil {
		return nil
	}
	ordered, maxRetransmits := false, uint16(0)
	channel, err := c.pc.CreateDataChannel(c.label, &webrtc.DataChannelInit{
		Ordered: &ordered, MaxRetransmits: &maxRetransmits,
	})
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.channel = channel
	return nil
}

func (c *connection) ownChannel() *webrtc.DataChannel {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.channel
}

// Send is of Connection.
func (c *connection) Send(message []byte) bool {
	channel := c.ownChannel()
	if channel == nil || channel.ReadyState() != webrtc.DataChannelStateOpen {
		return false
	}
	return message == nil || channel.Send(message) == nil
}

// began is where the clock of the messages begins.
var began = time.Now()

// channelArrived takes a data channel of the other side.
func (c *connection) channelArrived(channel *webrtc.DataChannel) {
	if c.label == "" || channel.Label() != c.label {
		return
	}
	channel.OnMessage(func(message webrtc.DataChannelMessage) {
		atMs := float64(time.Since(began)) / float64(time.Millisecond)
		if c.events.Message != nil && !message.IsString {
			c.tell(func() { c.events.Message(message.Data, atMs) })
		}
	})
}
