package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// built makes a folder as of a build.
func built(t *testing.T, script string) string {
	t.Helper()
	dir := t.TempDir()
	manifest := map[string]map[string]string{}
	for name, content := range map[string]string{"dualstream.js": script, "dualstream.wasm": "engine"} {
		sum := sha256.Sum256([]byte(content))
		manifest[name] = map[string]string{"sha256": hex.EncodeToString(sum[:])}
		write(t, filepath.Join(dir, name), content)
	}
	text, err := json.Marshal(manifest)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "manifest.json"), string(text))
	return dir
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestSnapshot(t *testing.T) {
	dist := built(t, "one")
	into := filepath.Join(t.TempDir(), "dist")
	first, err := snapshot(dist, into)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(into, "dualstream.wasm")); err != nil {
		t.Error(err)
	}
	second, err := snapshot(built(t, "two"), filepath.Join(t.TempDir(), "dist"))
	if err != nil || first == second {
		t.Errorf("two builds are %s and %s, %v", first, second, err)
	}

	write(t, filepath.Join(dist, "dualstream.js"), "half of it")
	if _, err := snapshot(dist, filepath.Join(t.TempDir(), "dist")); err == nil {
		t.Error("a build that is not finished is taken")
	}
}
