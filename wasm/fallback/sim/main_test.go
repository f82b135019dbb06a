package sim

import (
	"flag"
	"os"
	"testing"
)

// Each check of a property is a call of minutes, so there are few of them unless
// -rapid.checks says otherwise. A failure is repeated by the -rapid.seed that it
// tells: no file is left.
func TestMain(m *testing.M) {
	for name, value := range map[string]string{"rapid.checks": "25", "rapid.nofailfile": "true"} {
		if flag.Lookup(name) == nil {
			continue
		}
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
