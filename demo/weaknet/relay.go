package weaknet

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// largestPacket is what a UDP payload can have at most, in bytes.
	largestPacket = 1 << 16
	// socketBuffer is what the system may keep for a socket, in bytes, if it
	// permits so much: the relay itself must lose nothing.
	socketBuffer = 1 << 20
)

// relay stands between a participant and the media server. The participant
// sees one address. Behind it each of the participant's sockets has an own one
// towards the server, which tells its peers apart by their address.
type relay struct {
	front    *net.UDPConn
	media    netip.AddrPort
	down, up *pipe
	start    time.Time
	// last is when the last packet came, in nanoseconds after start.
	last atomic.Int64

	// readers read the sockets; pipes run until stop.
	readers, pipes sync.WaitGroup
	stop           context.CancelFunc

	mu     sync.Mutex
	closed bool
	flows  map[netip.AddrPort]*flow
}

// flow is one of the participant's sockets.
type flow struct {
	relay  *relay
	client netip.AddrPort
	server *net.UDPConn
	last   atomic.Int64
}

// deliverDown and deliverUp send a packet that has passed its link. What cannot
// be sent is lost, as it would be on a network.
func deliverDown(p packet) { _, _ = p.flow.relay.front.WriteToUDPAddrPort(p.data, p.flow.client) }
func deliverUp(p packet)   { _, _ = p.flow.server.Write(p.data) }

// openRelay opens a relay to media, on a free port of the same IP address.
func openRelay(media netip.AddrPort, down, up *pipe) (*relay, error) {
	front, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(media.Addr(), 0)))
	if err != nil {
		return nil, fmt.Errorf("no UDP port for a relay: %w", err)
	}
	enlarge(front)
	r := &relay{front: front, media: media, down: down, up: up, start: time.Now(), flows: map[netip.AddrPort]*flow{}}
	ctx, stop := context.WithCancel(context.Background())
	r.stop = stop
	r.pipes.Go(func() { down.run(ctx) })
	r.pipes.Go(func() { up.run(ctx) })
	r.readers.Go(r.readClients)
	return r, nil
}

// addr is what stands in the candidates.
func (r *relay) addr() netip.AddrPort { return r.front.LocalAddr().(*net.UDPAddr).AddrPort() }

// idle is how long no packet has come from either side.
func (r *relay) idle() time.Duration { return time.Since(r.start) - time.Duration(r.last.Load()) }

// close ends the relay and waits until nothing of it is left: the pipes end
// last, so that they are empty then.
func (r *relay) close() {
	r.front.Close()
	r.mu.Lock()
	r.closed = true
	for _, f := range r.flows {
		f.server.Close()
	}
	r.mu.Unlock()
	r.readers.Wait()
	r.stop()
	r.pipes.Wait()
}

// expire closes the flows without a packet for that long. One that is used
// again gets a new socket.
func (r *relay) expire(idle time.Duration) {
	oldest := int64(time.Since(r.start) - idle)
	r.mu.Lock()
	defer r.mu.Unlock()
	for client, f := range r.flows {
		if f.last.Load() < oldest {
			f.server.Close()
			delete(r.flows, client)
		}
	}
}

func (r *relay) readClients() {
	buffer := make([]byte, largestPacket)
	for {
		n, client, err := r.front.ReadFromUDPAddrPort(buffer)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue // an earlier packet was refused
		}
		if f := r.flow(client); f != nil {
			f.seen()
			r.up.send(packet{data: buffer[:n], flow: f})
		}
	}
}

// flow finds the flow of a client's socket, or begins it; nil if there is no
// socket left for it, or the relay has been closed.
func (r *relay) flow(client netip.AddrPort) *flow {
	r.mu.Lock()
	defer r.mu.Unlock()
	if f := r.flows[client]; f != nil {
		return f
	}
	if r.closed {
		return nil
	}
	server, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(r.media))
	if err != nil {
		return nil
	}
	enlarge(server)
	f := &flow{relay: r, client: client, server: server}
	r.flows[client] = f
	r.readers.Go(f.readServer)
	return f
}

func (f *flow) readServer() {
	buffer := make([]byte, largestPacket)
	for {
		n, err := f.server.Read(buffer)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue // an earlier packet was refused
		}
		f.seen()
		f.relay.down.send(packet{data: buffer[:n], flow: f})
	}
}

func (f *flow) seen() {
	now := int64(time.Since(f.relay.start))
	f.last.Store(now)
	f.relay.last.Store(now)
}

// enlarge asks for room; the system gives what it permits.
func enlarge(conn *net.UDPConn) {
	_ = conn.SetReadBuffer(socketBuffer)
	_ = conn.SetWriteBuffer(socketBuffer)
}
