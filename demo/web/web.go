// Package web is the demo's HTTP side: one address that serves the page and the
// SDK's files, hands out tokens and passes signalling on to the media server.
//
// The page's sources are under page/; the build makes dist/demo/ of them.
package web

import (
	"net/http"
	"net/netip"
	"net/url"

	"dualstream/demo/sfu/token"
	"dualstream/demo/weaknet"
)

// Config is what the demo's server is made of.
type Config struct {
	// Dist is the folder that the build filled.
	Dist string
	// Signal is the media server's HTTP address.
	Signal *url.URL
	// Addr is the address that the demo listens on.
	Addr netip.Addr
	// Issue signs tokens for whoever asks at /token. It must be nil, which turns
	// the endpoint off, where others than this machine's user can ask.
	Issue func(token.Request) (string, error)
	// Weaknet carries the participants' media and signalling, and is controlled
	// at /weaknet/. It must be nil, which leaves their networks alone, where
	// others than this machine's user can ask.
	Weaknet *weaknet.Net
}

// Handler serves the demo.
func Handler(conf Config) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", serveDist(conf.Dist))
	mux.Handle("/token", tokenEndpoint(conf.Issue))
	signalling := proxySignalling(conf.Signal)
	if conf.Weaknet != nil {
		signalling = conf.Weaknet.Signalling(signalling)
		mux.Handle("/weaknet/", onlyLoopbackOrigins(conf.Weaknet.Control()))
	}
	mux.Handle("/rtc", signalling)
	mux.Handle("/rtc/", signalling)
	// What the server's owner may ask of it, with a token that the keys have signed.
	mux.Handle("/twirp/", proxySignalling(conf.Signal))
	return guardHost(conf.Addr, allowLoopbackOrigins(mux))
}
