# Everything a newcomer needs. `make` lists the targets.

PORT ?= 3000

export CARGO_TERM_COLOR ?= auto
# Of each of the test binaries that run at once. Tests wait more than they compute.
export RUST_TEST_THREADS ?= 4

LOCAL := $(or $(CARGO_TARGET_DIR),$(CURDIR)/target)/debug/local

# Of the profile `local` in Cargo.toml.
QUICK := $(subst /debug/,/local/,$(LOCAL))

.PHONY: help run test fmt lint doc deny advisories unit libraries live-latency inbox client page screenshots scene lighthouse schemathesis fuzz tour deployed lambda-check sizes bench bench-pure load growth storms invoke invoke-all deploy verify deploy-check clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

run: ## Build the page and run everything on this machine: http://127.0.0.1:3000 (PORT=… moves it)
	@scripts/run --port $(PORT)

# The four before the page mostly wait: together. The page's stories are told alone, they are about what is seen at once.
test: fmt lint doc deny ## Everything CI checks; FRESH=1 runs also tests that passed and are unchanged
	$(MAKE) --no-print-directory --jobs 3 unit deployed tour client
	$(MAKE) --no-print-directory page

fmt: ## Formatting
	cargo fmt --all --check

lint: ## Clippy, warnings are errors
	cargo clippy --locked --workspace --all-targets -- --deny warnings

doc: ## Documentation builds without warnings
	RUSTDOCFLAGS="--deny warnings" cargo doc --locked --workspace --no-deps --document-private-items

deny: ## Licences, bans and sources of dependencies
	scripts/cargo-deny --locked check licenses bans sources

advisories: ## Known faults of dependencies, by RustSec's database on GitHub; before a release
	scripts/cargo-deny --locked check advisories

libraries: ## Twilio's own libraries for Python and Node, for the simulator's tests
	scripts/official-libraries

unit: libraries ## All tests that need nothing but this machine; see docs/test-time.md
	scripts/test $(if $(FRESH),--fresh)
	MAKEFLAGS= cargo test --locked --workspace --doc

live-latency: ## How soon a page hears of a text: 200 texts, p50 and p99
	cargo test --locked --workspace --test stories -- live::latency::a_text --nocapture

inbox: ## What lists cost a tenant with 100,000 messages, in a quick build; MESSAGES=… takes as many
	INBOX_MESSAGES=$(or $(MESSAGES),100000) cargo test --profile local --locked --workspace --test inbox -- --nocapture

client: ## The client for TypeScript, against a local run of its own; in target/client
	cargo build --locked --workspace --bin local --test stories
	scripts/client $(LOCAL)

page: ## The page and the phone: lint, types, unit tests, size, and their stories in Chromium; T=inbox takes some
	cargo build --locked --workspace --bin local --test stories
	scripts/page $(LOCAL) $(T)

screenshots: ## Pictures of every screen, in light and dark, from a fixed scene; in target/screenshots
	cargo build --locked --workspace --bin local --test stories
	PATCHBAY_LOCAL=$(LOCAL) npm --prefix dashboard run pictures

scene: ## What the page costs a tenant with 5,000 conversations: first row, frames, memory; in a quick build
	cargo build --profile local --locked --workspace --bin local
	PATCHBAY_LOCAL=$(QUICK) npm --prefix dashboard run scene

lighthouse: ## Lighthouse's scores of every screen, as a phone and as a desktop
	cargo build --profile local --locked --workspace --bin local
	scripts/lighthouse $(QUICK)

schemathesis: ## Requests that schemathesis invents, against docs/openapi.yaml; CASES=2000, SEED=…
	cargo build --locked --workspace --bin local --test stories
	scripts/fuzz $(LOCAL) $(or $(CASES),2000) $(SEED)

fuzz: ## libFuzzer on what reads what others send: T=form takes one, SECONDS=60 is for each
	scripts/fuzz-targets $(or $(SECONDS),60) $(T)

storms: ## 5,000 stories while everything fails that can, and the records held against them; STORIES=600 STORM_SEED=1
	STORIES=$(or $(STORIES),5000) cargo test --locked --workspace --test storms -- --nocapture

load: ## A local run at 500 webhooks a second for five minutes, then each record; ARGS="--rate 100 --seconds 20", see --help
	cargo build --profile local --locked --workspace --bin local --bin load
	$(dir $(QUICK))load --program $(QUICK) $(ARGS)

growth: ## What a webhook and a page cost beside 10 to 100,000 messages and 10 to 10,000 tenants; in a quick build
	$(MAKE) load ARGS=--growth

bench-pure: ## Time and allocations of a webhook between event and answer, step by step; in a release build
	cargo bench --locked --package bench-pure

tour: ## The tours of README.md and docs, each block, against a local run of its own
	cargo build --locked --workspace --bin local --test stories
	scripts/tour $(LOCAL) README.md docs/tour.md docs/connect-your-website.md

deployed: ## The stories in a stack on an AWS emulator, with debug binaries; on Linux alone
ifeq ($(shell uname -s),Linux)
	scripts/deploy-check --debug
endif

deploy-check: ## The same with release binaries, as `sam build` makes them
	scripts/deploy-check

lambda-check: ## Release binaries, and `sms` under the Lambda runtime interface emulator
	scripts/lambda-check

sizes: ## Size, start and memory of each release binary; over 5 MB zipped is an error
	scripts/lambda-check sizes

bench: ## The functions beside the same in Node and the least possible; COLD=5 WARM=200 is a quick try
	bench/run $(if $(COLD)$(WARM),--cold $(or $(COLD),30) --warm $(or $(WARM),5000),--write docs/benchmarks.md)

invoke: ## One event in a container: F=sms E=events/sms.json
	cargo build --locked --quiet --package local
	scripts/with-tools scripts/invoke $(LOCAL) $(F) $(E)

invoke-all: ## Every event in a container, with `sam local invoke`
	cargo build --locked --quiet --package local
	scripts/with-tools scripts/invoke $(LOCAL)

deploy: ## Build and deploy to AWS: ENV=prod takes a section of samconfig.toml, ARGS=… goes to `sam deploy`
	scripts/with-tools scripts/deploy-stack $(if $(ENV),--config-env $(ENV)) $(ARGS)

verify: ## Self-test of a deployment from outside: URL=https://…
	scripts/verify $(URL)

clean: ## Remove build output and local state
	cargo clean
	rm -rf .local
