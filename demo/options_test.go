package main

import (
	"net/netip"
	"strings"
	"testing"

	"dualstream/demo/sfu"
	"dualstream/demo/sfu/token"
)

const (
	goodSecret = "0123456789abcdef0123456789abcdef"
	goodKeys   = "owner:" + goodSecret
)

func TestParseOptions(t *testing.T) {
	loopback := netip.MustParseAddrPort("127.0.0.1:8080")
	owners := token.Keys{Key: "owner", Secret: goodSecret}
	for _, tt := range []struct {
		name string
		args []string
		env  map[string]string
		want options
	}{
		{"nothing", nil, nil, options{addr: loopback, dist: "dist"}},
		{"flags", []string{"-addr", "127.0.0.2:9", "-dist", "out"}, nil, options{addr: netip.MustParseAddrPort("127.0.0.2:9"), dist: "out"}},
		{"PORT", nil, map[string]string{"PORT": "9000"}, options{addr: netip.MustParseAddrPort("127.0.0.1:9000"), dist: "dist"}},
		{"the flag wins over PORT", []string{"-addr", "127.0.0.1:8080"}, map[string]string{"PORT": "9000"}, options{addr: loopback, dist: "dist"}},
		{"localhost", []string{"-addr", "localhost:8080"}, nil, options{addr: loopback, dist: "dist"}},
		{"IPv6", []string{"-addr", "[::1]:8080"}, nil, options{addr: netip.MustParseAddrPort("[::1]:8080"), dist: "dist"}},
		{"the stock congestion control by name", []string{"-congestion-control", "default"}, nil, options{addr: loopback, dist: "dist"}},
		{"media elsewhere", []string{"-media", "192.0.2.1"}, nil,
			options{addr: loopback, dist: "dist", media: netip.MustParseAddr("192.0.2.1")}},
		{"no congestion control", []string{"-congestion-control", "off"}, nil,
			options{addr: loopback, dist: "dist", congestionControl: sfu.NoCongestionControl}},
		{"send-side congestion control", []string{"-congestion-control", "sendside"}, nil,
			options{addr: loopback, dist: "dist", congestionControl: sfu.SendSideCongestionControl}},
		{"bots", []string{"-bots", "3"}, nil, options{addr: loopback, dist: "dist", bots: botOptions{3, "demo"}}},
		{"bots elsewhere", []string{"-bots", "3", "-bots-room", "x"}, nil, options{addr: loopback, dist: "dist", bots: botOptions{3, "x"}}},
		{"keys on loopback", []string{"-keys", goodKeys}, nil, options{addr: loopback, dist: "dist", keys: owners}},
		{"an open address with keys", []string{"-addr", "192.0.2.1:80", "-keys", goodKeys}, nil,
			options{addr: netip.MustParseAddrPort("192.0.2.1:80"), dist: "dist", keys: owners}},
		{"keys from the environment", []string{"-addr", "192.0.2.1:80"}, map[string]string{"LIVEKIT_KEYS": "owner: " + goodSecret},
			options{addr: netip.MustParseAddrPort("192.0.2.1:80"), dist: "dist", keys: owners}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := parseOptions(tt.args, func(name string) string { return tt.env[name] })
			if err != nil || got != tt.want {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestParseOptionsRefuses(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []string
		env  map[string]string
		want string
	}{
		{"unknown flag", []string{"-x"}, nil, "-help"},
		{"stray argument", []string{"x"}, nil, `"x"`},
		{"no port", []string{"-addr", "127.0.0.1"}, nil, "address:port"},
		{"a word as port", []string{"-addr", "127.0.0.1:http"}, nil, `"http"`},
		{"a large port", nil, map[string]string{"PORT": "65536"}, `PORT: "65536"`},
		{"a word as PORT", nil, map[string]string{"PORT": "abc"}, `PORT: "abc"`},
		{"a name", []string{"-addr", "example.test:80"}, nil, `"example.test"`},
		{"all addresses", []string{"-addr", "0.0.0.0:80", "-keys", goodKeys}, nil, `"0.0.0.0"`},
		{"media on all addresses", []string{"-media", "::"}, nil, `-media: "::" is not one IP address`},
		{"media on a port", []string{"-media", "192.0.2.1:80"}, nil, `"192.0.2.1:80" is not one IP address`},
		{"no host", []string{"-addr", ":80", "-keys", goodKeys}, nil, "one IP address"},
		{"an open address without keys", []string{"-addr", "192.0.2.1:80"}, nil, "from the network"},
		{"unknown congestion control", []string{"-congestion-control", "remb"}, nil, `-congestion-control: "remb" is not one of default, off, sendside`},
		{"too many bots", []string{"-bots", "51"}, nil, "0 to 50"},
		{"keys without a colon", []string{"-keys", "x"}, nil, "key:secret"},
		{"a short secret", []string{"-addr", "192.0.2.1:80", "-keys", "k:hunter2"}, nil, "at least 32"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := parseOptions(tt.args, func(name string) string { return tt.env[name] })
			if err == nil {
				t.Fatalf("got %+v", got)
			}
			if !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("error %q, want one with %q", err, tt.want)
			}
		})
	}
}
