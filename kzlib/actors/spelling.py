"""One key for the spellings of a name, whatever alphabet it was written out of and by whose rules.

French, English and scholarly transliterations of Cyrillic and Arabic names differ in a small number of ways
("Choïgou", "Shoigu"; "Tokaïev", "Tokayev"; "Khalid", "Halid"). The key evens these out; it loses distinctions on
purpose and is for comparing names, not for showing them. Rules follow the common transliteration tables (BGN/PCGN,
ISO 9, French press usage).
"""

from __future__ import annotations

import re
from functools import lru_cache

from kzlib import lexicon

# Letters that transliterations exchange, in the order in which they are evened out.
_EXCHANGES = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"[^a-z ]", ""),
        (r"x", "ks"),
        (r"shch|chtch|sch|tch|tsh|cz|sh|ch", "x"),
        (r"th", "t"),
        (r"dzh|zh|dj", "j"),
        (r"kh|gh(?=[aou])", "h"),
        (r"ph", "f"),
        (r"qu(?=[ei])|q|ck|c(?=[aou])", "k"),
        (r"gu(?=[eiy])", "g"),
        (r"oo|ou|w", "u"),
        (r"\bye", "e"),
        (r"(?<=[aeiou])[iy]+(?=[aeiou])", ""),
        (r"y|ij|ii", "i"),
        (r"ff\b", "v"),
        (r"(?<=[iyn])ne\b", "n"),
        (r"h\b", ""),
        (r"([a-z])\1+", r"\1"),
        (r"x", "sh"),
    )
)


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """The spelling key of a name: words of plain letters, in the order of the name.

    >>> key("Sergueï Choïgou") == key("Sergei Shoigu")
    True
    """
    plain = lexicon.fold(name.replace("-", " ").replace("œ", "oe").replace("ç", "s").replace("Ç", "S"))
    plain = plain.replace("'", "")
    for pattern, by in _EXCHANGES:
        plain = pattern.sub(by, plain)
    return " ".join(plain.split())


def slug(name: str) -> str:
    """An id made of a name: plain letters and digits with hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", lexicon.fold(name.replace("œ", "oe"))))
