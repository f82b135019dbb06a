// Package reply is how the demo's servers answer in JSON.
package reply

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// JSON answers with a JSON object that no cache may keep.
func JSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	// The answer has begun: a client that went away is all that can fail here.
	_ = json.NewEncoder(w).Encode(body)
}

// Error answers with {"error": text}.
func Error(w http.ResponseWriter, status int, text string) {
	JSON(w, status, map[string]string{"error": text})
}

// Quote makes what a client sent safe to show, and short.
func Quote(text string) string {
	const longest = 80
	if len(text) > longest {
		text = text[:longest] + "…"
	}
	return strconv.QuoteToASCII(text)
}
