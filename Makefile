# make run    from a fresh clone to the site with demonstration data at http://127.0.0.1:8000/
# make test   all tests on SQLite, and on PostgreSQL those that need a database and no browser
# make lint   style, types, templates, security, migrations, deployment settings
# make check  lint and test
# make fuzz   100,000 made-up requests to public addresses (FUZZ_ADDRESSES), 5,000 answers to forms (FUZZ_FORMS), 2,000
#             changed files through the readers (FUZZ_FILES), some thousand requests to the API (an hour or less)
# make fault  200 kills of the mail workers on each engine, many sends at once, and a site whose workers and database are
#             killed under readers and a writer, with malformed and slow clients (some minutes)
# make load   staff, readers and a crowd at the site as it is deployed, into docs/load.md (PostgreSQL, half an hour)
# make failover  kills a standby, then its primary, under readers and writers, and promotes the standby (two minutes)
# make bench  fills both engines and times their pages into docs/performance.md (BENCH_SIZE=200000; half an hour or more)
# make a11y   every page in six languages, in light and dark, held against the rules of accessibility (an hour; A11Y="--languages en")
# make pictures  the pictures of docs/views.md, taken anew
# make messages  brings the catalogs of locale/ in step with the code (needs GNU gettext)
# make lock   write the requirements files anew from pyproject.toml (needs uv)

PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin
MANAGE = $(BIN)/python manage.py
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: run test lint check fuzz fault load failover bench a11y pictures messages lock

run: export SITE_URL ?= http://127.0.0.1:$(PORT)
run: .venv/.runtime
	@$(MANAGE) compile_catalogs --verbosity 0
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo
	@$(MANAGE) reindex >/dev/null
	@echo
	@echo "Liaison is at http://127.0.0.1:$(PORT)/ and its admin at http://127.0.0.1:$(PORT)/admin/ (Ctrl-C stops it)."
	@echo "To sign in: admin, with the password printed above on the first run."
	@echo "Lost it? $(MANAGE) changepassword admin"
	@$(MANAGE) runserver 127.0.0.1:$(PORT)

test: .venv/.dev
	@tests/run.sh

lint: .venv/.dev
	@tests/lint.sh

check: lint test

fuzz: export FUZZ_ADDRESSES ?= 100000
fuzz: export FUZZ_FORMS ?= 5000
fuzz: export FUZZ_FILES ?= 2000
fuzz: export FUZZ_REQUESTS ?= 100
fuzz: .venv/.dev
	@$(BIN)/python -m pytest -q -n auto --dist worksteal tests/fuzz \
		tests/liaison/letter/test_mutated_files.py tests/liaison/api/test_made_up_requests.py

fault: .venv/.dev
	@tests/fault/run.sh

load: .venv/.dev
	@tests/load/run.sh

failover: .venv/.dev
	@$(BIN)/python -m tests.failover

bench: .venv/.dev
	@tests/bench/run.sh

a11y: .venv/.dev
	@tests/access/run.sh $(A11Y)

pictures: .venv/.dev
	@tests/access/run.sh tests.access.pictures

messages: .venv/.runtime
	@$(MANAGE) collect_messages

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --extra dev --constraint requirements.txt pyproject.toml -o requirements-dev.txt

# The virtual environment, made again when what it needs changes

.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Liaison needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) --version 2>&1`."; \
		echo "Install one and name it: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv is missing. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Making the virtual environment .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/.runtime: requirements.txt | .venv
	@echo "Installing what the site needs (a minute on a slow line)"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	@echo "Installing what the tests need"
	@$(PIP) -r requirements-dev.txt
	@touch $@
