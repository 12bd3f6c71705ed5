"""Reading takes time in proportion to an article's length, whatever it is made of (`benchmarks/linear.py`)."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest

from kzlib import paths

_BENCHMARK = paths.ROOT / "benchmarks" / "linear.py"
# Exponents allowed: 1 is linear; caches that fill and memory that grows take a little more.
MOST = 1.3
# What is counted in `make test`, where nothing is timed: articles of which every reader finds much.
COUNTED = ("sentences", "no full stop", "killed and", "dates", "quoted words")
SHORT, TIMES = 2_500, 4


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("linear", _BENCHMARK)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["linear"] = module
    spec.loader.exec_module(module)
    return module


linear = _module()


@pytest.mark.parametrize("family", COUNTED)
def test_calls_grow_with_the_length(family: str) -> None:
    linear.once(linear.text(family, SHORT))  # lexicons and patterns are made once
    short, long = (linear.calls(linear.text(family, length)) for length in (SHORT, SHORT * TIMES))
    grown = {name: round(long[name] / short[name], 2) for name in short if long[name] > 3_000}
    assert grown, "a stage that calls nothing tells nothing"
    assert {name: ratio for name, ratio in grown.items() if ratio > 1.5 * TIMES} == {}


@pytest.mark.soak
@pytest.mark.parametrize("family", linear.REPEATED)
def test_time_grows_with_the_length(family: str) -> None:
    linear.once(linear.text("sentences", linear.LENGTH))
    for repeats in (3, 6, 12):  # another process may have had the processor's caches
        slow = {
            stage: round(grows, 2) for stage, (grows, _) in linear.exponents(family, repeats).items() if grows > MOST
        }
        if not slow:
            return
    raise AssertionError(f"{family}: time grows with these powers of the length: {slow}")
