"""The texts of the articles in one file: what was written is read, as far as it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzlib import texts
from kzlib.texts import GROUP, Texts


def written(folder: Path, count: int) -> Path:
    path = folder / texts.NAME
    texts.write(
        path, ((f"a{n:04}", f"Le {n} mai, « rien » \N{NARROW NO-BREAK SPACE}😀.\n" * (n % 3 + 1)) for n in range(count))
    )
    return path


@pytest.mark.parametrize("count", [0, 1, GROUP - 1, GROUP, 12 * GROUP + 1])
def test_texts_are_those_that_were_written_in_their_order(tmp_path: Path, count: int) -> None:
    found = Texts(written(tmp_path, count))
    assert len(found) == count
    assert list(found) == [f"a{n:04}" for n in range(count)]
    assert all(
        found[f"a{n:04}"].count(f"Le {n} mai") == n % 3 + 1 for n in [*range(count), *reversed(range(count))][::7]
    )
    assert dict(found.items()).keys() == dict.fromkeys(found).keys()


def test_a_text_that_is_not_there_is_missing(tmp_path: Path) -> None:
    found = Texts(written(tmp_path, 3))
    assert "a0002" in found and "b" not in found and 7 not in found
    with pytest.raises(KeyError):
        found["b"]
    with pytest.raises(FileNotFoundError):
        Texts(tmp_path / "none.parquet")


def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert written(tmp_path, 600).read_bytes() == written(tmp_path / "again", 600).read_bytes()


def test_few_groups_are_held(tmp_path: Path) -> None:
    found = Texts(written(tmp_path, 40 * GROUP))
    assert sum(len(text) for text in found.values()) > 40 * GROUP
    assert len(found._held) < 10
