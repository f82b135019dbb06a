package client

import (
	"dualstream/wasm/quality"
	"dualstream/wasm/signal/wire"
)

// documented are the network qualities of what a server calls a connection.
var documented = [...]int{
	wire.ConnectionPoor: quality.Poor, wire.ConnectionGood: quality.Good,
	wire.ConnectionExcellent: quality.Excellent, wire.ConnectionLost: quality.Down,
}

// judge takes the server's word on how users' connections do.
func (r *roster) judge(update *wire.ConnectionQualityUpdate) {
	for _, info := range update.Updates {
		said := quality.Unknown
		if q := int(info.Quality); q >= 0 && q < len(documented) {
			said = documented[q]
		}
		for _, u := range r.users {
			if u.sid == info.ParticipantSID {
				u.quality = said
			}
		}
	}
}
