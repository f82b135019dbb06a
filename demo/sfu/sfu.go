// Package sfu runs a LiveKit media server inside this process, for the demo and
// for tests: on loopback, on free ports, with keys of its own.
package sfu

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"sync"
	"syscall"
	"time"

	"github.com/livekit/livekit-server/pkg/config"
	"github.com/livekit/livekit-server/pkg/routing"
	"github.com/livekit/livekit-server/pkg/service"
	"github.com/livekit/livekit-server/pkg/telemetry/prometheus"

	"dualstream/demo/sfu/token"
)

const (
	// startAttempts is how often Start picks other ports when one was taken
	// between its being found free and the server's listening on it.
	startAttempts = 5
	// startTimeout bounds Start as a whole.
	startTimeout = 15 * time.Second
	// stopTimeout bounds Stop.
	stopTimeout = 4 * time.Second
)

// initMu makes one start-up at a time: the media server keeps its logger and its
// metrics in variables of the process.
var initMu sync.Mutex

// Server is a running media server.
type Server struct {
	conf    Config
	addr    netip.AddrPort
	udpPort int
	livekit *service.LivekitServer
	done    chan struct{}
	err     error // why it ended; read after done
}

// Start runs a media server and returns when it answers. ctx bounds the start
// only; Stop ends the server.
func Start(ctx context.Context, conf Config) (*Server, error) {
	conf, err := conf.complete()
	if err != nil {
		return nil, fmt.Errorf("media server: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for range startAttempts {
		var server *Server
		server, err = startOnce(ctx, conf)
		if err == nil {
			return server, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) || ctx.Err() != nil {
			break
		}
	}
	return nil, fmt.Errorf("media server: cannot start: %w", err)
}

// startOnce starts on ports that are free now.
func startOnce(ctx context.Context, conf Config) (*Server, error) {
	tcpPort, err := freeTCPPort(conf.BindAddr)
	if err != nil {
		return nil, err
	}
	udpPort, err := freeUDPPort(conf.NodeIP)
	if err != nil {
		return nil, err
	}
	livekit, err := newLivekit(conf, tcpPort, udpPort)
	if err != nil {
		return nil, err
	}
	server := &Server{
		conf:    conf,
		addr:    netip.AddrPortFrom(conf.BindAddr, uint16(tcpPort)),
		udpPort: udpPort,
		livekit: livekit,
		done:    make(chan struct{}),
	}
	go func() {
		server.err = livekit.Start()
		close(server.done)
	}()
	if err := server.waitReady(ctx); err != nil {
		return nil, errors.Join(err, server.Stop())
	}
	return server, nil
}

// newLivekit builds the server, which listens for media from then on.
func newLivekit(conf Config, tcpPort, udpPort int) (*service.LivekitServer, error) {
	initMu.Lock()
	defer initMu.Unlock()
	serverConf, err := conf.serverConfig(tcpPort, udpPort)
	if err != nil {
		return nil, err
	}
	config.InitLoggerFromConfig(&serverConf.Logging)
	node, err := routing.NewLocalNode(serverConf)
	if err != nil {
		return nil, err
	}
	if err := prometheus.Init(string(node.NodeID()), node.NodeType()); err != nil {
		return nil, err
	}
	return service.InitializeServer(serverConf, node)
}

// waitReady waits until the server's health check answers 200 and the server
// can be stopped.
func (s *Server) waitReady(ctx context.Context) error {
	client := &http.Client{Timeout: time.Second}
	defer client.CloseIdleConnections()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		// IsRunning too: a Stop before that is ignored by the server.
		if s.livekit.IsRunning() && answersOK(ctx, client, s.URL()) {
			return nil
		}
		select {
		case <-s.done:
			if s.err == nil {
				return errors.New("it ended at once")
			}
			return s.err
		case <-ctx.Done():
			return fmt.Errorf("no answer from %s: %w", s.URL(), ctx.Err())
		case <-tick.C:
		}
	}
}

func answersOK(ctx context.Context, client *http.Client, url string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	response, err := client.Do(request)
	if err != nil {
		return false
	}
	response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// URL is the server's HTTP address, such as http://127.0.0.1:40001. Signalling
// is at the same place with the scheme ws.
func (s *Server) URL() string { return "http://" + s.addr.String() }

// MediaAddr is where the server receives media, over UDP.
func (s *Server) MediaAddr() netip.AddrPort {
	return netip.AddrPortFrom(s.conf.NodeIP, uint16(s.udpPort))
}

// Token signs a token for a participant of this server.
func (s *Server) Token(r token.Request) (string, error) { return s.conf.Keys.Issue(r) }

// Done is closed when the server has ended, by Stop or by itself.
func (s *Server) Done() <-chan struct{} { return s.done }

// Stop ends the server and the calls on it, within five seconds. Stopping twice
// is no error.
func (s *Server) Stop() error {
	go s.livekit.Stop(true)
	select {
	case <-s.done:
		return nil
	case <-time.After(stopTimeout):
		return fmt.Errorf("media server: did not stop within %v", stopTimeout)
	}
}
