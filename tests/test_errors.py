"""Messages: one line whatever they quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzlib import errors
from kzlib.errors import BuildError, InputError


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("sixty", "'sixty'"),
        ("l'an 2", '"l\'an 2"'),
        ("a\nb\x1b[31m", "'a\\nb\\x1b[31m'"),
        ("\u202eabc", "'\\u202eabc'"),
        ("\ud800", "'\\ud800'"),
        (60, "60"),
        (None, "None"),
        (["a", 2], "['a', 2]"),
        ("x" * 1_000_000, "'" + "x" * 79 + "…'"),
    ],
)
def test_a_value_is_quoted_as_it_is_and_cannot_harm(given: object, shown: str) -> None:
    assert errors.quoted(given) == shown


nested = st.recursive(
    st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(nested)
def test_a_message_is_one_line_that_can_be_printed(value: object) -> None:
    for kind in (InputError, BuildError):
        for told in (str(kind(f"a: {errors.quoted(value)}; b")), str(kind(f"a: {value}; b"))):
            assert told.isprintable()
            assert len(told) <= errors.LONGEST
            told.encode("utf-8")


def test_a_long_value_does_not_push_out_what_to_do() -> None:
    for shown in (errors.quoted("x" * 10**6), "x" * 10**6, "\u202e" * 10**6):
        told = str(InputError(f"a: {shown}; do this"))
        assert told.startswith("a: ")
        assert told.endswith("; do this")
