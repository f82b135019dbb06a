package main

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program builds ownnet.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ownnet")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// TestAddress is run by the test below, in the network.
func TestAddress(t *testing.T) {
	own := os.Getenv(addressVariable)
	if own == "" {
		t.Skip("for TestOwnNetwork")
	}
	for _, host := range []string{own, "127.0.0.1"} {
		conn, err := net.ListenPacket("udp", net.JoinHostPort(host, "0"))
		if err != nil {
			t.Fatal(err)
		}
		conn.Close()
	}
	// Where packets to others would leave; none is sent.
	route, err := net.Dial("udp", "192.0.2.1:9")
	if err != nil {
		t.Fatal(err)
	}
	defer route.Close()
	if from := route.LocalAddr().(*net.UDPAddr).IP.String(); from != own {
		t.Errorf("the default route leaves from %s, want %s", from, own)
	}
}

func TestOwnNetwork(t *testing.T) {
	cmd := exec.Command(program(t), os.Args[0], "-test.run", "^TestAddress$", "-test.v")
	out, err := cmd.CombinedOutput()
	if strings.Contains(string(out), "no network of its own") {
		t.Skipf("%s", out)
	}
	if err != nil || !strings.Contains(string(out), "--- PASS: TestAddress") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestExitCodeIsPassedOn(t *testing.T) {
	cmd := exec.Command(program(t), "sh", "-c", "test -n \"$"+addressVariable+"$"+reasonVariable+"\" && exit 7")
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != 7 {
		t.Errorf("the command's exit code 7 became %v", err)
	}
}
