# make run · make test · make bench · make fuzz · make lint: each first does the set-up that it needs.

VENV   := .venv
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip install -qq --disable-pip-version-check -c constraints.txt
DEPENDENCIES := setup.cfg pyproject.toml constraints.txt

# What Qt's xcb and offscreen plugins are linked to, what records sound, and fonts that have the characters of place names.
DEBIAN_PACKAGES := \
	libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libx11-6 libx11-xcb1 \
	libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 \
	libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 \
	libxcb-xkb1 libxcb1 libxkbcommon-x11-0 libxkbcommon0 libzstd1 libportaudio2 \
	fonts-noto-cjk fonts-babelstone-han fonts-hanazono

# Other programs that must be able to read our files; their tests are skipped where these are absent.
DEBIAN_PACKAGES_FOR_TESTS := python3-gdal python3-qgis gdal-bin gpsbabel

.PHONY: help setup setup-tests run test bench fuzz lint clean
.DEFAULT_GOAL := help

help:
	@echo "make run    open the window on the Tianmen sample (without a display: the same job, headless)"
	@echo "make test   run all tests"
	@echo "make bench  measure speed"
	@echo "make fuzz   damaged files, and our own parsers, five minutes each (SECONDS=60 for one)"
	@echo "make lint   ruff and mypy"

setup: $(VENV)/.ready
	@sh .ci/debian $(DEBIAN_PACKAGES)

setup-tests: setup $(VENV)/.ready-for-tests
	@sh .ci/debian $(DEBIAN_PACKAGES_FOR_TESTS)

$(VENV)/.ready: $(DEPENDENCIES)
	@sh .ci/venv $(VENV)
	@echo "Installing the Python packages …"
	@$(PIP) -e .
	@touch $@

$(VENV)/.ready-for-tests: $(VENV)/.ready
	@echo "Installing the Python packages for tests …"
	@$(PIP) -e ".[test]"
	@touch $@

run: setup
	$(PY) main.py run $(ARGS)

test: setup-tests
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n auto $(ARGS)

bench: setup-tests
	@for bench in tests/benchmarks/bench_*.py; do \
		echo "== $$bench"; PYTHONPATH=. QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(PY) $$bench $(ARGS) || exit 1; \
	done

fuzz: setup-tests
	@$(PIP) -e ".[fuzz]"
	PYTHONPATH=. $(PY) tests/fuzzing/fuzz_formats.py $(or $(SECONDS),300) $(ARGS)
	PYTHONPATH=. $(PY) tests/fuzzing/fuzz_parsers.py $(or $(SECONDS),300)

lint: setup-tests
	$(PY) -m ruff check .
	$(PY) -m mypy

clean:
	rm -rf $(VENV) build *.egg-info
