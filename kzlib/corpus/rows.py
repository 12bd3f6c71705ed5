"""What the manifests of a corpus say of its articles, wherever they lie."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from kzlib import manifest
from kzlib.corpus.folder import file
from kzlib.corpus.found import Found
from kzlib.errors import InputError, quoted
from kzlib.formats.options import Options

Row = tuple[str, str]  # where a row of a manifest stands, and what it calls its article


class Rows:
    """Rows of manifests by the path of their article; a row about a file of many articles holds for each of them."""

    def __init__(self, known: Mapping[str, dict[str, str]] | None = None) -> None:
        """`known` are rows of manifests that were read elsewhere; `unmet` says where each of the others stands."""
        self._rows: dict[str, dict[str, str]] = dict(known or {})
        self.unmet: dict[str, Row] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._rows

    def add(self, found: Found) -> None:
        """Take in a manifest. Raises InputError if it is broken or speaks of an article that another one has."""
        assert found.source
        try:
            data = found.source.read()
        except (InputError, OSError) as error:
            raise InputError(f"{found.path}: {error}") from None
        self._take(found.path, manifest.read(data, found.path))

    def beside(self, folder: Path) -> None:
        """Take in the manifest of a folder of which one file only is read; its other rows are passed over."""
        self.add(file(folder.resolve(), manifest.NAME, Options()))
        self.unmet = {path: where for path, where in self.unmet.items() if not (folder / path).exists()}

    def _take(self, name: str, rows: manifest.Rows) -> None:
        for path, (where, row) in rows.items():
            if path in self._rows:
                raise InputError(f"{name}: {path} has a row in another {manifest.NAME} already; keep one of them")
            self._rows[path] = row
            self.unmet[path] = (where, row.pop("file"))

    def of(self, article: str, file: str) -> dict[str, str]:
        """What manifests say of an article, of the file and of the archives that hold it; the nearest comes first."""
        parts = file.split("/")
        above = ("/".join(parts[:n]) for n in range(1, len(parts) + 1))
        found: dict[str, str] = {}
        for path in (*above, *([article] if article != file else [])):
            found |= self._rows.get(path, {})
        return found

    def all(self) -> dict[str, dict[str, str]]:
        """All rows, by the path of what they are about."""
        return dict(self._rows)

    def about(self, files: Iterable[str]) -> Iterator[dict[str, dict[str, str]]]:
        """Of each file what is said of it, of what it holds and of the folders and archives around it."""
        inside = self._inside({*files})
        for name in files:
            parts = name.split("/")
            above = ("/".join(parts[:n]) for n in range(1, len(parts) + 1))
            yield {path: self._rows[path] for path in (*above, *inside.get(name, ())) if path in self._rows}

    def _inside(self, files: Collection[str]) -> dict[str, list[str]]:
        """The rows about what files hold: members of an archive, articles of a file of many."""
        found: dict[str, list[str]] = {}
        for path in self._rows:
            parts = path.split("/")
            outer = next((above for n in range(1, len(parts)) if (above := "/".join(parts[:n])) in files), None)
            file = outer or path.rpartition(", ")[0]
            if file in files:
                found.setdefault(file, []).append(path)
        return found

    def check(self, articles: Collection[str]) -> None:
        """Raise InputError for a row about an article that there is not."""
        for path, (where, given) in self.unmet.items():
            if path not in articles:
                near = difflib.get_close_matches(path, sorted(articles), 1) if len(articles) < 10_000 else []
                hint = f" (did you mean {near[0]}?)" if near else ""
                raise InputError(f"{where}: no article {quoted(given)}{hint}; add the file or take the row out")
