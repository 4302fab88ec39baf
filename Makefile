# Every command does all the set-up it needs. "make help" lists them.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := $(VENV)/.tools
PIP := $(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help lab test slides handouts evidence check verify lint format bench wheel clean

help: ## list the commands
	@echo "make COMMAND, where COMMAND is one of"
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  \1|\2/' | awk -F'|' '{printf "%-10s %s\n", $$1, $$2}'

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "sahelkit needs Python 3.11 or newer, not: $$($(PYTHON) --version). Try: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/python || { echo "Making a virtual environment in $(VENV) ..."; $(PYTHON) -m venv $(VENV); }
	@echo "Installing sahelkit and what its lessons need (once; about 120 MB) ..."
	@$(PIP) -e '.[lab,publish]'
	@touch $(READY)

$(TOOLS): $(READY)
	@echo "Installing what tests and checks need (once; about 90 MB) ..."
	@$(PIP) -e '.[lab,live,publish,pdf,check,test,dev]'
	@touch $(TOOLS)

lab: $(READY) ## open the lessons in JupyterLab
	@$(BIN)/sahelkit lab

test: $(TOOLS) ## run all tests (browser tests need chromium)
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

slides: $(READY) ## turn every lesson into a slide deck, in build/slides
	@$(BIN)/sahelkit slides

handouts: $(READY) ## turn every lesson into a handout to print, in build/handouts
	@$(BIN)/sahelkit handout

evidence: $(READY) ## write seeds/EVIDENCE.md anew from the tables
	@$(BIN)/sahelkit evidence

check: $(TOOLS) ## check the ledger and the prose of every lesson
	@$(BIN)/sahelkit check

verify: $(READY) ## compare the claims with the original texts: make verify ORIGINALS=folder
	@test -n "$(ORIGINALS)" || { echo "Say where the original texts are: make verify ORIGINALS=folder"; exit 2; }
	@$(BIN)/sahelkit verify --originals "$(ORIGINALS)"

lint: $(TOOLS) ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(TOOLS) ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(TOOLS) ## measure the speed promises
	@$(BIN)/python -m pytest tests/benchmarks -m benchmark -s $(ARGS)

wheel: $(TOOLS) ## build the wheel, in build/wheel
	@$(BIN)/python -m build --wheel --outdir build/wheel

clean: ## remove all that was built (not the virtual environment)
	@rm -rf build .mypy_cache .pytest_cache .ruff_cache
