package browser

import (
	"errors"
	"os"
	"os/exec"
)

// ErrNotFound says that no Chromium is installed, and how to get one.
var ErrNotFound = errors.New("no Chromium found: install it (Debian: apt-get install -y --no-install-recommends chromium) " +
	"or set CHROME to the path of a Chromium or Chrome")

// names are what a Chromium is installed as.
var names = []string{
	"chromium", "google-chrome", "google-chrome-stable", "chrome", "chromium-browser",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
}

// Find returns the path of the Chromium to use: $CHROME if it is set, else the
// first of the usual names, else ErrNotFound.
func Find() (string, error) { return find("CHROME", names, ErrNotFound) }

// find is the program that a variable names, else the first of the names that is
// there, else an error that says that none is.
func find(variable string, names []string, none error) (string, error) {
	if named := os.Getenv(variable); named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return "", errors.New(variable + " names no program: " + err.Error())
		}
		return path, nil
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", none
}
