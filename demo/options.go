package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strconv"

	"dualstream/demo/sfu"
	"dualstream/demo/sfu/token"
)

const (
	defaultHost = "127.0.0.1"
	defaultPort = "8080"
)

const usage = `Dualstream's demo: a page, a media server and tokens for it, on this machine.

	go run ./demo [-addr 127.0.0.1:8080] [-media address] [-dist dist]
	          [-keys key:secret] [-congestion-control default|off|sendside]
	          [-bots N] [-bots-room demo]

  -addr address
	where to listen (default 127.0.0.1:8080). PORT in the environment changes
	the port alone; port 0 takes a free one.
  -media address
	the address of this machine that media is received on, if not that of -addr.
	Firefox sends no media to a loopback address: give it one of the machine's
	others, which the network may reach then. Tokens stay with -addr.
  -dist folder
	what "make build" made (default dist).
  -keys key:secret
	sign tokens with these keys, not with new random ones. LIVEKIT_KEYS in the
	environment does the same and is not seen in the list of processes. The
	secret needs 32 characters or more.
  -congestion-control default|off|sendside
	what the media server itself does about weak downlinks: its own default, not
	anything, or an estimate from its own measurement.
  -bots N
	have N participants join that need no browser and no camera, 0 to 50 (default
	0). Each publishes a high and a low video stream and a voice; their uids
	count up from 9001.
  -bots-room name
	the channel that they join (default demo, the page's own).

On loopback anyone on this machine may join: POST /token hands out tokens.
Media goes through a relay there that can give a participant a bad network:
	curl -X PUT http://127.0.0.1:8080/weaknet/{room}/{identity} \
	     -d '{"down": {"rateKbps": 170}}'
and GET /weaknet/ lists what is set and what went through.
Any other address needs keys, which is how its owner says that the network may
reach it. /token and /weaknet are off there: sign tokens with the keys and give
them to the page as ?token=. Browsers give a page its camera over https or on
loopback only, so others need an https proxy in front that forwards to this
address.
`

// errHelp tells that only the usage was asked for.
var errHelp = errors.New("help asked for")

// options are what the demo was told.
type options struct {
	addr netip.AddrPort
	// media is where media is received; zero: addr's address.
	media netip.Addr
	dist  string
	keys  token.Keys // zero: random ones
	// congestionControl is the media server's.
	congestionControl sfu.CongestionControl
	bots              botOptions
}

// public tells whether others than this machine's user can reach the demo.
func (o options) public() bool { return !o.addr.Addr().IsLoopback() }

// parseOptions reads the command line and, through getenv, the environment.
func parseOptions(args []string, getenv func(string) string) (options, error) {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // run prints the error, once
	addr := flags.String("addr", "", "")
	media := flags.String("media", "", "")
	dist := flags.String("dist", "dist", "")
	keys := flags.String("keys", getenv("LIVEKIT_KEYS"), "")
	congestionControl := flags.String("congestion-control", "default", "")
	botCount := flags.String("bots", "0", "")
	botsRoom := flags.String("bots-room", defaultBotsRoom, "")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return options{}, errHelp
		}
		return options{}, fmt.Errorf("%w (-help shows what there is)", err)
	}
	if flags.NArg() > 0 {
		return options{}, fmt.Errorf("unexpected argument %q (-help shows what there is)", flags.Arg(0))
	}

	result := options{dist: *dist}
	var err error
	if *addr != "" {
		result.addr, err = parseAddr("-addr", *addr)
	} else {
		port := getenv("PORT")
		if port == "" {
			port = defaultPort
		}
		result.addr, err = parseAddr("PORT", net.JoinHostPort(defaultHost, port))
	}
	if err != nil {
		return options{}, err
	}
	if *media != "" {
		if result.media, err = parseIP("-media", *media); err != nil {
			return options{}, err
		}
	}
	if result.congestionControl, err = sfu.ParseCongestionControl(*congestionControl); err != nil {
		return options{}, fmt.Errorf("-congestion-control: %w", err)
	}
	if result.bots, err = parseBots(*botCount, *botsRoom); err != nil {
		return options{}, err
	}
	if *keys != "" {
		if result.keys, err = token.ParseKeys(*keys); err != nil {
			return options{}, fmt.Errorf("-keys or LIVEKIT_KEYS: %w", err)
		}
	}
	if result.public() && result.keys.IsZero() {
		return options{}, fmt.Errorf("%s can be reached from the network: give keys of your own with -keys or LIVEKIT_KEYS, or listen on %s", result.addr, net.JoinHostPort(defaultHost, defaultPort))
	}
	return result, nil
}

// parseAddr reads an address to listen on; source names where it came from.
func parseAddr(source, text string) (netip.AddrPort, error) {
	host, portText, err := net.SplitHostPort(text)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("%s: %q is not of the form address:port", source, text)
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("%s: %q is not a port from 0 to 65535", source, portText)
	}
	addr, err := parseIP(source, host)
	if err != nil {
		return netip.AddrPort{}, err
	}
	return netip.AddrPortFrom(addr, uint16(port)), nil
}

// parseIP reads an address of this machine; source names where it came from.
func parseIP(source, host string) (netip.Addr, error) {
	if host == "localhost" {
		host = defaultHost
	}
	addr, err := netip.ParseAddr(host)
	// Media is sent to this very address, so "all addresses" is not enough.
	if err != nil || addr.IsUnspecified() {
		return netip.Addr{}, fmt.Errorf("%s: %q is not one IP address of this machine, such as %s", source, host, defaultHost)
	}
	return addr.Unmap(), nil
}
