package weaknet

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
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
			writeJSON(w, http.StatusOK, map[string][]state{"participants": n.list()})
		}
	})
	mux.HandleFunc("/weaknet/{room}/{identity}", n.controlOne)
	mux.HandleFunc("/weaknet/", func(w http.ResponseWriter, r *http.Request) {
		writeError(w, http.StatusNotFound, "there is /weaknet/ and /weaknet/{room}/{identity}, but no "+quote(r.URL.Path))
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
			writeJSON(w, http.StatusOK, found)
		} else {
			writeError(w, http.StatusNotFound, "nothing is known of "+quote(k.identity)+" in the room "+quote(k.room)+": nobody of that name is connected, and no settings were put")
		}
		return
	case http.MethodPut:
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longestRequest))
		if err != nil {
			if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
				writeError(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", longestRequest))
				return
			}
			writeError(w, http.StatusBadRequest, "the body could not be read")
			return
		}
		edit = func(now Settings) (Settings, error) { return parseSettings(body, now) }
	}
	changed, err := n.change(k, edit)
	if err != nil {
		writeError(w, http.StatusBadRequest, err.Error())
		return
	}
	writeJSON(w, http.StatusOK, changed)
}

// allow answers a request whose method is none of those.
func allow(w http.ResponseWriter, r *http.Request, methods ...string) bool {
	if slices.Contains(methods, r.Method) {
		return true
	}
	known := strings.Join(methods, ", ")
	w.Header().Set("Allow", known+", OPTIONS")
	writeError(w, http.StatusMethodNotAllowed, "the method is one of "+known+", not "+quote(r.Method))
	return false
}

// writeJSON answers with a JSON object that no cache may keep.
func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	// The answer has begun: a client that went away is all that can fail here.
	_ = json.NewEncoder(w).Encode(body)
}

// writeError answers with {"error": text}.
func writeError(w http.ResponseWriter, status int, text string) {
	writeJSON(w, status, map[string]string{"error": text})
}
