package quirks

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/browsers.md anew where it is stale")

// root is the repository's, seen from this package.
const root = "../.."

// read reads a file of the repository.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every quirk says all that a reader needs, and is held by tests that exist.
func TestTable(t *testing.T) {
	titles := map[string]bool{}
	for _, g := range table {
		for _, q := range g.quirks {
			if titles[q.title] {
				t.Errorf("%q stands there twice", q.title)
			}
			titles[q.title] = true
			for _, text := range []string{q.title, q.browsers, q.wrong, q.done, q.told, q.source} {
				if text == "" || strings.Contains(text, "\n") {
					t.Errorf("%q: a field is empty or has lines: %q", q.title, text)
				}
			}
			if len(q.tests) == 0 {
				t.Errorf("%q has no test", q.title)
			}
			for _, p := range q.tests {
				if !p.exists(t) {
					t.Errorf("%q: %s has no test %q", q.title, p.file, p.name)
				}
			}
		}
	}
}

func (p proof) exists(t *testing.T) bool {
	t.Helper()
	text := read(t, p.file)
	if strings.HasSuffix(p.file, "_test.go") {
		return strings.Contains(text, "\nfunc "+p.name+"(")
	}
	// In vitest's tables the name stands behind the table.
	call := regexp.MustCompile(`(?m)(\bit\(|\]\)\()` + regexp.QuoteMeta(strconv.Quote(p.name)) + `,`)
	return strings.HasSuffix(p.file, ".test.ts") && call.MatchString(text)
}

// What is documented of the requirements and the codecs is what the shim asks.
func TestShimAsksWhatIsDocumented(t *testing.T) {
	requirements := read(t, "js/src/requirements.ts")
	var got, want []string
	for _, m := range regexp.MustCompile(`(?m)^  \[/(.*)/, (\d+)\],$`).FindAllStringSubmatch(requirements, -1) {
		got = append(got, m[1]+" "+m[2])
	}
	for _, d := range documented {
		want = append(want, d.pattern+" "+strconv.Itoa(d.first))
	}
	if !slices.Equal(got, want) {
		t.Errorf("the browsers of requirements.ts are\n%q, want\n%q", got, want)
	}
	got, want = nil, nil
	for _, m := range regexp.MustCompile(`(?m)^    (typeof .*?)(?: &&)?$`).FindAllStringSubmatch(requirements, -1) {
		got = append(got, m[1])
	}
	for _, f := range features {
		want = append(want, f.test)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the features of requirements.ts are\n%q, want\n%q", got, want)
	}
	for _, kind := range []string{"VIDEO", "AUDIO"} {
		var names []string
		for _, c := range codecs {
			if c.kind == kind {
				names = append(names, strconv.Quote(c.name))
			}
		}
		if line := "const " + kind + " = [" + strings.Join(names, ", ") + "];"; !strings.Contains(read(t, "js/src/supported-codecs.ts"), line) {
			t.Errorf("supported-codecs.ts does not say %s", line)
		}
	}
}

// The page's parts between these lines are made by this test.
const (
	begin = "<!-- made by go test ./wasm/quirks -update: %s -->\n"
	end   = "<!-- end -->\n"
)

// docs/browsers.md says what the table says.
func TestBrowsersPage(t *testing.T) {
	const name = "docs/browsers.md"
	page := read(t, name)
	made := page
	for part, text := range map[string]string{
		"dual stream":  dualStreamPart(),
		"requirements": requirementsPart(),
		"codecs":       codecsPart(),
		"table":        tablePart(),
	} {
		before, rest, found := strings.Cut(made, fmt.Sprintf(begin, part))
		_, after, closed := strings.Cut(rest, end)
		if !found || !closed {
			t.Fatalf("%s has no part %q between its two lines", name, part)
		}
		made = before + fmt.Sprintf(begin, part) + "\n" + text + "\n" + end + after
	}
	switch {
	case made == page:
	case *update:
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(name)), []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is stale: go test ./wasm/quirks -update", name)
	}
}

func dualStreamPart() string {
	var b strings.Builder
	b.WriteString("| browser | low stream | of cameras from |\n|---|---|---|\n")
	for _, e := range examples {
		p := Detect(e.env)
		low, from := "yes", "any size that is larger than the low stream's"
		if p.MinSimulcastWidth > 0 {
			from = fmt.Sprintf("%dx%d, or another shape of that area", p.MinSimulcastWidth, p.MinSimulcastHeight)
		}
		if p.NoLowStream != "" {
			low, from = "no: "+p.NoLowStream, ""
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", e.name, low, from)
	}
	return b.String()
}

func requirementsPart() string {
	var b strings.Builder
	b.WriteString("| what is needed | in browsers since |\n|---|---|\n")
	for _, f := range features {
		fmt.Fprintf(&b, "| %s | %s |\n", f.name, f.since)
	}
	b.WriteString("\n| documented browser | from version |\n|---|---|\n")
	for _, d := range documented {
		first := "any"
		if d.first > 0 {
			first = strconv.Itoa(d.first)
		}
		fmt.Fprintf(&b, "| %s | %s |\n", d.name, first)
	}
	return b.String()
}

func codecsPart() string {
	var b strings.Builder
	b.WriteString("| codec | |\n|---|---|\n")
	for _, c := range codecs {
		fmt.Fprintf(&b, "| %s | %s |\n", c.name, c.sent)
	}
	return b.String()
}

func tablePart() string {
	var b strings.Builder
	for i, g := range table {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "### %s\n", g.name)
		for _, q := range g.quirks {
			fmt.Fprintf(&b, "\n#### %s\n\n", q.title)
			var tests []string
			for _, p := range q.tests {
				name := "\"" + p.name + "\""
				if strings.HasSuffix(p.file, ".go") {
					name = p.name
				}
				tests = append(tests, fmt.Sprintf("%s in [%s](../%s)", name, p.file, p.file))
			}
			for _, line := range [][2]string{
				{"Browsers", q.browsers}, {"What goes wrong", q.wrong}, {"What the SDK does", q.done},
				{"Told by", q.told}, {"Source", q.source}, {"Tests", strings.Join(tests, "; ")},
			} {
				fmt.Fprintf(&b, "- **%s**: %s\n", line[0], line[1])
			}
		}
	}
	return b.String()
}
