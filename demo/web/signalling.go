package web

import (
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"

	"dualstream/demo/web/reply"
)

// proxySignalling passes requests on to the media server, WebSockets included,
// so that the page, the tokens and the signalling share one address.
func proxySignalling(server *url.URL) http.Handler {
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(server) },
		ModifyResponse: func(response *http.Response) error {
			// The media server lets every origin in; this server decides by itself.
			for name := range response.Header {
				if strings.HasPrefix(name, "Access-Control-") || name == "Vary" {
					response.Header.Del(name)
				}
			}
			if socket, ok := response.Body.(io.ReadWriteCloser); ok {
				response.Body = lastWord{socket}
			}
			return nil
		},
		// Not the log: the query of a request carries its token.
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) {
			reply.Error(w, http.StatusBadGateway, "the media server does not answer")
		},
	}
}

// lastWord is the media server's end of a WebSocket. The proxy drops both ends
// at once when it cannot write to one of them, and with them what the server
// had said before it closed: why it ended the session. So a write that fails is
// forgotten, and the proxy goes on reading until the end.
type lastWord struct{ io.ReadWriteCloser }

func (w lastWord) Write(p []byte) (int, error) {
	_, _ = w.ReadWriteCloser.Write(p)
	return len(p), nil
}
