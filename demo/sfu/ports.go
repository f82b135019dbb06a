package sfu

import (
	"fmt"
	"net"
	"net/netip"
)

// freeTCPPort asks the system for a TCP port that is free on addr now. Another
// program may take it before the server does; Start tries again then.
func freeTCPPort(addr netip.Addr) (int, error) {
	listener, err := net.Listen("tcp", netip.AddrPortFrom(addr, 0).String())
	if err != nil {
		return 0, fmt.Errorf("no free TCP port on %s: %w", addr, err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// freeUDPPort does the same for UDP.
func freeUDPPort(addr netip.Addr) (int, error) {
	conn, err := net.ListenPacket("udp", netip.AddrPortFrom(addr, 0).String())
	if err != nil {
		return 0, fmt.Errorf("no free UDP port on %s: %w", addr, err)
	}
	defer conn.Close()
	return conn.LocalAddr().(*net.UDPAddr).Port, nil
}
