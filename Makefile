# make demo: build everything, run the demo. make test: everything that is tested.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.PHONY: help build demo test test-go test-client test-browser test-js test-shim-and-client test-e2e e2e-safari e2e-firefox bench-fallback size lint fmt chromium firefox clean

ROOT   := $(CURDIR)
CACHE  := $(ROOT)/.cache
WASM   := GOOS=js GOARCH=wasm
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
# A test of calls that fails while others run beside it is run once more by
# itself, and fails where it fails twice: a machine that is short of processors
# distorts networks and clocks. Both runs are printed. Where many fail nothing is
# run again.
GOTESTSUM := go run gotest.tools/gotestsum@v1.13.0 --format standard-verbose --rerun-fails=1 --rerun-fails-max-failures=6 --packages ./e2e --

say = @printf '\n== %s\n' "$(1)"

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

node_modules: package.json package-lock.json
	npm ci
	@touch node_modules

build: node_modules ## dist/: the engine, the scripts, types, notices, the demo's page
	npm run --silent build

demo: build ## build, start the media server and the page, end with Ctrl-C
	@mkdir -p $(CACHE)
	go build -o $(CACHE)/demo ./demo
	@exec $(CACHE)/demo

test: chromium build lint test-go size test-shim-and-client test-browser test-e2e e2e-firefox ## everything below, in the order of its cost
	$(call say,all tests passed)

test-go: ## the packages of the engine, the demo and the helpers, natively
	$(call say,Go tests with the race detector)
	@# The simulator has no goroutine, and is slow under the race detector; the
	@# others wait for most of their time.
	@go test ./wasm/fallback/sim & sim=$$!; \
	go test -race $$(go list ./wasm/... | grep -v /fallback/sim) && others=0 || others=1; \
	wait $$sim && exit $$others
	$(call say,Go tests of the demo and of the test helpers)
	go test ./demo/... ./e2e/bench ./e2e/browser ./e2e/ownnet ./e2e/server ./e2e/wasmrun ./e2e/webkit

test-client: tools ## the table of client tests on a real media server, natively and in Chromium
	$(call say,client tests on the media server: native and in Chromium)
	@# They wait for most of their time, so they run beside each other.
	@export DUALSTREAM_REQUIRE_SERVER=1; \
	$(CACHE)/withserver -- go test -race -count=1 ./wasm/client & native=$$!; \
	$(CACHE)/withserver -- env $(WASM) go test -exec $(CACHE)/wasmrun -count=1 ./wasm/client && chromium=0 || chromium=1; \
	wait $$native && exit $$chromium

test-browser: tools ## the packages at the browser's boundary, in Chromium
	$(call say,peer and signalling in Chromium)
	$(WASM) go test -exec $(CACHE)/wasmrun -count=1 -timeout 180s ./wasm/peer ./wasm/signal ./wasm/lifetime

test-js: node_modules ## the shim's unit tests, types and package
	$(call say,shim tests)
	npm test --silent
	npm run --silent types
	npm run --silent test:types
	npm run --silent pack:check
	npm run --silent build:check

# The client tests wait for most of their time.
test-shim-and-client: node_modules tools
	@$(MAKE) --no-print-directory -j2 --output-sync=target test-js test-client

test-e2e: chromium ## real pages in a real browser, those of e2e-safari among them
	$(call say,end-to-end tests)
	@e2e/need-webkit
	DUALSTREAM_REQUIRE_BROWSER=1 $(GOTESTSUM) -count=1 -timeout 20m -skip '^TestFirefox'

e2e-safari: chromium ## likenesses of Safari in Chromium, and WebKitGTK where it is installed or may be; no Safari
	$(call say,end-to-end tests with likenesses of Safari and with WebKitGTK)
	@e2e/need-webkit
	DUALSTREAM_REQUIRE_BROWSER=1 $(GOTESTSUM) -count=1 -timeout 10m -run '^TestSafari'

e2e-firefox: chromium firefox build ## real pages in Firefox, in a network of its own; DUALSTREAM_REQUIRE_FIREFOX=1 fails where there can be none
	$(call say,end-to-end tests in Firefox)
	@mkdir -p $(CACHE)
	@# The module proxy cannot be reached from that network.
	go build -o $(CACHE)/demo ./demo
	go build -o $(CACHE)/ownnet ./e2e/ownnet
	DUALSTREAM_REQUIRE_BROWSER=1 $(GOTESTSUM) -exec $(CACHE)/ownnet -count=1 -timeout 10m -run '^TestFirefox'

bench-fallback: chromium build ## docs/benchmarks: calls on weak networks beside livekit-client's; QUICK=1, ROWS=regexp, REPEATS=n
	go run ./e2e/bench -out docs/benchmarks $(if $(QUICK),-quick) $(if $(ROWS),-rows '$(ROWS)') $(if $(REPEATS),-repeats $(REPEATS))

size: ## what a page downloads, against the budget in package.json
	$(call say,size)
	npm run --silent size

lint: node_modules ## gofmt, go vet and staticcheck for both targets, tsc, biome
	$(call say,lint)
	@test -z "$$(gofmt -l demo e2e js wasm)" || { gofmt -l demo e2e js wasm; echo 'not formatted: make fmt'; exit 1; }
	go mod tidy -diff
	go vet ./...
	$(WASM) go vet ./wasm/...
	$(STATICCHECK) ./...
	npm run --silent lint

fmt: node_modules ## format Go and TypeScript
	gofmt -w demo e2e js wasm
	npx biome check --write .

.PHONY: tools
tools: chromium
	@mkdir -p $(CACHE)
	go build -o $(CACHE)/withserver ./e2e/withserver
	go build -o $(CACHE)/wasmrun ./e2e/wasmrun

chromium: ## see that a Chromium is there, install Debian's where that is permitted
	@e2e/need-chromium

firefox: ## see that a Firefox is there, install Debian's where that is permitted
	@e2e/need-firefox

clean: ## remove what was built
	rm -rf dist .cache node_modules
