"""Coverage-guided fuzzing of reading: bytes, decoded by the ending of a name, cleaned, annotated, made into tables.

    pip install atheris
    python tests/fuzz/reading.py FOLDER -max_total_time=3600

FOLDER holds the inputs found so far; it is filled with seeds where it is empty. The first byte of an input chooses the
ending and the day of publication, the rest is the file. An input that raises anything but InputError or breaks a
promise of `readings.faults` is written to `FOLDER.findings`, one of each sort, and fuzzing goes on; one that takes more
than a minute ends it and is written there too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sys
import traceback
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

with atheris.instrument_imports(include=["kzlib"]):
    import readings

    from kzlib import annotate, lexicon
    from kzlib.errors import InputError

ENDINGS = (".txt", ".txt", ".md", ".html")
DAYS = (dt.date(2022, 1, 9), None, dt.date.min, dt.date.max)
LONGEST = 6000  # bytes an input
MARKS = ("«\u00a0", "\u00a0»", "\u202f", "’", "—", "…", "²", "½", "٣", "Ⅻ", "e\u0301", "\u200b", "\u202e", "🙂", "\n\n")


# What differs from one input to the next in the words of a fault.
_OWN = re.compile(r"'[^']*'|\"[^\"]*\"|\(.*\)|\d+")


def one_input(data: bytes) -> list[str]:
    """What is wrong with what is read in one input; InputError is an answer."""
    chosen = data[0] if data else 0
    try:
        found = readings.document("a" + ENDINGS[chosen % 4], data[1:], DAYS[chosen // 4 % 4])
    except InputError:
        return []
    try:
        return readings.faults(found, readings.read(found))
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return [f"{type(error).__name__} in {frame.name} of {Path(frame.filename).name}: {error}"]


class Findings:
    """The folder of inputs that break a promise: one a sort, with what is wrong beside it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def check(self, data: bytes) -> None:
        """Read an input, and keep it if it shows something new."""
        for line in one_input(data):
            sort = _OWN.sub("", line)
            name = hashlib.sha256(sort.encode("utf-8", "replace")).hexdigest()[:12]
            kept = self.folder / name
            if not kept.exists():
                kept.write_bytes(data)
                kept.with_suffix(".why").write_text(line + "\n", encoding="utf-8", errors="replace")


def seeds(folder: Path) -> None:
    """Write the first inputs to an empty folder: the examples of the lexicons and their forms in sentences."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        return
    for name in lexicon.names():
        examples = [e.example for e in lexicon.load(name) if e.example]
        for first in range(0, len(examples), 12):
            text = "\n\n".join(examples[first : first + 12])
            _keep(folder, b"\0" + text.encode())
    for ending in range(4):
        _keep(folder, bytes([ending]) + b"---\ntitle: Titre\n---\n# Titre\n\nDouze personnes sont mortes lundi.\n")
    page = "<html><body><article><h1>Titre</h1><p>« Non », a dit le maire lundi à Lima.</p></article></body></html>"
    _keep(folder, b"\3" + page.encode())


def _keep(folder: Path, data: bytes) -> None:
    (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def dictionary(path: Path) -> None:
    """Write the words of the lexicons for libFuzzer, with marks that French print uses and that machines confuse."""
    words = {e.form for name in lexicon.names() for e in lexicon.load(name) if len(e.form.encode()) <= 40}
    words |= {*MARKS, "31 février", "99 h 99", "an 0", "1er janvier 9999", "de 20 à 10", "0000", "9" * 30}
    lines = ['"' + "".join(f"\\x{b:02x}" for b in word.encode()) + '"' for word in sorted(words)]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def main() -> None:
    """Fuzz until told to stop."""
    folder = Path(sys.argv[1])
    seeds(folder)
    words = folder.with_suffix(".dict")
    dictionary(words)
    annotate.prepare("a", "Bonjour.", [])  # the lexicons are loaded once, outside of any input's time
    findings = Findings(folder.with_suffix(".findings"))
    options = [f"-dict={words}", f"-max_len={LONGEST}", "-timeout=60", "-rss_limit_mb=4000"]
    options.append(f"-artifact_prefix={findings.folder}/")
    atheris.Setup([sys.argv[0], *options, *sys.argv[2:], str(folder)], findings.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
