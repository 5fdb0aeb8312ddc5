# One word each: make run, make test, make check, make bench. `make help` says what they do.

# The system's Python where it can make environments: distributions build theirs optimized, version managers mostly do not.
PYTHON ?= $(shell for one in /usr/bin/python3 python3; do $$one -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && exit; done; echo python3)
BIN := .venv/bin
READY := .venv/ready
INSTALLED := .venv/installed
DEV_READY := .venv/dev-ready
WORDS := $(patsubst %.po,%.mo,$(wildcard portal/translations/*/LC_MESSAGES/messages.po))
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
PACKAGES := $(PIP) install --require-hashes --requirement

MAKEFLAGS += --no-print-directory
.SILENT:
# Compiled once, for every process that is started from here, and for the next time.
export PYTHONDONTWRITEBYTECODE :=
.PHONY: help run test test-sqlite test-postgresql check bench words lock vendor picture clean

help:
	echo "make run     start the portal on http://localhost:8000, with the demonstration world in an empty one"
	echo "make test    install what the tests need and run them all, on SQLite and on PostgreSQL at the same time"
	echo "make check   format, lint, types, import contracts, translations"
	echo "make bench   measure, and write the figures to a file"
	echo "make words   gather the interface's texts into the catalogues for translation"
	echo "make lock    write the lock files anew from pyproject.toml"
	echo "make vendor  copy fonts, the PDF library and axe from the locked npm packages"
	echo "make picture take the README's pictures of a demonstration that is running, and play a game in it"
	echo "make clean   remove what can be made again; data in var/ stay"

run: $(READY) $(INSTALLED) $(WORDS)
	exec $(BIN)/portal serve --prepare --with-worker

test: $(DEV_READY) $(INSTALLED) $(WORDS)
	$(BIN)/python -m tests.services.install
	$(MAKE) --keep-going --jobs 2 test-sqlite test-postgresql

# Both at the same time: where one waits for a browser or a disk, the other works.
TESTS := $(BIN)/pytest -n auto --dist worksteal --reruns 1 -rfER --database

test-sqlite:
	$(TESTS) sqlite

# Told in one piece when it is through, lest the two speak at once.
test-postgresql:
	mkdir -p .cache
	$(TESTS) postgresql > .cache/test-postgresql.txt 2>&1; ended=$$?; cat .cache/test-postgresql.txt; exit $$ended

check: $(DEV_READY) $(INSTALLED) $(WORDS)
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.translations

bench: $(DEV_READY) $(INSTALLED) $(WORDS)
	$(BIN)/python -m tests.services.install
	$(BIN)/python -m benchmarks

# The environment is made again when a lock file has changed, and not looked at otherwise.
$(READY): requirements.lock
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("MitKomponent needs Python 3.11 or later; name one with make PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python cannot make a virtual environment here; on Debian: apt-get install python3-venv" >&2; exit 1; }
	echo "Installing the packages of requirements.lock"
	$(PACKAGES) requirements.lock
	touch $@

$(INSTALLED): pyproject.toml $(READY)
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(DEV_READY): requirements-dev.lock $(READY)
	echo "Installing the packages of requirements-dev.lock"
	$(PACKAGES) requirements-dev.lock
	touch $@

%.mo: %.po | $(READY)
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

words: $(READY)
	mkdir -p .cache
	$(BIN)/pybabel --quiet extract --mapping babel.cfg --keyword _l --no-location --sort-output --output .cache/messages.pot .
	$(BIN)/pybabel --quiet update --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --input-file .cache/messages.pot --output-dir portal/translations

COMPILE := .cache/lock/bin/pip-compile --quiet --allow-unsafe --build-deps-for=editable --generate-hashes --no-emit-find-links --no-emit-index-url --strip-extras

lock:
	test -x .cache/lock/bin/pip-compile || { $(PYTHON) -m venv .cache/lock && .cache/lock/bin/pip --quiet install pip-tools==7.6.2; }
	$(COMPILE) --output-file=requirements.lock pyproject.toml
	$(COMPILE) --constraint=requirements.lock --extra=dev --output-file=requirements-dev.lock pyproject.toml

picture: $(DEV_READY) $(INSTALLED)
	$(BIN)/python -m benchmarks.picture

vendor:
	npm ci --silent --omit=optional
	$(PYTHON) static/vendor.py

clean:
	rm -rf .venv .cache node_modules build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find portal tests benchmarks migrations -name __pycache__ -prune -exec rm -rf {} +
	find portal -name '*.mo' -delete
