package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// dist is a folder with the files that the demo needs.
func dist(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "demo"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"demo/index.html", "demo/main.js", "demo/style.css", "dualstream.js", "dualstream.wasm"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func noEnv(string) string { return "" }

func TestDemoFromStartToStop(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	output, stdout := io.Pipe()
	var stderr bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"-addr", "127.0.0.1:0", "-dist", dist(t)}, noEnv, stdout, &stderr)
		stdout.Close()
	}()
	lines := bufio.NewReader(output)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("no ready line: %v, %s", err, &stderr)
	}
	address, found := strings.CutPrefix(strings.TrimSpace(line), "Dualstream demo ready: ")
	if !found {
		t.Fatalf("ready line %q", line)
	}

	response, err := http.Post(address+"token", "application/json", strings.NewReader(`{"room_name": "room", "participant_identity": "1"}`))
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		ServerURL string `json:"server_url"`
		Token     string `json:"participant_token"`
	}
	err = json.NewDecoder(response.Body).Decode(&answer)
	response.Body.Close()
	if err != nil || answer.ServerURL+"/" != strings.Replace(address, "http", "ws", 1) {
		t.Fatalf("answer %+v, %v", answer, err)
	}
	// The media server takes the token, through the demo's own address.
	dialCtx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	conn, _, err := websocket.Dial(dialCtx, answer.ServerURL+"/rtc?protocol=16&access_token="+answer.Token, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	if _, _, err := conn.Read(dialCtx); err != nil {
		t.Fatal(err)
	}
	// And there is a network to control.
	response, err = http.Get(address + "weaknet/room/1")
	if err != nil {
		t.Fatal(err)
	}
	var network struct{ Connected bool }
	err = json.NewDecoder(response.Body).Decode(&network)
	response.Body.Close()
	if err != nil || !network.Connected {
		t.Errorf("network %+v, %v", network, err)
	}

	stop()
	select {
	case got := <-code:
		if got != 0 {
			t.Errorf("exit code %d: %s", got, &stderr)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("it does not end")
	}
	if rest, _ := io.ReadAll(lines); len(rest) != 0 || stderr.Len() != 0 {
		t.Errorf("more was printed: %q, %q", rest, &stderr)
	}
}

func TestDemoFails(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	for _, tt := range []struct {
		name string
		args []string
		want []string
	}{
		{"busy port", []string{"-dist", dist(t), "-addr", busy.Addr().String()}, []string{busy.Addr().String(), "-addr", "PORT="}},
		{"no build", []string{"-dist", t.TempDir()}, []string{"make build"}},
		{"open without keys", []string{"-dist", dist(t), "-addr", "192.0.2.1:8080"}, []string{"-keys", "192.0.2.1:8080"}},
		{"another machine's address", []string{"-dist", dist(t), "-addr", "192.0.2.1:8080", "-keys", goodKeys}, []string{"192.0.2.1 is not an address"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if code := run(t.Context(), tt.args, noEnv, &stdout, &stderr); code != 1 {
				t.Errorf("exit code %d", code)
			}
			for _, want := range tt.want {
				if !strings.Contains(stderr.String(), want) {
					t.Errorf("stderr %q lacks %q", &stderr, want)
				}
			}
			if stdout.Len() != 0 {
				t.Errorf("stdout %q", &stdout)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), []string{"-help"}, noEnv, &stdout, &stderr); code != 0 || stderr.Len() != 0 {
		t.Errorf("exit code %d, stderr %q", code, &stderr)
	}
	for _, want := range []string{"-addr", "-dist", "-keys", "-congestion-control", "-bots", "-bots-room", "/weaknet/", "PORT", "LIVEKIT_KEYS"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("the help lacks %s", want)
		}
	}
}
