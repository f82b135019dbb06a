package weaknet

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"dualstream/demo/web/reply"
)

// longestRequest bounds a request of the control, in bytes.
const longestRequest = 64 << 10

// Control serves the control at /weaknet/:
//
//	GET    /weaknet/                 all participants: {"participants": [...]}
//	GET    /weaknet/{room}/{identity} one, with its settings and counters
//	PUT    /weaknet/{room}/{identity} {"down": {...}, "up": {...}, "signalling": {...}}
//	DELETE /weaknet/{room}/{identity} leaves its network alone again
//
// What a PUT names replaces the whole of that part, null and {} set it back,
// and what it does not name stays. Settings may be put before the participant
// connects. They stay until they are deleted. Who may use the control is for the
// caller to decide.
func (n *Net) Control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/weaknet/{$}", func(w http.ResponseWriter, r *http.Request) {
		if allow(w, r, http.MethodGet, http.MethodHead) {
			reply.JSON(w, http.StatusOK, map[string][]state{"participants": n.list()})
		}
	})
	mux.HandleFunc("/weaknet/{room}/{identity}", n.controlOne)
	mux.HandleFunc("/weaknet/", func(w http.ResponseWriter, r *http.Request) {
		reply.Error(w, http.StatusNotFound, "there is /weaknet/ and /weaknet/{room}/{identity}, but no "+reply.Quote(r.URL.Path))
	})
	return mux
}

func (n *Net) controlOne(w http.ResponseWriter, r *http.Request) {
	if !allow(w, r, http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete) {
		return
	}
	k := key{room: r.PathValue("room"), identity: r.PathValue("identity")}
	edit := func(Settings) (Settings, error) { return noSettings, nil }
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		if found, known := n.find(k); known {
			reply.JSON(w, http.StatusOK, found)
		} else {
			reply.Error(w, http.StatusNotFound, "nothing is known of "+reply.Quote(k.identity)+" in the room "+reply.Quote(k.room)+": nobody of that name is connected, and no settings were put")
		}
		return
	case http.MethodPut:
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longestRequest))
		if err != nil {
			if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
				reply.Error(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", longestRequest))
				return
			}
			reply.Error(w, http.StatusBadRequest, "the body could not be read")
			return
		}
		edit = func(now Settings) (Settings, error) { return parseSettings(body, now) }
	}
	changed, err := n.change(k, edit)
	if err != nil {
		reply.Error(w, http.StatusBadRequest, err.Error())
		return
	}
	reply.JSON(w, http.StatusOK, changed)
}

// allow answers a request whose method is none of those.
func allow(w http.ResponseWriter, r *http.Request, methods ...string) bool {
	if slices.Contains(methods, r.Method) {
		return true
	}
	known := strings.Join(methods, ", ")
	w.Header().Set("Allow", known+", OPTIONS")
	reply.Error(w, http.StatusMethodNotAllowed, "the method is one of "+known+", not "+reply.Quote(r.Method))
	return false
}
