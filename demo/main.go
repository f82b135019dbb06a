// Command demo is everything one person needs to see Dualstream work: a media
// server, tokens for it and a page with a publisher and a viewer, all in one
// process and on loopback.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"dualstream/demo/sfu"
	"dualstream/demo/sfu/token"
	"dualstream/demo/weaknet"
	"dualstream/demo/web"
)

const (
	// drainTimeout is how long requests in progress may take after the end was
	// asked for. With the media server's own bound it stays under five seconds,
	// with that of bots under eight.
	drainTimeout = 500 * time.Millisecond
	// headerTimeout is how long a client may take to send a request's head.
	headerTimeout = 10 * time.Second
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the process at once.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// run is the command: it prints one line when the demo is ready, and returns
// the exit code when ctx ends or something fails.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	opts, err := parseOptions(args, getenv)
	if errors.Is(err, errHelp) {
		fmt.Fprint(stdout, usage)
		return 0
	}
	if err == nil {
		err = serve(ctx, opts, stdout, stderr)
	}
	if err != nil {
		fmt.Fprintln(stderr, "demo:", err)
		return 1
	}
	return 0
}

// serve runs the demo until ctx ends. Troubles that do not end it go to log.
func serve(ctx context.Context, opts options, stdout, log io.Writer) error {
	if err := web.CheckDist(opts.dist); err != nil {
		return err
	}
	listener, err := listen(opts.addr)
	if err != nil {
		return err
	}
	defer listener.Close()

	conf := sfu.Config{Keys: opts.keys, CongestionControl: opts.congestionControl}
	if opts.public() {
		// Only media: signalling reaches the server through this address's proxy.
		conf.NodeIP = opts.addr.Addr()
	}
	if opts.media.IsValid() {
		conf.NodeIP = opts.media
		if conf.Keys.IsZero() {
			// Nobody but this process knows them, and its tokens stay on loopback.
			conf.Keys = token.NewKeys()
		}
	}
	media, err := sfu.Start(ctx, conf)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	signalURL, err := url.Parse(media.URL())
	if err != nil {
		return errors.Join(err, media.Stop())
	}
	site := web.Config{Dist: opts.dist, Signal: signalURL, Addr: opts.addr.Addr()}
	if !opts.public() {
		site.Issue = media.Token
		site.Weaknet = weaknet.New(weaknet.Config{Media: media.MediaAddr(), Signal: signalURL})
		defer site.Weaknet.Close()
	}
	server := &http.Server{
		Handler:           web.Handler(site),
		ReadHeaderTimeout: headerTimeout,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	if crowd, refused := opts.bots.start(ctx, media, log); refused == nil {
		fmt.Fprintf(stdout, "Dualstream demo ready: http://%s/\n%s", listener.Addr(), opts.bots)
		select {
		case <-ctx.Done():
		case err = <-failed:
		case <-media.Done():
			err = errors.New("the media server ended by itself")
		}
		err = errors.Join(err, crowd.Stop())
	} else if ctx.Err() == nil {
		err = refused
	}
	drain, cancel := context.WithTimeout(context.Background(), drainTimeout)
	defer cancel()
	if server.Shutdown(drain) != nil {
		server.Close()
	}
	return errors.Join(err, media.Stop())
}

// listen opens the demo's address and says what to do if another program has it.
func listen(addr netip.AddrPort) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr.String())
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is in use by another program: choose another port with -addr %s or PORT=%d, or port 0 for a free one",
			addr, netip.AddrPortFrom(addr.Addr(), addr.Port()+1), addr.Port()+1)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return nil, fmt.Errorf("%s is not an address of this machine", addr.Addr())
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("port %d needs more rights: choose one from 1024 up with -addr or PORT", addr.Port())
	}
	return listener, err
}
