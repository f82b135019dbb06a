package browser

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	empty, full := t.TempDir(), t.TempDir()
	program := filepath.Join(full, "google-chrome")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}

	t.Run("by a usual name", func(t *testing.T) {
		t.Setenv("CHROME", "")
		t.Setenv("PATH", full)
		if got, err := Find(); err != nil || got != program {
			t.Errorf("Find() = %q, %v, want %q", got, err, program)
		}
	})
	t.Run("by CHROME", func(t *testing.T) {
		t.Setenv("CHROME", program)
		t.Setenv("PATH", empty)
		if got, err := Find(); err != nil || got != program {
			t.Errorf("Find() = %q, %v, want %q", got, err, program)
		}
	})
	t.Run("CHROME is wrong", func(t *testing.T) {
		t.Setenv("CHROME", filepath.Join(empty, "nothing"))
		t.Setenv("PATH", full)
		if _, err := Find(); err == nil || !strings.Contains(err.Error(), "CHROME") {
			t.Errorf("err = %v, want one that names CHROME", err)
		}
	})
	t.Run("nowhere", func(t *testing.T) {
		usual := names
		names = []string{"chromium"}
		t.Cleanup(func() { names = usual })
		t.Setenv("CHROME", "")
		t.Setenv("PATH", empty)
		if _, err := Find(); !errors.Is(err, ErrNotFound) {
			t.Errorf("err = %v, want ErrNotFound", err)
		}
	})
}
