# The verbs of the project. `make help` lists them.

PYTHON3 ?= python3
VENV := .venv
PY := $(VENV)/bin/python
UV := .tools/bin/uv
STAMP := $(VENV)/.locked
export RASA_TELEMETRY_ENABLED := false
export PYTHONPATH := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: help env run test test-fast shell staff lookup export data train check-content check docs import-report import-measure evaluate scale bench lock clean

help: ## list the verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

run: env ## bring the assistant up: database, model, action server, Rasa; Ctrl-C stops it
	@exec $(PY) -m bot.serve

test: env ## the whole test suite: fast tests, training, live server
	@$(PY) -m pytest

test-fast: env ## the tests that need no server and take no seconds, on all cores
	@$(PY) -m pytest -n auto --dist loadfile -m "not live and not thorough" --ignore tests/live --ignore tests/browser

shell: env ## chat in the terminal
	@exec $(PY) -m bot.shell

staff: env ## let a person sign in at the staff desk: make staff NAME=kim
	@$(PY) -m web.staff.accounts add "$(NAME)"

lookup: env data ## look up as staff do: make lookup Q="flood wardens 2023" [AREA=flooding] [YEAR=2023] [JSON=1] [SERIES=1] or ARGS="--json"
	@$(PY) -m core.cli.lookup "$(Q)" $(if $(AREA),--area $(AREA)) $(if $(YEAR),--year $(YEAR)) $(if $(JSON),--json) $(if $(SERIES),--series) $(ARGS)

export: env ## the catalogue as JSON Lines: make -s export > catalogue.jsonl
	@$(PY) -m core.cli.load >&2
	@$(PY) -m core.cli.export

data: env ## build the database, if the content changed
	@$(PY) -m core.cli.load >&2

train: env ## put together what Rasa trains on, and check it
	@$(PY) -m bot.assemble

check-content: env ## hold the content files against the schema and each other; with REPORTS=folder, also against the reports
	@$(PY) -m core.cli.check_content $(if $(REPORTS),--reports $(REPORTS)) $(ARGS)

check: env ## style and types
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

docs: env ## write docs/content.md anew, from the schema and the records
	@$(PY) -m core.cli.document

import-report: env data ## draft records from a report: make import-report FILE=report.pdf YEAR=2027 [ARGS=--again]
	@$(PY) -m core.cli.import_report "$(FILE)" "$(YEAR)" $(ARGS)

import-measure: env data ## hold the importer against the reports that are in: make import-measure REPORTS=folder UNITS=units.json
	@$(PY) -m tests.benchmark.importing --reports "$(REPORTS)" --units "$(UNITS)"

evaluate: env data ## how well questions find their records; writes docs/evaluation.md (after a `make run`, which trains)
	@$(PY) -m tests.evaluation.run $(ARGS)

scale: env data ## look-up in a catalogue of 10,000 and 100,000 records; writes docs/scale.md: [ARGS="--postgres URL"]
	@$(PY) -m tests.benchmark.scale $(ARGS)

bench: env data ## measure against the pipeline that `rasa init` writes; writes docs/benchmarks.md
	@$(PY) -m tests.benchmark.run

env: $(STAMP) ## make the environment from the lock file

# uv is fetched by whatever Python there is, into the project, by its hash; it finds or fetches Python 3.10.
$(UV): requirements-uv.lock
	@echo "environment: fetching uv"
	@$(PYTHON3) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --upgrade --target .tools -r requirements-uv.lock 2>/dev/null \
		|| env -u PYENV_VERSION sh -c 'cd / && $(PYTHON3) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --upgrade --target $(CURDIR)/.tools -r $(CURDIR)/requirements-uv.lock'
	@touch $(UV)

$(STAMP): requirements.lock .python-version | $(UV)
	@echo "environment: installing the locked packages, one to five minutes"
	@test -x $(PY) || $(UV) venv --quiet --no-project --python "$$(cat .python-version)" $(VENV)
	@$(UV) pip sync --quiet --compile-bytecode --python $(PY) --require-hashes requirements.lock
	@touch $(STAMP)

lock: $(UV) ## resolve the dependencies anew; the lock file names no registry
	@$(UV) pip compile --quiet --python-version "$$(cat .python-version)" --extra dev --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock

clean: ## remove what was built; the environment stays
	rm -rf build .run models/*.tar.gz .pytest_cache .mypy_cache .ruff_cache .hypothesis
