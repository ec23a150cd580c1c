# make build: set up and run the main job · make test: set up and run all tests · make lint · make bench · make fuzz
# make wheels: everything that a Windows machine without a network needs, in dist/windows
SHELL := /bin/bash
PYTHON ?= $(firstword $(foreach p,python3.14 python3.13 python3.12 python3.11 python3 python,$(shell command -v $(p) >/dev/null 2>&1 && $(p) -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
BIN := .venv/bin
JOBS ?= 2
WINDOWS_PYTHON ?= 3.12

.PHONY: build test lint bench fuzz wheels clean
.DEFAULT_GOAL := build

build: .venv/installed
	@$(BIN)/briefing build

test: .venv/installed-test
	@bash tests/tools/prepare.sh
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

lint: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/briefing lint

bench: .venv/installed-bench
	$(BIN)/python -m bench

fuzz: .venv/installed-test
	FUZZ_SEEDS=2000 $(BIN)/python -m pytest -n $(JOBS) tests/read tests/run tests/settings -k "fuzz or any_changes or any_config"

# pip asks the machine it runs on which packages are needed; the one that Windows alone needs is named
wheels: .venv/installed
	rm -rf dist/windows
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps -w dist/windows .
	$(BIN)/python -m pip download --quiet --disable-pip-version-check -c constraints.txt --only-binary :all: --platform win_amd64 \
	  --python-version $(WINDOWS_PYTHON) -d dist/windows dist/windows/*.whl tzdata
	@echo "已备好 dist/windows（$$(ls dist/windows | wc -l) 个安装包）。拷到没有网络的电脑上，按 docs/install.zh-CN.md 安装。"

.venv/made:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本（含 venv 模块）。"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/installed-test: .venv/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,lint]'
	@touch $@ .venv/installed

.venv/installed-bench: .venv/installed-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,lint,bench]'
	@touch $@

clean:
	rm -rf .venv .briefing .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
