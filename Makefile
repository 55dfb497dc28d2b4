# make demo: set everything up and code the bundled articles.   make test: everything CI checks.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold/dev_it.jsonl ../shared/gold/dev_en.jsonl
SETS ?= tests/refusals/it.jsonl tests/refusals/en.jsonl data/chains/it_a.jsonl data/chains/it_b.jsonl data/chains/it_c.jsonl data/chains/it_d.jsonl data/chains/en.jsonl data/chains/en_b.jsonl data/chains/en_c.jsonl data/chains/fresh_it.jsonl data/chains/fresh_en.jsonl data/stories/a.jsonl data/stories/b.jsonl data/stories/c.jsonl data/stories/d.jsonl data/clauses/clauses_it.jsonl data/clauses/clauses_en.jsonl \
  $(wildcard ../shared/types/plv_dev.tsv ../shared/realis/meantime_en ../shared/time/recognizers_*.json ../shared/attribution/polnear_dev)
TREEBANKS ?= ../shared/treebanks

.PHONY: demo test check setup bench screens pack-it pack-en pack-accurate pack-open registers packs-score lock score clean

demo: $(VENV)/.user
	@$(BIN)/sayso demo

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

setup: $(VENV)/.dev

$(VENV)/.user: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "sayso needs Python 3.11 or newer; try: make demo PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing (about a minute, once) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -e .
	@$(BIN)/python -m compileall -q src/sayso  # the first start is as fast as the others
	@touch $@

$(VENV)/.dev: $(VENV)/.user requirements-dev.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

bench: $(VENV)/.dev
	$(BIN)/python bench/bench.py --write
	$(BIN)/python bench/attribution.py
	$(BIN)/python bench/lookup.py
	$(BIN)/python bench/merge.py

score: $(VENV)/.dev
	$(BIN)/sayso score $(GOLD) $(SETS) --docs docs/scores.md
	$(BIN)/python tools/readme.py $(GOLD)

# pictures of the workbench; needs chromium
screens: $(VENV)/.dev
	$(BIN)/python tools/screens.py docs

pack-it:
	bash training/it/run.sh

pack-en:
	bash training/en/run.sh

pack-accurate:
	bash training/encoder/run.sh

# the same on CC BY and CC BY-SA data alone
pack-open:
	OPEN=1 bash training/encoder/run.sh

# what tells an article's register; needs scikit-learn
registers:
	PYTHONPATH=src $(PYTHON) training/registers/train.py it en

# every pack on every test, side by side; needs training/it and training/encoder's requirements
packs-score:
	PYTHONPATH=src $(PYTHON) training/packs.py $(TREEBANKS) docs/packs.md --gold $(GOLD)
	PYTHONPATH=src $(PYTHON) training/cards.py docs/packs.json docs/cards src/sayso/languages

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
