package web

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"dualstream/demo/web/reply"
)

// IsLoopbackHost tells whether host, a name or an address without a port, is
// this machine seen from itself. Only the one name is known: any other could be
// made to resolve to loopback by whoever owns it.
func IsLoopbackHost(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// isLoopbackOrigin tells whether a page of that origin came from this machine.
func isLoopbackOrigin(origin string) bool {
	parsed, err := url.Parse(origin)
	if err != nil || parsed.Host == "" || parsed.User != nil {
		return false
	}
	return (parsed.Scheme == "http" || parsed.Scheme == "https") && IsLoopbackHost(parsed.Hostname())
}

// guardHost answers only requests that were meant for this machine or for the
// address that it listens on. A name that was made to resolve to loopback (DNS
// rebinding) would else let a foreign page read tokens as its own origin's.
func guardHost(addr netip.Addr, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := hostname(r.Host)
		asked, err := netip.ParseAddr(host)
		if !IsLoopbackHost(host) && (err != nil || asked.Unmap() != addr.Unmap()) {
			reply.Error(w, http.StatusForbidden, "this server does not answer for the host "+reply.Quote(host)+": use "+addr.String()+" or localhost")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// hostname is a Host header without its port and without the brackets of an
// IPv6 address; empty if the header is malformed.
func hostname(hostport string) string {
	parsed, err := url.Parse("http://" + hostport)
	if err != nil || parsed.Host != hostport {
		return ""
	}
	return parsed.Hostname()
}

// allowLoopbackOrigins lets pages that this machine serves at other ports use
// the SDK's files, ask for tokens and control networks. Pages of any other origin get no CORS
// header, so that the browser keeps the answer from them.
func allowLoopbackOrigins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Add("Vary", "Origin")
		origin := r.Header.Get("Origin")
		allowed := isLoopbackOrigin(origin)
		if allowed {
			header.Set("Access-Control-Allow-Origin", origin)
		}
		if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
			next.ServeHTTP(w, r)
			return
		}
		if allowed {
			header.Set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE")
			header.Set("Access-Control-Allow-Headers", "*")
			header.Set("Access-Control-Max-Age", "600")
		}
		w.WriteHeader(http.StatusNoContent)
	})
}

// onlyLoopbackOrigins refuses requests of pages that did not come from this
// machine. Programs, which name no origin, are let in.
func onlyLoopbackOrigins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if origin := r.Header.Get("Origin"); origin != "" && !isLoopbackOrigin(origin) {
			reply.Error(w, http.StatusForbidden, "this is for pages of this machine, not for the origin "+reply.Quote(origin))
			return
		}
		next.ServeHTTP(w, r)
	})
}
