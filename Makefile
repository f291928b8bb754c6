# Two commands matter on a fresh clone: `make demo` and `make test`. Each sets up what it needs.
#
# Settings:  PYTHON=...        the interpreter of the environment (3.11 or newer)
#            JOBS=2            workers of the test run
#            PYTEST_ARGS=...   passed on to the test run
#            CINET_TEST_DATA   folder with the large data sets; tests that need them are skipped without it

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
JOBS ?= 2
PYTEST_ARGS ?=

# What each target installs on top of the package itself.
EXTRAS_demo := zh
EXTRAS_test := zh,test
EXTRAS_lint := lint
EXTRAS_docs := docs
EXTRAS_bench := zh,bench
EXTRAS_fuzz := fuzz
EXTRAS_notebooks := zh,notebook

.PHONY: help demo test lint docs bench fuzz notebooks clean

help:
	@echo "make demo       run the bundled study and show where its tables, figures and report are"
	@echo "make test       run the tests, with the branch coverage of every line, compiled kernels included"
	@echo "make lint       formatting, lint rules, types, and the import rules between the rooms"
	@echo "make docs       build the user guide into docs/_build/html"
	@echo "make notebooks  execute the notebooks in examples/ and fail on the first error"
	@echo "make bench      run the benchmarks"
	@echo "make fuzz       feed the readers damaged files, SECONDS of it for each"
	@echo "make clean      remove the environment and everything that was built"

# The environment: made once, with uv where it is on the PATH, otherwise with venv and pip.
$(PY):
	@set -eu; found=; \
	for candidate in $${PYTHON:-python3.12 python3.11 python3.13 python3}; do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    found=$$("$$candidate" -c 'import sys; print(sys.executable)'); break; \
	  fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "cinet needs Python 3.11 or newer, and none of these is one: $${PYTHON:-python3.12 python3.11 python3.13 python3}." >&2; \
	  echo "Install one, or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" >&2; \
	  exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$found" --version)."; \
	rm -rf $(VENV); \
	if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --python "$$found" $(VENV); \
	else \
	  "$$found" -m venv $(VENV); \
	fi

# One stamp per set of extras, renewed when the metadata or the pinned versions change.
$(VENV)/.ready-%: setup.cfg pyproject.toml constraints.txt | $(PY)
	@set -eu; \
	echo "Installing cinet-ecosystem[$(EXTRAS_$*)]."; \
	if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(PY) --constraint constraints.txt --editable ".[$(EXTRAS_$*)]"; \
	else \
	  $(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null; \
	  $(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[$(EXTRAS_$*)]"; \
	fi; \
	touch $@

.SECONDARY:

demo: $(VENV)/.ready-demo
	$(BIN)/cinet run examples/parks/study.toml --out results/parks
	@echo "The data of this demonstration is synthetic. Look at:"
	@echo "  results/parks/report.html     figures, tables and every choice made, in one file"
	@echo "  results/parks/figures/        the figures as PDF, SVG and PNG"
	@echo "  results/parks/tables/         the tables as CSV and Parquet"
	@echo "  results/parks/manifest.json   versions, seed, and the hash of every input and output"
	@echo "  results/parks/ro-crate-metadata.json   the same for archives: what was made, of what, by what"

# The kernels run first as plain Python, so that coverage sees into them; then everything runs compiled,
# and both measurements together must reach every branch.
test: $(VENV)/.ready-test
	NUMBA_DISABLE_JIT=1 $(PY) -m pytest tests/kernels --quiet -n $(JOBS) \
	  --cov --cov-report= --cov-fail-under=0
	$(PY) -m pytest -n $(JOBS) --cov --cov-append $(PYTEST_ARGS)

lint: $(VENV)/.ready-lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

docs: $(VENV)/.ready-docs
	rm -rf docs/_build docs/reference docs/_figures
	$(PY) -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "The user guide is in docs/_build/html/index.html"

bench: $(VENV)/.ready-bench
	@set -eu; for script in benchmarks/bench_*.py; do \
	  if [ -f "$$script" ]; then echo "== $$script"; $(PY) "$$script"; fi; \
	done

SECONDS ?= 60
fuzz: $(VENV)/.ready-fuzz
	$(PY) fuzz/fuzz_readers.py all --guided --seconds $(SECONDS)

notebooks: $(VENV)/.ready-notebooks
	$(PY) examples/execute.py

clean:
	rm -rf $(VENV) results build dist docs/_build docs/reference docs/_figures .pytest_cache .mypy_cache .ruff_cache \
	  .import_linter_cache .hypothesis .coverage .coverage.* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*.egg-info' -type d -prune -exec rm -rf {} +
