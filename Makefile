# `make run` needs Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
SHARED := ../shared

# Python keeps what it has compiled beside the packages: a process starts in half the time.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/$(VENV)/bytecode

.DEFAULT_GOAL := help
.PHONY: help run env test test-fast check eval bench mutate lock clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## run Tocsin; without a chat token it shows the demo
	@$(BIN)/tocsin run --data var --or-demo

env: $(VENV)/.dev ## make .venv with everything a developer needs

test: $(VENV)/.dev ## run every test, with coverage
	$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term

test-fast: $(VENV)/.dev ## run the tests that take less than a second
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow"

check: $(VENV)/.dev ## run all linters
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/vulture
	$(BIN)/deptry .
	$(BIN)/codespell

eval: $(VENV)/.dev ## measure detection on the labelled texts in ../shared
	@test -f $(SHARED)/eval/score.py || { echo "$(SHARED)/eval is not there: nothing to measure"; exit 1; }
	$(BIN)/python $(SHARED)/eval/score.py \
		--run "$(BIN)/tocsin analyze --incidents --mentions --jsonl {}"

bench: $(VENV)/.dev ## measure speed and memory
	$(BIN)/python -m benchmarks

mutate: $(VENV)/.dev ## count slips in bot/detect that no test notices; MUTANTS='bot.detect.people*'
	$(BIN)/mutmut run --max-children 2 $(MUTANTS)

lock: $(VENV)/.dev ## pin what pyproject.toml asks for; delete a lock file first to upgrade
	$(BIN)/uv pip compile $(LOCK) --group build pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile $(LOCK) --group build --group dev --constraint requirements.lock \
		pyproject.toml --output-file requirements-dev.lock

clean: ## remove what the other targets made
	rm -rf $(VENV) var dist build mutants .coverage .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis

# No address of a registry stands in a lock file: pip asks the one it is configured for.
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --no-annotate

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Tocsin needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Tocsin needs into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Installing what a developer needs into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
