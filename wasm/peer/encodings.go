package peer

import "dualstream/wasm/api"

// wanted picks what is asked of the encoding with that rid. The only encoding
// of a single stream takes what is asked of the highest layer.
func wanted(encodings []api.Encoding, rid string, single bool) (api.Encoding, bool) {
	var best api.Encoding
	found := false
	for _, e := range encodings {
		if single {
			if !found || e.ScaleDown < best.ScaleDown {
				best, found = e, true
			}
		} else if e.RID == rid {
			return e, true
		}
	}
	return best, found
}
