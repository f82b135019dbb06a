package server

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fake stands in for the demo: a program that prints what a shell script says.
func fake(t *testing.T, script string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "demo")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStartWaitsForTheReadyLine(t *testing.T) {
	program := fake(t, `echo "something else"; echo "Dualstream demo ready: http://127.0.0.1:4321/"; echo more; exec sleep 60`)
	s, err := Start(program, "127.0.0.1:0", os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	if s.URL != "http://127.0.0.1:4321" {
		t.Errorf("URL = %q", s.URL)
	}
	s.Stop()
	if s.cmd.ProcessState == nil {
		t.Error("the process was not waited for")
	}
}

func TestStartSaysWhatWentWrong(t *testing.T) {
	var log strings.Builder
	_, err := Start(fake(t, `echo "no dist" >&2; exit 1`), "127.0.0.1:0", &log)
	if err == nil || !strings.Contains(err.Error(), "before it was ready") || log.String() != "no dist\n" {
		t.Errorf("err = %v, log = %q", err, log.String())
	}
	if _, err := Start(filepath.Join(t.TempDir(), "nothing"), "127.0.0.1:0", os.Stderr); err == nil {
		t.Error("a program that is not there was started")
	}
}

func TestStartPassesFlagsOn(t *testing.T) {
	var log strings.Builder
	program := fake(t, `echo "$@" >&2; echo "Dualstream demo ready: http://127.0.0.1:4321/"; exec sleep 60`)
	s, err := Start(program, "127.0.0.1:0", &log, "-congestion-control", "off")
	if err != nil {
		t.Fatal(err)
	}
	s.Stop()
	if got := log.String(); got != "-addr 127.0.0.1:0 -congestion-control off\n" {
		t.Errorf("the program was given %q", got)
	}
}

func TestDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the media server")
	}
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "dist", "dualstream.js")); err != nil {
		t.Skip("dist/ is not built: run `make build`")
	}
	program, err := Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s, err := Start(program, "127.0.0.1:0", os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop()
	response, err := http.Post(s.URL+"/token", "application/json", strings.NewReader(`{"room_name":"test"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("POST /token: %s", response.Status)
	}
}
