# `make synth` and `make test` need git, make and Python 3.11.2 or newer; they install everything else themselves.
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11, 2))' 2>/dev/null; then echo $$p; break; fi; done)
VENV := .venv
BIN := $(VENV)/bin
CONFIG ?= apps/contoso/landing-zone.yaml
OUTPUT ?= cdktf.out
# Without whole apps, the command line, the wheel and the documentation: less than a minute on two cores.
QUICK := $(addprefix tests/,azure config policy synthesized changes rights resources tools test_kept.py test_public_api.py)

.PHONY: synth test check generated install clean

synth: install ## Synthesize the example landing zone
	$(BIN)/adlz synth -c $(CONFIG) -o $(OUTPUT)
	$(BIN)/adlz check -c $(CONFIG)

test: install node_modules/.installed ## The whole test suite; prints the ten slowest tests
	$(BIN)/python -m pytest -n auto --maxprocesses=4 --dist loadfile --durations=10
	@# The apps are compared between the engines above; here each construct, and what counts on how an engine works.
	ADLZ_ENGINE=cdktn $(BIN)/python -m pytest tests/resources tests/engine/test_azapi.py tests/engine/test_references.py tests/engine/test_recorded.py

.PHONY: quick
quick: install ## The tests of facts, configuration, policies, changes and constructs, for the inner loop
	$(BIN)/python -m pytest -q -n auto --maxprocesses=4 --dist loadfile --durations=10 $(QUICK)

.PHONY: test-pythons
test-pythons: install ## The wheel on the other Pythons of this machine: imports, and from an empty folder to checked stacks
	for python in $$($(BIN)/python tools/pythons.py); do \
		echo "$$python"; \
		ADLZ_WHEEL_PYTHON=$$python $(BIN)/python -m pytest -q tests/test_wheel.py -k 'imports or new_user' || exit 1; \
	done

check: install ## Style, types, the direction of imports and the wording of documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/public_api.py --check
	$(BIN)/python tools/plain_english.py

.PHONY: mutation field-changes
mutation: install ## Rows are taken out of tables of facts, a sample of them for 25 seconds: tests must notice
	$(BIN)/python tools/mutation.py --seconds 25 --seed "$$(git rev-parse HEAD 2>/dev/null)"

field-changes: install ## Fields of the example are changed, a sample of them for 25 seconds: no loss, move or gain may be silent
	$(BIN)/python tools/field_changes.py --seconds 25 --seed "$$(git rev-parse HEAD 2>/dev/null)"

generated: install ## What is generated and committed: the public API, the JSON Schemas, the names of the bindings, the reference pages
	$(BIN)/python tools/public_api.py
	$(BIN)/python tools/binding_names.py
	$(BIN)/adlz schema -o constructs/azure_data_landing_zone/schemas
	$(BIN)/python docs/generate.py

.PHONY: lock
lock: install ## The dependencies with hashes that `adlz init` and `adlz ci` write, newest versions
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
	$(BIN)/python tools/lock.py

.PHONY: picture
picture: install ## The picture of the report in README and docs; needs Chromium
	$(BIN)/python tools/picture.py

.PHONY: docs
docs: install ## The documentation site, into site/docs; a warning is a mistake
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs site/docs

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11.2 or newer is needed: install it, or name it with make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@# The bindings are 3,000 large modules, of which the few that are used get bytecode below, for python -O (cdktf.json) too.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -e '.[node,cdktn,docs,dev]'
	-$(BIN)/python -m compileall -qq -x _provider_azurerm $(VENV)/lib
	for engine in cdktf cdktn; do for level in -u -O; do \
		PYTHONDONTWRITEBYTECODE= ADLZ_ENGINE=$$engine $(BIN)/python $$level \
			-c 'import azure_data_landing_zone.cli.app, azure_data_landing_zone.stacks' || exit 1; \
	done; done
	@touch $@

# The official command line of CDK for Terraform, which the tests run as a person would.
node_modules/.installed: package.json package-lock.json | install
	@# Node has certificates of its own; those of the system know the proxy of a company, too.
	NODE_USE_SYSTEM_CA=1 $(BIN)/python -m azure_data_landing_zone.engine.node npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

clean:
	rm -rf $(VENV) .venv-checkov .venv-jobs .scan .jobs node_modules cdktf.out

# Checkov pins so much that it needs an environment of its own.
.venv-checkov/.installed:
	$(PYTHON) -m venv .venv-checkov
	.venv-checkov/bin/python -m pip install --quiet --disable-pip-version-check 'checkov>=3.2,<4'
	@touch $@

.PHONY: scan
scan: install .venv-checkov/.installed ## Checkov over the apps, whose stacks stay in .scan
	rm -rf .scan .scan-checkov
	for app in minimal contoso managed-network existing-core; do \
		$(BIN)/adlz synth -c apps/$$app/landing-zone.yaml -o .scan/$$app >/dev/null && \
		$(BIN)/python tools/without_moves.py .scan/$$app .scan-checkov/$$app && \
		.venv-checkov/bin/checkov --config-file .checkov.yaml -d .scan-checkov/$$app/stacks >.scan-checkov/$$app.txt 2>&1; \
		status=$$?; cat .scan-checkov/$$app.txt; \
		if [ $$status != 0 ] || grep -q 'Parsing errors' .scan-checkov/$$app.txt || ! grep -q 'Passed checks: [1-9]' .scan-checkov/$$app.txt; then \
			echo "$$app: Checkov refused or could not read a stack"; exit 1; fi; \
	done
	rm -rf .scan-checkov

# The SDK of Azure Machine Learning is needed for its loaders alone.
.venv-jobs/.installed:
	$(PYTHON) -m venv .venv-jobs
	.venv-jobs/bin/python -m pip install --quiet --disable-pip-version-check 'azure-ai-ml>=1.35,<2' 'azure-identity>=1.25,<2'
	@touch $@

.PHONY: jobs
jobs: install .venv-jobs/.installed ## The jobs and endpoints of all products of the apps, loaded by the SDK of Azure Machine Learning
	rm -rf .jobs
	for app in minimal contoso managed-network existing-core; do \
		$(BIN)/adlz show product -c apps/$$app/landing-zone.yaml --write .jobs/$$app >/dev/null || exit 1; \
	done
	.venv-jobs/bin/python -W ignore tools/load_jobs.py .jobs 2>.jobs/log || { cat .jobs/log; exit 1; }
	rm -rf .jobs
