package sim

import "dualstream/wasm/fallback"

const (
	// trainHeader is what the message around a packet's payload and all headers
	// take on the wire, in bytes.
	trainHeader = 185
	// patienceMs after the first packet of a train, no more are waited for.
	trainPatienceMs = 600
)

// train is the packet train that is on its way to the viewer.
type train struct {
	id, need, got   int
	size            int
	firstMs, lastMs int
	done            []fallback.Train
}

// ask has a user send a train. The request goes to the server and on to the
// user.
func (c *Call) ask(r fallback.TrainRequest) {
	c.train.id, c.train.need, c.train.got = r.ID, r.Packets, 0
	c.train.size = r.Bytes + trainHeader
	for i, u := range c.users {
		if Identity(i) != r.Identity || !u.cfg.Trains {
			continue
		}
		c.At(c.NowMs+3*oneWayMs, func() {
			for n := range r.Packets {
				p := packet{user: i, train: r.ID, seq: n, size: r.Bytes + trainHeader, forwarded: true}
				if u.uplink != nil {
					u.uplink.send(p)
				} else {
					c.down.send(p)
				}
			}
		})
	}
}

// take takes a packet that has arrived.
func (t *train) take(p *packet, nowMs int) {
	if p.train != t.id {
		return
	}
	if t.got == 0 {
		t.firstMs = nowMs
	}
	t.got++
	t.lastMs = nowMs
	if p.seq == t.need-1 {
		t.need = t.got
	}
}

// complete reports whether a train has ended just now.
func (t *train) complete(nowMs int) bool {
	if t.got == 0 || t.got < t.need && nowMs-t.firstMs < trainPatienceMs {
		return false
	}
	t.done = append(t.done, fallback.Train{
		ID: t.id, Packets: t.got, PacketBytes: float64(t.size), SpreadMs: float64(t.lastMs - t.firstMs),
	})
	t.id, t.got = 0, 0
	return true
}

// hand gives away what has ended.
func (t *train) hand(to []fallback.Train) []fallback.Train {
	to = append(to, t.done...)
	t.done = t.done[:0]
	return to
}
