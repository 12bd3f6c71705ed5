"""What a unit is if it is no text of the article: the words and forms of the page around it.

The words are in the lexicon `boilerplate_lines`: `match` says how a form is looked for (whole: it is the whole line
or a part of it between separators; start: the line begins with it; in: it stands anywhere), `scope` how far it reaches
(line; links: the bare links after it too; rest: all that follows, once there has been text), `zone` where it counts
(any; edge: outside of running text). The forms (stamps, bylines, counters, credits) are in `forms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kzlib import lexicon
from kzlib.clean import forms
from kzlib.clean.forms import LONGEST_LINE
from kzlib.clean.units import fold

_SEPARATOR = re.compile(r"\s*[|·•›>»/]\s*|\s+[–—-]\s+|\s{2,}|\t|,\s")
_GLUE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])")
_WORD = re.compile(r"\w+")
_EDGES = " .:;,!?*-–—_=~«»\"'()[]{}<>|·•›→←↓↑➡➤►▶✔…\u00a0\u202f\ufe0f"
_SAID = re.compile(r"[«“\"]|-(?:il|elle|on)\b")
# "vous", "votre", "vos", "notre", "nos"; begins with its letter, which is quickly looked for.
_ADDRESS = re.compile(r"[VvNn](?<!\w[VvNn])(?:(?<=[Vv])ous|otre|os)\b")
_POINTER = re.compile(r">>|→|►|▶|➡|➤")
# A longer text with words of furniture in it is furniture only if it has them twice.
LONGEST_NOTICE = 1000


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of furniture a unit is (a code of the lexicon, or stamp, byline, counter, credit, caption, symbols).

    `scope` is line, links or rest. `weak` furniture counts only outside of running text.
    """

    code: str
    scope: str = "line"
    weak: bool = False


def kind(line: str) -> Kind | None:
    """The kind of furniture that a line is, None if nothing says that it is any. Linear in its length."""
    if len(line) > LONGEST_LINE:
        return _notice(line) if len(line) <= LONGEST_NOTICE and _ADDRESS.search(line) else None
    spaced = fold(line).strip()
    folded = " ".join(spaced.split())
    bare = folded.strip(_EDGES)
    if not any(c.isalnum() for c in bare):
        return Kind("symbols")
    return _known(folded, bare) or _form(line, folded, bare) or _bar(spaced) or _glued(line, bare)


def _known(folded: str, bare: str) -> Kind | None:
    """Furniture by the words of the lexicon."""
    words = _words()
    if entry := words.whole.get(bare):
        return _kind(entry, bare, bare)
    match = words.start.match(folded.lstrip(_EDGES))
    if not match and not words.needed.isdisjoint(_WORD.findall(folded)):
        match = words.inside.search(folded)
    if not match:
        return None
    found = _kind(words.forms[match.group()], match.group(), bare)
    # Where someone speaks, the words may be said in the article, not by the page.
    return None if found.weak and _SAID.search(folded) else found


def _notice(line: str) -> Kind | None:
    """A longer appeal to the reader: furniture outside of running text if it has the words twice."""
    found = list(_words().inside.finditer(lexicon.fold(line)))
    return Kind(_words().forms[found[0].group()].code, weak=True) if len(found) > 1 else None


def _kind(entry: lexicon.Entry, form: str, bare: str) -> Kind:
    # "Lire aussi" by itself announces links; with a link behind it on the line it is that line only.
    alone = len(bare) <= len(form) + 3
    scope = entry.extra["scope"]
    return Kind(entry.code, "line" if scope == "links" and not alone else scope, entry.extra["zone"] == "edge")


def _form(line: str, folded: str, bare: str) -> Kind | None:
    """Furniture by its form."""
    if forms.is_comment_count(bare):
        return Kind("comments", "rest")
    if forms.is_counter(bare):
        return Kind("counter")
    if sureness := forms.stamp(folded):
        return Kind("stamp", weak=sureness == "weak")
    if forms.is_byline(line, folded) or forms.is_signature(line):
        return Kind("byline")
    if picture := forms.credit(line):
        return Kind("caption" if picture == "caption" else "credit")
    if _POINTER.match(line):
        return Kind("related")
    if forms.is_trail(line) or forms.is_address(line):
        return Kind("navigation")
    return Kind("appeal", weak=True) if forms.is_appeal(folded) and not _SAID.search(folded) else None


def _bar(spaced: str) -> Kind | None:
    """Several pieces of furniture on one line ("Partager · Imprimer · Lecture : 1 min")."""
    first = next(_parts(spaced), None)
    if first and _is_part(first):
        parts = list(_parts(spaced))
        if len(parts) > 1 and all(_is_part(p) for p in parts):
            return Kind("bar")
    words = spaced.split()
    return Kind("bar", weak=True) if len(words) > 2 and all(w in _words().whole for w in words) else None


def _parts(spaced: str) -> Iterator[str]:
    """What stands between separators, without marks at its ends; most lines are told by the first."""
    at = 0
    for separator in _SEPARATOR.finditer(spaced):
        if bare := spaced[at : separator.start()].strip(_EDGES):
            yield bare
        at = separator.end()
    if bare := spaced[at:].strip(_EDGES):
        yield bare


def _is_part(part: str) -> bool:
    counts = forms.is_counter(part) or forms.is_comment_count(part)
    return counts or part in _words().whole or forms.stamp(part) is not None


def _glued(line: str, bare: str) -> Kind | None:
    """Furniture that lost the break after it ("Article précédentGrève à Lima", "FacebookTwitter")."""
    parted = _GLUE.sub(" ", line)
    if parted == line:
        return None
    if _words().buttons.fullmatch(bare.replace(" ", "")):
        return Kind("bar")
    folded = fold(parted)
    if match := _words().start.match(folded):
        return _kind(_words().forms[match.group()], match.group(), parted)
    if forms.is_byline(parted, folded):
        return Kind("byline", weak=True)
    return Kind("stamp", weak=True) if forms.stamp(folded) else None


@dataclass(frozen=True, slots=True)
class _Words:
    whole: dict[str, lexicon.Entry]
    forms: dict[str, lexicon.Entry]
    buttons: re.Pattern[str]
    start: re.Pattern[str]
    inside: re.Pattern[str]
    needed: frozenset[str]


@cache
def _words() -> _Words:
    entries = lexicon.load("boilerplate_lines")
    # The words' own edges are cut as those of lines are.
    by = {m: {lexicon.fold(e.form): e for e in entries if e.extra["match"] == m} for m in ("whole", "start", "in")}
    whole = {form.strip(_EDGES): e for form, e in (by["start"] | by["whole"]).items()}
    glued = {form.replace(" ", "") for form, entry in whole.items() if entry.code == "share"}
    buttons = re.compile("(?:" + "|".join(sorted(map(re.escape, glued), key=lambda f: (-len(f), f))) + r"|\d)+")
    # Where none of these stands, no form stands inside a line.
    needed = frozenset(max(_WORD.findall(form), key=len) for form in by["in"])
    return _Words(whole, by["start"] | by["in"], buttons, _alternation(by["start"]), _alternation(by["in"]), needed)


def _alternation(forms: dict[str, lexicon.Entry]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda f: (-len(f), f))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
