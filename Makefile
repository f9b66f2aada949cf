# Despatch: everything a developer types. CGO is off everywhere.
export CGO_ENABLED = 0

BIN      := bin/despatch
SAMPLE   := sample-data
LISTEN   := 127.0.0.1:8080
SHARED   ?= $(CURDIR)/../shared
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null)

.PHONY: build run test check race lint fuzz bench eval torture test-browser clean

build:
	go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o $(BIN) ./cmd/despatch

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
	go tool -modfile=tools/go.mod staticcheck ./...

# The race detector needs a C compiler; nothing that is shipped does.
race:
	CGO_ENABLED=1 go test -race -short ./...

clean:
	rm -rf bin $(SAMPLE)
