PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8080
WORKERS ?= logical

.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: .venv/ready ## the virtual environment with everything in it

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	@echo "正在安装需要的软件包，大约一分钟…… / Installing packages, about a minute…"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: setup ## a sample branch, the local Telegram with phones in a web page, the real bot (PORT=8080, NO_OPEN=1)
	$(BIN)/python -m bot demo --port $(PORT) $(if $(NO_OPEN),--no-open)

run: setup ## the bot on Telegram, with the token of .env
	$(BIN)/python -m bot run

check: setup ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup ## the whole test suite (PostgreSQL and Chromium must be there; WORKERS=0: one test at a time)
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist loadgroup

kill: setup ## the full crash test: 300 check-ins, 30 conversations and 3,017 votes through 20 kills each
	$(BIN)/python -m pytest tests/crash tests/secrecy/test_load.py --full-kill -s

year: setup ## a simulated year of messages in tables: how many a person gets, and what the rules of reminders promise
	$(BIN)/python -m tests.simulation

bench: setup ## speed and memory as ratios measured in one run
	$(BIN)/python -m tests.bench

map: setup ## the map of layers and features in docs/architecture.md, drawn anew from the imports
	$(BIN)/python -m tests.architecture

.PHONY: help setup demo run check test kill year bench map
