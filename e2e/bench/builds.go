package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"dualstream/e2e/browser"
)

// Versions are those of what is measured.
type Versions struct {
	Dualstream string `json:"dualstream"`
	// Commit is that of the repository, Dist a hash of the script and of the
	// engine, which may be newer.
	Commit        string `json:"commit"`
	Dist          string `json:"dist"`
	LivekitClient string `json:"livekitClient"`
	LivekitServer string `json:"livekitServer"`
	Chromium      string `json:"chromium"`
	Go            string `json:"go"`
}

// measured are the files of dist that decide what is measured.
var measured = []string{"dualstream.js", "dualstream.wasm"}

// snapshot copies dist into a folder of its own, so that a build meanwhile
// changes nothing, and returns the hash of what is measured.
func snapshot(dist, into string) (string, error) {
	if err := os.CopyFS(into, os.DirFS(dist)); err != nil {
		return "", fmt.Errorf("not everything is built, run `make build`: %w", err)
	}
	copied := os.DirFS(into)
	text, err := fs.ReadFile(copied, "manifest.json")
	if err != nil {
		return "", fmt.Errorf("not everything is built, run `make build`: %w", err)
	}
	var manifest map[string]struct{ SHA256 string }
	if err := json.Unmarshal(text, &manifest); err != nil {
		return "", err
	}
	both := sha256.New()
	for _, name := range measured {
		content, err := fs.ReadFile(copied, name)
		if err != nil {
			return "", err
		}
		sum := sha256.Sum256(content)
		if hex.EncodeToString(sum[:]) != manifest[name].SHA256 {
			return "", errors.New("dist is being built: " + name + " is not that of its manifest")
		}
		both.Write(sum[:])
	}
	return hex.EncodeToString(both.Sum(nil))[:12], nil
}

// versions reads all but Dist.
func versions(ctx context.Context, root string) (Versions, error) {
	v := Versions{Go: runtime.Version()}
	var err error
	if v.Dualstream, err = packageVersion(filepath.Join(root, "package.json")); err != nil {
		return v, err
	}
	client := filepath.Join(root, filepath.FromSlash(livekitScript), "..", "..", "package.json")
	if v.LivekitClient, err = packageVersion(client); err != nil {
		return v, err
	}
	chromium, err := browser.Find()
	if err != nil {
		return v, err
	}
	for _, c := range []struct {
		into    *string
		command []string
	}{
		{&v.Commit, []string{"git", "rev-parse", "--short", "HEAD"}},
		{&v.LivekitServer, []string{"go", "list", "-m", "-f", "{{.Version}}", "github.com/livekit/livekit-server"}},
		{&v.Chromium, []string{chromium, "--version"}},
	} {
		cmd := exec.CommandContext(ctx, c.command[0], c.command[1:]...)
		cmd.Dir = root
		out, err := cmd.Output()
		if err != nil {
			return v, fmt.Errorf("%s: %w", strings.Join(c.command, " "), err)
		}
		*c.into = strings.TrimSpace(string(out))
	}
	// "Chromium 156.0.7000.1 built on …"
	if fields := strings.Fields(v.Chromium); len(fields) > 1 {
		v.Chromium = fields[1]
	}
	return v, nil
}

// packageVersion is the version in a package.json.
func packageVersion(path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	var p struct{ Version string }
	err = json.Unmarshal(text, &p)
	return p.Version, err
}
