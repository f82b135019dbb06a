package main

import (
	"net/http/httptest"
	"net/netip"
	"net/url"
	"testing"
	"time"

	"dualstream/demo/weaknet"
	"dualstream/e2e/server"
)

// The relay takes every network of every case.
func TestRelayTakesAllNetworks(t *testing.T) {
	net := weaknet.New(weaknet.Config{Media: netip.MustParseAddrPort("127.0.0.1:9"), Signal: &url.URL{Scheme: "http", Host: "127.0.0.1:9"}})
	defer net.Close()
	control := httptest.NewServer(net.Control())
	defer control.Close()
	root, err := server.Root()
	if err != nil {
		t.Fatal(err)
	}
	all, err := rows(root, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	r := &run{networks: [2]relay{relayOf(control.URL, "room", "2"), relayOf(control.URL, "room", "1")}}
	for _, row := range all {
		for _, s := range append([]Step{row.Case.Before}, row.Case.Steps...) {
			if err := r.apply(t.Context(), s); err != nil {
				t.Errorf("%s after %s: %v", row.Name, s.At, err)
			}
		}
	}
	if _, err := r.networks[0].down(t.Context()); err != nil {
		t.Error(err)
	}
}
