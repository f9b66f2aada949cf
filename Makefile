# Despatch: everything a developer types. CGO is off everywhere.
export CGO_ENABLED = 0

BIN      := bin/despatch
SAMPLE   := sample-data
LISTEN   := 127.0.0.1:8080
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null)
LDFLAGS  := -s -w -buildid= -X main.version=$(VERSION)
BUILD    := go build -trimpath -ldflags '$(LDFLAGS)'
TOOL     := go tool -modfile=tools/go.mod

.PHONY: build run test check lint race reproducible sbom clean

build:
	$(BUILD) -o $(BIN) ./cmd/despatch

# The sample articles in a data folder of their own, served with page and API.
run: build
	$(BIN) add --data $(SAMPLE) --sample
	$(BIN) serve --data $(SAMPLE) --listen $(LISTEN)

test:
	go test ./...

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
	CGO_ENABLED=1 go test -race -short ./...

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
