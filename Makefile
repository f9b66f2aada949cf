# Despatch: everything a developer types. CGO is off everywhere.
export CGO_ENABLED = 0

BIN      := bin/despatch
SAMPLE   := sample-data
LISTEN   := 127.0.0.1:8080
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null)
LDFLAGS  := -s -w -buildid= -X main.version=$(VERSION)
BUILD    := go build -trimpath -ldflags '$(LDFLAGS)'
TOOL     := go tool -modfile=tools/go.mod

.PHONY: build run test test-browser bench torture check lint race guard eval fuzz reproducible sbom clean

build:
	$(BUILD) -o $(BIN) ./cmd/despatch

# The sample articles in a data folder of their own, served with page and API.
run: build
	$(BIN) add --data $(SAMPLE) --sample
	$(BIN) serve --data $(SAMPLE) --listen $(LISTEN)

test:
	go test ./...

# The desk in Chromium, worked as a reader would; screenshots in test-output.
test-browser:
	go test -tags browser -count=1 ./server/web/browsertest

# Breaks the corpus and then the whole on purpose and prints tables of what came
# of it (RELIABILITY.md): five minutes, or with DESPATCH_LONG=1 hours.
torture:
	TORTURE=$(if $(DESPATCH_LONG),long) go run ./torture/corpus
	go run ./torture

# What a change must pass before it lands, beside the tests.
check: lint race

lint:
	@bad=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$bad" || { echo "gofmt would change:"; echo "$$bad"; exit 1; }
	go vet ./...
	go mod verify
	$(TOOL) staticcheck ./...
	go run ./cmd/despatch gazetteer check

# The race detector needs a C compiler; nothing that is shipped does.
race:
	CGO_ENABLED=1 go test -race -short -p 1 ./...

# How well articles are extracted and understood: on the sample, and on the
# labelled sets in SHARED where they are.
SHARED ?= $(CURDIR)/../shared
eval:
	go run ./indexer/annotate/eval $(SHARED)
	DESPATCH_LONG=1 DESPATCH_SHARED=$(SHARED) go test ./corpus/extract -run Eval -v

# Beside stock Bleve and SQLite FTS5, over HTTP and as the articles grow: some
# 30 minutes, written to BENCHMARKS.md.
bench: build
	go run ./search/bleveindex/bench -articles $(SHARED)/bench/articles-60k.jsonl.zst -binary $(BIN) -growth

# Every fuzz target for FUZZTIME.
FUZZTIME ?= 2m
fuzz:
	@go list -f '{{.ImportPath}}' ./... | while read package; do \
	  for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
	    echo "$$package $$target"; go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
	  done; done

# Abuse, slow clients, a stop with everything in flight and too much load, each
# against a server of its own over the sample; guard/main.go says how to do it
# harder and over other data. On a machine that does other things too, GUARD=--busy
# leaves times unjudged.
guard: build
	go run ./guard --binary $(BIN) $(GUARD)

# Two builds of one commit are the same, byte for byte, wherever they are made.
reproducible:
	@elsewhere=$$(mktemp -d) && trap 'rm -rf "$$elsewhere"' EXIT && \
	git archive HEAD | tar -x -C "$$elsewhere" && \
	(cd "$$elsewhere" && go build -buildvcs=false -trimpath -ldflags '$(LDFLAGS)' -o second ./cmd/despatch) && \
	go build -buildvcs=false -trimpath -ldflags '$(LDFLAGS)' -o "$$elsewhere/first" ./cmd/despatch && \
	cmp "$$elsewhere/first" "$$elsewhere/second" && echo "two builds of $(VERSION) are identical"

# The parts of the binary as a CycloneDX bill of materials.
sbom:
	@mkdir -p bin
	$(TOOL) cyclonedx-gomod app -json -main cmd/despatch -output bin/despatch.cdx.json .

clean:
	rm -rf bin test-output $(SAMPLE)
