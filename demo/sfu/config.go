package sfu

import (
	"fmt"
	"net/netip"

	"github.com/livekit/livekit-server/pkg/config"

	"dualstream/demo/sfu/token"
)

const (
	// emptyTimeout and departureTimeout, in seconds, are how long a room lives
	// before its first and after its last participant. They are short so that a
	// page that comes back finds a new room, not the remains of the last call.
	emptyTimeout     = 10
	departureTimeout = 5

	// noSTUN stands in the list of STUN servers that the server gives its
	// clients. An empty list would make it name public ones, and nothing of a
	// call on one machine has to reach the internet. Nobody need answer there. It
	// is STUN's own port: Firefox refuses a server on one of the ports that
	// browsers block (SyntaxError of RTCPeerConnection), as 9 is.
	noSTUN = "127.0.0.1:3478"
)

// CongestionControl is what the server does about a participant's weak
// downlink, for all participants alike.
type CongestionControl string

const (
	// StockCongestionControl is the server's default: it estimates from what
	// receivers report (REMB) and sends lower layers.
	StockCongestionControl CongestionControl = ""
	// NoCongestionControl sends what participants ask for, whatever arrives. It is
	// for rooms whose participants all decide for themselves.
	NoCongestionControl CongestionControl = "off"
	// SendSideCongestionControl estimates by the server's own measurement
	// (transport-wide feedback).
	SendSideCongestionControl CongestionControl = "sendside"
)

// ParseCongestionControl reads "default", "off" or "sendside".
func ParseCongestionControl(text string) (CongestionControl, error) {
	switch choice := CongestionControl(text); choice {
	case "default":
		return StockCongestionControl, nil
	case NoCongestionControl, SendSideCongestionControl:
		return choice, nil
	}
	return "", fmt.Errorf("%q is not one of default, off, sendside", text)
}

// Config says where the server listens and who may sign tokens for it. The
// zero value is a server on loopback with new random keys.
type Config struct {
	// Keys sign the tokens; new random ones if zero. A server that others can
	// reach (see NodeIP) needs its owner's.
	Keys token.Keys
	// BindAddr is where signalling listens, 127.0.0.1 if zero.
	BindAddr netip.Addr
	// NodeIP is the address that media is received on and that clients are
	// told, BindAddr if zero.
	NodeIP netip.Addr
	// CongestionControl is the server's default if zero, on which participants
	// who use other SDKs rely.
	CongestionControl CongestionControl
}

// complete fills in what was left out and refuses what must not be.
func (c Config) complete() (Config, error) {
	if !c.BindAddr.IsValid() {
		c.BindAddr = netip.AddrFrom4([4]byte{127, 0, 0, 1})
	}
	if !c.NodeIP.IsValid() {
		c.NodeIP = c.BindAddr
	}
	if c.NodeIP.IsUnspecified() {
		return c, fmt.Errorf("media needs the address that clients reach this machine by, not %s", c.NodeIP)
	}
	if c.Keys.IsZero() {
		if !c.BindAddr.IsLoopback() || !c.NodeIP.IsLoopback() {
			return c, fmt.Errorf("a server on %s needs its owner's keys", c.NodeIP)
		}
		c.Keys = token.NewKeys()
	}
	return c, c.Keys.Validate()
}

// serverConfig turns c into the media server's own configuration.
func (c Config) serverConfig(tcpPort, udpPort int) (*config.Config, error) {
	// Only these go through the parser: they must be known when it validates,
	// or it looks for an address and for ports by itself. tcp_port 0 because the
	// server would listen for ICE over TCP on every address of the machine.
	conf, err := config.NewConfig(fmt.Sprintf(
		"rtc: {node_ip: '%s', udp_port: %d, tcp_port: 0}", c.NodeIP, udpPort), true, nil, nil)
	if err != nil {
		return nil, err
	}
	conf.Port = uint32(tcpPort)
	conf.BindAddresses = []string{c.BindAddr.String()}
	conf.Keys = map[string]string{c.Keys.Key: c.Keys.Secret}

	conf.RTC.IPs.Includes = []string{netip.PrefixFrom(c.NodeIP, c.NodeIP.BitLen()).String()}
	conf.RTC.EnableLoopbackCandidate = c.NodeIP.IsLoopback()
	conf.RTC.STUNServers = []string{noSTUN}
	// The clients send the connectivity checks, the server only answers: a relay
	// that stands in the candidates' place is then never passed by.
	conf.RTC.UseICELite = true
	conf.RTC.AllowTCPFallback = new(false)
	switch c.CongestionControl {
	case NoCongestionControl:
		conf.RTC.CongestionControl.Enabled = false
	case SendSideCongestionControl:
		conf.RTC.CongestionControl.UseSendSideBWE = true
	}

	conf.Room.EmptyTimeout = emptyTimeout
	conf.Room.DepartureTimeout = departureTimeout

	// Errors only, on stderr. Below that level the server logs each participant.
	conf.Logging.Level = "error"
	return conf, nil
}
