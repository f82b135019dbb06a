package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dualstream/e2e/browser"
)

// program prints its arguments and its environment, and ends as it is told.
const program = `package main

import (
	"os"
	"strings"
	"syscall/js"
)

func main() {
	println("args", strings.Join(os.Args[1:], " "))
	println("env", os.Getenv("DUALSTREAM_WASMRUN"), os.Getenv("HOME"))
	println("browser", js.Global().Get("RTCPeerConnection").Truthy())
	switch os.Args[1] {
	case "panic":
		panic("on purpose")
	case "exit":
		os.Exit(3)
	}
}
`

func TestWasmrun(t *testing.T) {
	browser.Require(t)
	dir := t.TempDir()
	source, wasm, wasmrun := filepath.Join(dir, "main.go"), filepath.Join(dir, "p.wasm"), filepath.Join(dir, "wasmrun")
	if err := os.WriteFile(source, []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	build(t, []string{"GOOS=js", "GOARCH=wasm"}, "-o", wasm, source)
	build(t, nil, "-o", wasmrun, ".")

	for _, c := range []struct {
		argument string
		code     int
		want     string
	}{
		{"plain", 0, "args plain </script>\nenv handed on \nbrowser true\n"},
		{"exit", 3, "args exit"},
		{"panic", 2, "panic: on purpose"},
	} {
		t.Run(c.argument, func(t *testing.T) {
			cmd := exec.Command(wasmrun, wasm, c.argument, "</script>")
			cmd.Env = append(os.Environ(), "DUALSTREAM_WASMRUN=handed on")
			out, err := cmd.CombinedOutput()
			code := 0
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				code = exit.ExitCode()
			} else if err != nil {
				t.Fatal(err)
			}
			if code != c.code || !strings.Contains(string(out), c.want) {
				t.Errorf("exit code %d, want %d; output:\n%s", code, c.code, out)
			}
		})
	}
}

func TestTimeout(t *testing.T) {
	for _, c := range []struct {
		argument string
		want     time.Duration
	}{
		{"-test.timeout=1m0s", 90 * time.Second},
		{"-test.timeout=0", 10 * time.Minute},
		{"-test.v", 10 * time.Minute},
	} {
		if got := timeout([]string{"p", c.argument}); got != c.want {
			t.Errorf("timeout(%s) = %s, want %s", c.argument, got, c.want)
		}
	}
}

func build(t *testing.T, env []string, args ...string) {
	t.Helper()
	cmd := exec.Command("go", append([]string{"build"}, args...)...)
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
}
