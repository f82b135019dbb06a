package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// viteDir is where pages are bundled: each is a project of its own, outside of
// the repository's node_modules.
func viteDir(root string) string { return filepath.Join(root, ".cache", "e2e", "vite") }

// bundle packs the SDK as npm would publish it, unpacks it as npm would
// install it, and lets Vite bundle the page in a folder of e2e. A main module
// that is not empty takes the place of the page's. It returns the page's path.
func bundle(t *testing.T, name, page, main string) string {
	t.Helper()
	root := theWorld(t).root
	dir := filepath.Join(viteDir(root), name)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(os.RemoveAll(dir))
	check(os.MkdirAll(filepath.Join(dir, "node_modules", "dualstream"), 0o755))
	check(os.CopyFS(dir, os.DirFS(filepath.Join(root, "e2e", page))))
	// Without one, "dualstream" would mean the repository's own package, which is
	// above.
	check(os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{"private": true}`), 0o644))
	if main != "" {
		check(os.WriteFile(filepath.Join(dir, "main.js"), []byte(main), 0o644))
	}
	run := func(in string, args ...string) {
		t.Helper()
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = in
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatal(fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out))
		}
	}
	run(root, "npm", "pack", "--ignore-scripts", "--pack-destination", dir)
	run(dir, "sh", "-c", "tar -xzf dualstream-*.tgz --strip-components=1 -C node_modules/dualstream")
	run(dir, filepath.Join(root, "node_modules", ".bin", "vite"), "build", "--base=./")
	return "/vite/" + name + "/dist/index.html"
}

// The package works from a bundler too: imports by name, the wasm found.
func TestBundledByVite(t *testing.T) {
	path := bundle(t, "page", "vite", "")
	name := channel(t)
	publisher, viewer := open(t, "/script.html"), open(t, path)
	publisher.publish(name, 1, true, 640, 360)
	viewer.view(name, 2, 1)
	viewer.shows(640, 360, 5*time.Second)
	viewer.do(`() => h.client.setRemoteVideoStreamType(1, RemoteStreamType.LOW_STREAM)`)
	viewer.shows(160, 90, switchTime)
	if is := get[bool](viewer, `() => {
		try {
			AgoraRTC.createClient(null);
		} catch (e) {
			return e instanceof AgoraRTCError && e instanceof Error;
		}
	}`); !is {
		t.Error("what is thrown is not the AgoraRTCError that is imported")
	}
	if leaked := get[bool](viewer, `() => "DualStream" in window`); leaked {
		t.Error("the module has set a global")
	}
}
