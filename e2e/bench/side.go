package main

import (
	"fmt"
	"strconv"
	"strings"
)

// Side is who is measured: what the pages use and what they meet.
type Side struct {
	// SDK is "dualstream" or "livekit-client".
	SDK string `json:"sdk"`
	// Option is that of setStreamFallbackOption, nil for livekit-client, which
	// has none.
	Option *int `json:"option"`
	// Server is the media server's congestion control: "default", "sendside",
	// "off", or "refused": the default, and the viewer's wish to choose by itself
	// does not reach it.
	Server string `json:"server"`
}

// The SDKs.
const (
	dualstream    = "dualstream"
	livekitClient = "livekit-client"
)

// The servers.
const (
	defaultServer  = "default"
	sendSideServer = "sendside"
	offServer      = "off"
	refused        = "refused"
)

// parseSides reads a list such as "dualstream:2:default,livekit-client:sendside".
// The option is 2 and the server is "default" where they are left out.
func parseSides(list string) ([]Side, error) {
	var sides []Side
	for text := range strings.SplitSeq(list, ",") {
		side, err := parseSide(text)
		if err != nil {
			return nil, fmt.Errorf("-sides: %q: %w", text, err)
		}
		sides = append(sides, side)
	}
	return sides, nil
}

func parseSide(text string) (Side, error) {
	parts := strings.Split(text, ":")
	side := Side{SDK: parts[0], Server: defaultServer}
	switch side.SDK {
	case dualstream:
		side.Option = new(2)
	case livekitClient:
	default:
		return side, fmt.Errorf("it begins with neither %s nor %s", dualstream, livekitClient)
	}
	for _, part := range parts[1:] {
		option, err := strconv.Atoi(part)
		switch {
		case err == nil && side.SDK == dualstream && option >= 0 && option <= 2:
			side.Option = &option
		case part == defaultServer, part == sendSideServer, part == offServer,
			part == refused && side.SDK == dualstream:
			side.Server = part
		default:
			return side, fmt.Errorf("%q is no option and no server of %s", part, side.SDK)
		}
	}
	return side, nil
}

// String is the side as it is parsed.
func (s Side) String() string {
	if s.Option == nil {
		return s.SDK + ":" + s.Server
	}
	return s.SDK + ":" + strconv.Itoa(*s.Option) + ":" + s.Server
}

// fileName is the side as a part of a file's name.
func fileName(s Side) string { return strings.ReplaceAll(s.String(), ":", "-") }
