package e2e

import "dualstream/wasm/fallback"

// replays checks that the page's decision log, given to the policy natively,
// makes the decisions again that were made in the page, bit by bit.
func (v *viewer) replays() {
	v.t.Helper()
	log := get[string](v.page, `() => h.client.exportDecisionLog()`)
	replayed, err := fallback.Replay([]byte(log))
	switch {
	case err != nil:
		v.t.Error(err)
	case !replayed.Complete:
		v.t.Errorf("the decision log of %d bytes is not complete", len(log))
	case len(replayed.Recorded) == 0:
		v.t.Error("the decision log holds no decisions")
	case !replayed.Same():
		v.t.Errorf("the page decided %+v, the replay %+v", replayed.Recorded, replayed.Decided)
	}
}
