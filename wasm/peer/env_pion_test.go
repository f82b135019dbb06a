//go:build !js

package peer_test

// pion answers a simulcast offer as it is.
func forReceiver(offer string) string   { return offer }
func forSender(_, answer string) string { return answer }
func anyMID(init string) string         { return init }
