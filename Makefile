# The book in two commands: `make book` builds it, `make test` checks everything. `make help` lists the rest.

CORPUS ?= data/corpus
OUT ?= build
AS_OF ?=
EVIDENCE ?= passages
EDITIONS ?= editions
ADDRESS ?=
COLUMNS_OF ?=
LIMITS ?=
PYTHON ?= python3
PORT ?= 8000
ARTICLES ?= 100000

BIN := .venv/bin
# Without bytecode each of the ten processes of a build compiles every module anew, a quarter of its time.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help book edition pdf test soak audit serve lab cluster lock bench clean

help: ## list the targets and their settings
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/'
	@printf '\nSettings of make book, with their defaults:\n'
	@printf '  CORPUS=%s\tfolder of articles, or one file\n' 'data/corpus'
	@printf '  OUT=%s\t\twhere tables and site are written\n' 'build'
	@printf '  AS_OF=\t\tleave out what was published after this day (YYYY-MM-DD)\n'
	@printf '  EDITIONS=%s\tfolder of frozen editions; a new book says what changed since the newest\n' 'editions'
	@printf '  COLUMNS_OF=\twhat columns of CSV and JSON Lines hold: text=corps,published=jour\n'
	@printf '  LIMITS=\t\traised or lowered limits: "article=20000000 pages=900"\n'
	@printf '  ADDRESS=\t\twhere it will be published (https://example.org/book/), for references\n'
	@printf '  EVIDENCE=%s\tfull shows whole articles, for private use\n' 'passages'

book: .venv/.book ## read the corpus, run the chapters, build the site
	@$(BIN)/kz build "$(CORPUS)" --out "$(OUT)" --as-of "$(AS_OF)" --evidence "$(EVIDENCE)" --editions "$(EDITIONS)" --address "$(ADDRESS)" --columns "$(COLUMNS_OF)" $(foreach limit,$(LIMITS),--limit $(limit))

edition: .venv/.book ## freeze an edition beside the earlier ones in EDITIONS; it never changes again
	@$(BIN)/kz edition "$(CORPUS)" --out "$(EDITIONS)" --as-of "$(AS_OF)" --evidence "$(EVIDENCE)" --address "$(ADDRESS)" --columns "$(COLUMNS_OF)" $(foreach limit,$(LIMITS),--limit $(limit))

pdf: book ## print the book and each chapter as PDF, evidence as notes (needs Chromium or Chrome)
	@$(BIN)/kz pdf "$(OUT)/site" --out "$(OUT)/pdf"

test: .venv/.test ## lint, format, types, unit tests, whole books, the browser check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest -n 3 --dist loadgroup

soak: .venv/.test ## the long checks, up to an hour: builds killed and starved, thousands of broken corpora
	$(BIN)/python -m pytest -m soak -s
	KZ_MANY=10000 $(BIN)/python -m pytest tests/test_bounded.py

audit: .venv/.test ## known advisories against the pinned packages, where a database can be reached
	@$(BIN)/python tests/audit.py

serve: .venv/.book ## show the site of OUT on http://127.0.0.1:8000 (PORT=)
	@echo "http://127.0.0.1:$(PORT)/ (stop with Ctrl-C)"
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory "$(OUT)/site"

lab: .venv/.lab ## JupyterLab over the notebooks
	$(BIN)/jupyter lab notebooks

cluster: .venv/.cluster ## what reading on a Dask cluster needs (kz parse --scheduler), on each of its machines

bench: .venv/.bench ## accuracy, speed and scale against targets and other libraries, in one run of over half an hour (ARTICLES=1000: minutes)
	$(BIN)/python benchmarks/all.py $(ARTICLES)

lock: ## write the lock files again from pyproject.toml (needs uv)
	printf 'flit_core>=3.9,<4\n' | $(LOCK) pyproject.toml - -o requirements.lock
	for extra in cluster dev lab bench; do \
		printf 'flit_core>=3.9,<4\n' | $(LOCK) pyproject.toml - --extra $$extra -c requirements.lock -o requirements-$$extra.lock || exit; \
	done

clean: ## remove what was built (the environment in .venv stays)
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is too old; Python 3.11 or later is needed: make PYTHON=python3.12 book" >&2; exit 2; }
	$(PYTHON) -m venv .venv

.venv/.book: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing the pinned packages into .venv (about a minute)"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements-dev.lock .venv/.book
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.cluster: requirements-cluster.lock .venv/.book
	@$(PIP) --require-hashes -r requirements-cluster.lock
	@touch $@

.venv/.lab: requirements-lab.lock .venv/.book
	@$(PIP) --require-hashes -r requirements-lab.lock
	@touch $@

.venv/.bench: requirements-bench.lock .venv/.book
	@$(PIP) --require-hashes -r requirements-bench.lock
	@touch $@
