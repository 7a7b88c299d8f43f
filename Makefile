# The environment is made in .venv the first time, and again only when what it depends on has changed.
# Another interpreter: make quiz PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin
STATES := pyproject.toml constraints.txt engine/version.py
EDITOR := tests/editor/package.json

NEEDS := needs Python 3.11 or newer: name one, as in  make $(or $(MAKECMDGOALS),quiz) PYTHON=python3.12
define ENVIRONMENT
command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here, and Quizproof $(NEEDS)" >&2; exit 1; }; \
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || { echo "$$($(PYTHON) --version 2>&1) is too old, and Quizproof $(NEEDS)" >&2; exit 1; }; \
$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
endef

# The server that editors run for YAML, for its test: where npm is absent, that test is skipped. It runs on Node 20 too,
# although it asks for 22.
define LANGUAGE_SERVER
command -v npm >/dev/null || { echo "There is no npm here: the test with the editors' server is skipped"; exit 0; }; \
mkdir -p .venv/editor && cp $(EDITOR) .venv/editor/ && \
npm install --prefix .venv/editor --engine-strict=false --ignore-scripts --no-package-lock --no-audit --no-fund --loglevel=error
endef

# pip compiles what it copies, and leaves an editable tree to be compiled at every start where bytecode is not written.
COMPILE := $(BIN)/python -m compileall -q engine cli.py __main__.py

.PHONY: help quiz test check bench fuzz crash format clean
.NOTPARALLEL: # pip must not run twice in one environment

help:
	@echo 'make quiz     take the first quiz'
	@echo 'make test     run the gate: format, lint, types, tests, build, the wheel tried out'
	@echo 'make check    prove every key of the shipped bank'
	@echo 'make bench    measure what the README says of speed'
	@echo 'make fuzz     look for bytes that no reader can stand, for MINUTES=10'
	@echo 'make crash    kill it 2,000 times while it writes, or KILLS=500: nothing may be lost'
	@echo 'make format   format, and mend what lint can mend'
	@echo 'make clean    remove all that the others have made'

quiz: .venv/installed
	@$(BIN)/quizproof take pooling

check: .venv/installed
	@$(BIN)/quizproof check quizbank

bench: .venv/installed-dev
	@$(BIN)/python benchmarks/run.py

# What fails is kept in .hypothesis and tried first in the next run.
fuzz: .venv/installed-dev
	@end=$$(($$(date +%s) + 60 * $(or $(MINUTES),10))); while [ $$(date +%s) -lt $$end ]; do \
	QUIZPROOF_FUZZ=1 $(BIN)/pytest -q tests/test_fuzz.py || exit 1; done

# Half an hour. Both files run at once.
crash: .venv/installed-dev
	@QUIZPROOF_KILLS=$(or $(KILLS),2000) $(BIN)/pytest -q --numprocesses=2 --dist=loadfile \
	tests/history/test_crashes.py tests/sittings/test_kills.py

test: .venv/installed-dev
	@$(BIN)/python .ci/gate.py

format: .venv/installed-dev
	$(BIN)/ruff check --quiet --fix . || true
	$(BIN)/ruff format .

clean:
	rm -rf .venv build dist quizproof.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/installed: $(STATES)
	@$(ENVIRONMENT)
	$(BIN)/python -m pip install -c constraints.txt -e .
	@$(COMPILE)
	@touch $@

.venv/installed-dev: $(STATES) $(EDITOR)
	@$(ENVIRONMENT)
	$(BIN)/python -m pip install -c constraints.txt -e '.[dev,anki,cluster,parquet,pdf]'
	@$(LANGUAGE_SERVER)
	@$(COMPILE)
	@touch .venv/installed $@
