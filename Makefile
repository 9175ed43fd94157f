# Needs Python 3.11 or later and make; keeps everything, pip's downloads too, inside this folder.
#
#   make extract                    the sample report as a table
#   make extract REPORT=my.txt      any report
#   make test                       ruff, mypy, all tests but the browser's, the gate
#   make test-browser               the review's page in a real browser (needs Chromium)
#   make gate                       nothing got worse on the dev reports: rules, and the model backend on kept answers
#   make campaign                   ten thousand composed tables, cell by cell (minutes)
#   make bench                      speed and memory, worth and cost of the audit, cost of scoring; on a quiet machine
#   make exports                    peak memory of exports of 5,000 and 50,000 reports (minutes)
#   make faults                     runs that are killed 50 times, over 500 reports, with a failing endpoint, 12 times on a Ray cluster, and through Ray's client (half an hour)
#   make scale                      runs over many reports: cores, overhead, memory, resuming, a cluster; on a quiet machine
#   make bench-review               what the review's page costs in a real browser (needs Chromium)
#   make tables OUT=folder          random tables as real files, cell by cell (needs LibreOffice and Chromium)
#   make formats OUT=folder         reports as web pages, Word, PDF and scans, read again: what is lost (needs LibreOffice and Chromium; scans take long)

REPORT ?= giextract/sample/report.txt
FORMATS ?= *
OUT ?=
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
WORKERS ?= 2

ENV := .venv
BIN := $(ENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --cache-dir '$(CURDIR)/$(ENV)/pip-cache' install
export REPORT

.PHONY: extract test test-browser gate campaign bench bench-review exports faults scale tables formats clean
.DELETE_ON_ERROR:

extract: $(ENV)/installed
	@$(BIN)/giextract extract --format table -- "$$REPORT"

test: $(ENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(WORKERS) -m 'not browser'
	@$(MAKE) --no-print-directory gate

test-browser: $(ENV)/installed-dev
	$(BIN)/python -m pytest -n $(WORKERS) -m browser tests/review

gate: $(ENV)/installed-dev
	$(BIN)/giextract eval gate dev -b rules -b replay:evals/replay.jsonl

campaign: $(ENV)/installed-dev
	$(BIN)/python -m tests.backends.rules.tables.campaign --count 10000 --seed 1

bench: $(ENV)/installed-dev
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.audit
	$(BIN)/python -m benchmarks.scoring

exports: $(ENV)/installed-dev
	$(BIN)/python -m benchmarks.export_memory

faults: $(ENV)/installed-dev $(ENV)/installed-ray
	$(BIN)/python -m tests.batch.faults --reports 500 --kills 50
	$(BIN)/python -m tests.batch.cluster_faults --reports 500 --kills 12
	$(BIN)/python -m tests.batch.client_faults --reports 500

scale: $(ENV)/installed-dev $(ENV)/installed-ray
	$(BIN)/python -m benchmarks.batch
	$(BIN)/python -m benchmarks.cluster

bench-review: $(ENV)/installed-dev
	$(BIN)/python -m benchmarks.review

tables: $(ENV)/installed-dev
	@test -n '$(OUT)' || { echo 'say where files go: make tables OUT=folder' >&2; exit 2; }
	$(BIN)/python -m benchmarks.formats.tables '$(OUT)'

formats: $(ENV)/installed-dev
	@test -n '$(OUT)' || { echo 'say where files and results go: make formats OUT=folder' >&2; exit 2; }
	$(BIN)/python -m benchmarks.formats '$(OUT)' --formats '$(FORMATS)'

clean:
	rm -rf $(ENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamps are newer than pyproject.toml as long as the environment fits it; a change of the code needs nothing.
$(ENV)/installed: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[documents,review]'
	@touch $@

$(ENV)/installed-dev: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[dev,documents,ocr,parquet,plots,review]'
	@touch $@ $(ENV)/installed

$(ENV)/installed-ray: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[ray]'
	@touch $@

$(BIN)/python:
	@test -n '$(PYTHON)' || { echo 'giextract needs Python 3.11 or later; name yours: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	$(PYTHON) -m venv $(ENV)
