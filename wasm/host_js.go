//go:build js && wasm

package main

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
	"dualstream/wasm/bridge"
	"dualstream/wasm/lifetime"
)

// host is the page's side of the boundary (EngineHost in js/src/engine.ts).
type host struct {
	value     safejs.Value
	readStats safejs.Value
}

func newHost(value safejs.Value) (*host, error) {
	readStats, err := value.Get("readStats")
	return &host{value: value, readStats: readStats}, err
}

// opened and closed keep the shim's list of what is to be closed if this
// program ends.
func (h *host) opened(resource safejs.Value) { _, _ = h.value.Call("opened", resource) }
func (h *host) closed(resource safejs.Value) { _, _ = h.value.Call("closed", resource) }

// get makes an HTTP GET with the page's fetch.
func (h *host) get(ctx lifetime.Context, url string) (int, string, error) {
	type response struct {
		status int
		body   string
	}
	answers := make(chan response, 1)
	answered, err := bridge.NewFunc(func(args []safejs.Value) {
		o := bridge.Object{Value: args[0]}
		r := response{o.Int("status"), o.String("body")}
		answers <- r
	}, func(any) { close(answers) })
	if err != nil {
		return 0, "", err
	}
	if _, err := h.value.Call("get", url, answered.Value()); err != nil {
		answered.Release()
		return 0, "", err
	}
	select {
	case r := <-answers:
		answered.Release()
		if r.status == 0 {
			return 0, "", api.NewError(api.NetworkError, "no answer from the media server")
		}
		return r.status, r.body, nil
	case <-ctx.Done():
		// The page still calls back once; the callback is released then.
		go func() {
			<-answers
			answered.Release()
		}()
		return 0, "", lifetime.Cause(ctx)
	}
}
