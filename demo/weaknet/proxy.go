package weaknet

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/coder/websocket"

	"dualstream/demo/web/reply"
)

// longestMessage bounds a message in bytes: lists of large rooms are far below.
const longestMessage = 16 << 20

// Signalling is a proxy between participants and the media server for LiveKit's
// WebSockets, /rtc and /rtc/v1. Other requests, and those that do not say who
// they are of, go to next, which should pass them on to the same server.
func (n *Net) Signalling(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		k, known := keyOf(r)
		path := r.URL.Path
		if !known || path != "/rtc" && path != "/rtc/v1" || !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
			next.ServeHTTP(w, r)
			return
		}
		n.proxy(w, r, k)
	})
}

// proxy carries one session.
func (n *Net) proxy(w http.ResponseWriter, r *http.Request, k key) {
	address := n.conf.Signal.JoinPath(r.URL.Path)
	address.RawQuery = r.URL.RawQuery
	server, response, err := websocket.Dial(r.Context(), address.String(), &websocket.DialOptions{HTTPClient: n.client, HTTPHeader: ownHeader(r.Header)})
	if err != nil {
		refuse(w, response)
		return
	}
	defer server.CloseNow()
	s := &session{down: newMessages(), up: newMessages()}
	relay, err := n.enter(k, s)
	if err != nil {
		reply.Error(w, http.StatusServiceUnavailable, err.Error())
		return
	}
	defer n.leave(k, s)
	// Whoever has a token may join, from any origin, as at the server itself.
	client, err := websocket.Accept(politeWriter{w}, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return // it has been answered
	}
	defer client.CloseNow()
	server.SetReadLimit(longestMessage)
	client.SetReadLimit(longestMessage)

	var readers, writers sync.WaitGroup
	readers.Go(func() {
		read(n.ctx, server, s.down, func(one message) (message, bool) {
			data, kept := rewrite(one.kind, one.data, relay)
			one.data = data
			return one, kept
		})
	})
	readers.Go(func() { read(n.ctx, client, s.up, func(one message) (message, bool) { return one, true }) })
	writers.Go(func() { write(n.ctx, client, s.down) })
	writers.Go(func() { write(n.ctx, server, s.up) })
	readers.Wait()
	s.down.finish()
	s.up.finish()
	writers.Wait()
}

// session is a WebSocket of a participant.
type session struct{ down, up *messages }

// set changes how the messages are carried.
func (s *session) set(shape Signalling) {
	s.down.set(shape)
	s.up.set(shape)
}

// read takes in what one side says, through a filter, and the end of it.
func read(ctx context.Context, from *websocket.Conn, into *messages, filter func(message) (message, bool)) {
	for {
		kind, data, err := from.Read(ctx)
		if err != nil {
			into.push(ctx, message{end: err})
			return
		}
		if one, kept := filter(message{kind: kind, data: data}); kept {
			into.push(ctx, one)
		}
	}
}

// write says it to the other side. The connection ends there as it did here:
// with the same code and reason, or broken off.
func write(ctx context.Context, to *websocket.Conn, from *messages) {
	for {
		one, err := from.pop(ctx)
		if err != nil {
			return
		}
		var closed websocket.CloseError
		switch {
		case one.end == nil:
			err = to.Write(ctx, one.kind, one.data)
		case errors.As(one.end, &closed):
			// It waits for the other side's goodbye, which may not come.
			_ = to.Close(closed.Code, closed.Reason)
		default:
			_ = to.CloseNow() // fails if it has ended already
		}
		if one.end != nil || err != nil {
			return
		}
	}
}

// ownHeader is what of a request's header is not about its connection.
func ownHeader(header http.Header) http.Header {
	own := header.Clone()
	for name := range own {
		switch {
		case strings.HasPrefix(name, "Sec-Websocket-"), strings.HasPrefix(name, "Proxy-"):
			delete(own, name)
		}
	}
	for _, name := range []string{"Connection", "Upgrade", "Keep-Alive", "Te", "Trailer", "Transfer-Encoding"} {
		delete(own, name)
	}
	return own
}

// refuse answers with the status and the text that the server refused with.
func refuse(w http.ResponseWriter, response *http.Response) {
	if response == nil || response.StatusCode < http.StatusBadRequest {
		reply.Error(w, http.StatusBadGateway, "the media server does not answer")
		return
	}
	if kind := response.Header.Get("Content-Type"); kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	w.WriteHeader(response.StatusCode)
	_, _ = io.Copy(w, response.Body) // fails if the client has gone
}
