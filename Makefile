# `make help` lists the targets; every target bootstraps what it needs in .venv.
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13,$(shell command -v $(name) 2>/dev/null)) python3.11)
VENV   ?= .venv
BIN    := $(VENV)/bin
INPUT  ?=
LAKE   ?= lake
GOLD   ?= ../shared/gold
TASK   ?= all
STAMP  := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install run-local test lint types check golden docs evaluate benchmark lock wheel-test ci clean

help:  ## what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP)  ## the environment in .venv, from the hash-locked requirements

$(STAMP): requirements.lock setup.py
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing; choose another with PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

run-local: $(STAMP)  ## run the pipeline on seeds/ (or INPUT='../folder/*.txt') into LAKE=lake
	$(BIN)/newsbeam run --input $(if $(INPUT),$(INPUT),seeds/ --source_root seeds --max_rejects 0.5) --output $(LAKE)

test: $(STAMP)  ## all tests with coverage
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --cov --cov-report=term:skip-covered

lint: $(STAMP)  ## style, and the directions of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(STAMP)  ## mypy --strict
	$(BIN)/mypy

check: lint types test  ## lint, types and tests

golden: $(STAMP)  ## write the golden output of seeds/ anew (read the diff before you commit it)
	$(BIN)/python -m tests.golden.make

docs: $(STAMP)  ## write docs/datasets.md and newsbeam/datasets.json anew
	$(BIN)/python -m schemas.reference > docs/datasets.md
	$(BIN)/python -m schemas.export > newsbeam/datasets.json

evaluate: $(STAMP)  ## measure on annotated news: TASK=times GOLD=folder with the tasks
	$(BIN)/newsbeam evaluate $(TASK) --gold $(GOLD)

benchmark: $(STAMP)  ## rate and memory for 1 and 2 workers beside bare spaCy, in one run
	$(BIN)/python -m benchmarks.throughput

lock: $(STAMP)  ## resolve requirements.lock anew from setup.py (needs uv)
	uv pip compile setup.py --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements.lock

wheel-test: $(STAMP)  ## the built wheel in a fresh environment, outside the checkout
	bash tests/wheel_test.sh $(BIN)/python

ci: clean  ## what CI runs: fresh environment, lint, types, tests, run-local, wheel
	$(MAKE) lint
	$(MAKE) types
	$(MAKE) test
	$(MAKE) run-local LAKE=build/ci-lake
	$(MAKE) wheel-test

clean:  ## remove the environment, builds and caches (not the lake)
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .hypothesis .coverage .coverage.* .import_linter_cache
