# CafeDjango. `make run` and `make test` are all the set-up there is.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest
# Heavy tests that measure no time and race nobody: several at once.
CALM := tests/browser tests/crawler tests/demo tests/test_make_check.py tests/test_make_run.py
# These measure time, alone; the others mostly wait for what they have set off, and so stand side by side.
TIMED := tests/shop/goods/test_growth.py tests/shop/shelf/test_two_thousand.py
WAITING := $(CALM:%=--ignore=%) $(TIMED:%=--ignore=%)
# Processes for the tests; TEST= narrows them: make test TEST=tests/shop
JOBS ?= 2
TEST ?=

.DEFAULT_GOAL := help
.PHONY: help app tools lock run test test-sqlite test-postgres test-heavy bench demo-reset schema hooks \
        check check-code check-types check-imports check-templates check-migrations check-settings check-deploy

help: ## What can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

app:
	@$(PYTHON) site/bootstrap.py app

tools:
	@$(PYTHON) site/bootstrap.py tools

run: app ## Serve the demo on http://127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(MANAGE) serve --port $(PORT)

demo-reset: app ## Throw the demo's data away and make it anew
	@$(MANAGE) demo --reset

test: test-sqlite test-postgres ## All tests, on SQLite and on PostgreSQL

test-sqlite: tools ## The tests on SQLite (TEST=tests/shop for some of them)
	@$(PYTEST) -n $(JOBS) --dist loadfile -m "not heavy" $(TEST)

test-postgres: tools ## The tests on PostgreSQL: DATABASE_URL's, else one from a wheel
	@TEST_DATABASE=postgres $(PYTEST) -n $(JOBS) --dist loadfile -m "not heavy and not one_engine" $(TEST)

test-heavy: tools ## The full counts of races, kills and loads, on both engines
ifdef TEST
	@$(PYTEST) -m heavy $(TEST)
	@TEST_DATABASE=postgres $(PYTEST) -m "heavy and not one_engine" $(TEST)
else
	@$(PYTEST) -n $(JOBS) -m heavy $(CALM)
	@TEST_DATABASE=postgres $(PYTEST) -m "heavy and not one_engine" $(TIMED)
	@$(PYTEST) -m "heavy and not on_postgres" $(WAITING) & sqlite=$$!; \
	TEST_DATABASE=postgres $(PYTEST) -m "heavy and not one_engine" $(WAITING); postgres=$$?; \
	wait $$sqlite && exit $$postgres
endif

bench: tools ## Our pages and orders beside stock Oscar's and a bare view, as ratios (QUICK=1: four minutes)
	@PYTHONPATH=site:. $(BIN)/python -m tests.bench

check: check-code check-types check-imports check-templates check-migrations check-settings check-deploy ## Lint, types, import contracts, templates, migrations, settings, check --deploy

check-code: tools
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { $(BIN)/ruff format --check . ; exit 1; }
	@$(BIN)/yamllint --strict docker

check-types: tools
	@$(BIN)/mypy site/config site/demo site/operations site/sandbox home blog shop oscar_forks

check-imports: tools
	@PYTHONPATH=site:. $(BIN)/lint-imports

check-templates: tools
	@$(BIN)/djlint --check --lint templates site/sandbox

check-migrations: tools
	@DJANGO_SETTINGS_MODULE=config.settings.test $(MANAGE) makemigrations --check --dry-run

check-settings: tools
	@$(PYTEST) -q tests/config/test_env_example.py

check-deploy: tools
	@$(BIN)/python tests/testbed/production.py check --deploy --fail-level WARNING

schema: app ## Draw the tables anew: site/decisions/schema.md
	@$(MANAGE) schema

hooks: tools ## Let git run `make check` before a commit
	@printf '#!/bin/sh\nexec make check\n' > "$$(git rev-parse --git-path hooks)/pre-commit"
	@chmod +x "$$(git rev-parse --git-path hooks)/pre-commit"
	@echo "git commit now runs make check first."

lock: tools ## Lock the dependencies of pyproject.toml again, with hashes
	@$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements/app.txt
	@$(BIN)/uv pip compile $(LOCK) -c requirements/app.txt --group tools -o requirements/tools.txt

LOCK := --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate
