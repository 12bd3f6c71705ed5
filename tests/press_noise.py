"""Strategies for what a press page may hold: sentences made from the lexicons, and what can go wrong with them."""

from __future__ import annotations

import functools
from collections.abc import Callable

import synthetic
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kzlib import lexicon

# Marks and letters that French print uses, that other scripts use, and that machines get wrong.
ODD = (
    *(
        "\u00a0",
        "\u202f",
        "\u2009",
        "\u3000",
        "\u200b",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\u2028",
        "\u0085",
        "\x0b",
        "\x1c",
    ),
    *(
        "«",
        "»",
        "« ",
        " »",
        "“",
        "”",
        "„",
        "‹",
        "›",
        '"',
        "'",
        "’",
        "ʼ",
        "(",
        ")",
        "[",
        "]",
        "{",
        "…",
        "..",
        "—",
        "–",
        "-",
    ),
    *("٣", "٤٥٦", "९", "၂", "²", "³", "½", "⅓", "①", "Ⅻ", "XIVe", "ⅷ", "万", "𝟗", "１２", "৪ 000", "1²", "2½", "٣ 000"),
    *(
        "e\u0301",
        "\u0301",
        "\u0300" * 40,
        "İ",
        "ı",
        "ß",
        "ẞ",
        "ﬁ",
        "Ǆ",
        "ŉ",
        "ΐ",
        "ﬆ",
        "Œ",
        "æ",
        "K",
        "Å",
        "Σς",
        "ª",
        "º",
    ),
    *(
        "🙂",
        "🇰🇿",
        "👨‍👩‍👧",
        "\u202e",
        "\u2066",
        "\x00"[:0],
        "\x7f",
        "\x1b[31m",
        "\ue000",
        "\ue001",
        "\ufffd",
        "\U0010ffff",
    ),
    *(
        "\n",
        "\n\n",
        "\n \n",
        "\t",
        "# ",
        "> ",
        "---\n",
        "***",
        "| ",
        "<b>",
        "&nbsp;",
        "{{",
        "$$",
        "`",
        "\\",
        "%",
        "°",
        "№",
    ),
)
NUMBERS = (
    *(
        "12",
        "1",
        "0",
        "00",
        "007",
        "1 700",
        "12 000",
        "1.700",
        "1,5 million",
        "3 à 5",
        "20 à 10",
        "de 20 à 10",
        "5 à 5",
    ),
    *("une vingtaine", "des centaines", "deux cent mille", "quatre-vingt-dix-neuf", "mille mille", "zéro", "un", "une"),
    *(
        "vingt et un",
        "soixante et onze",
        "trois des quatre",
        "12 sur 5",
        "0,5",
        "-12",
        "+12",
        "1e9",
        "12e",
        "1er",
        "0e",
    ),
    *("9" * 30, "1" + " 000" * 40, "999 milliards de milliards", "99 millions de milliards", "9" * 400, "1/2", "50 %"),
    *("99999999999 morts", "12 milliards de blessés, dont 3", "de 3 à 99999999999 tués", "12² morts", "٣٠٠ blessés"),
)
DATES = (
    *(
        "lundi",
        "mercredi 5 janvier",
        "5 janvier 2022",
        "31 février",
        "29 février 2023",
        "32 janvier",
        "0 mai",
        "45 mai 2022",
    ),
    *(
        "le 31/02/2022",
        "2022-13-45",
        "99 h 99",
        "25h61",
        "à 24 heures",
        "en 0000",
        "en 9999",
        "en 10000",
        "le 1er janvier 9999",
    ),
    *(
        "il y a 99999999999 ans",
        "dans 99999 siècles",
        "il y a trois jours",
        "dix mille ans plus tôt",
        "la veille",
        "hier",
    ),
    *("dans la nuit de samedi à dimanche", "du 5 au 3 janvier", "du 31 au 1er", "entre 2025 et 1990", "fin janvier"),
    *(
        "depuis l'an 0",
        "le 30 février 2022",
        "du 28 février au 31 février",
        "12/2022",
        "le 9999999999 mai",
        "3 000 jours après",
    ),
    *(
        "le lendemain",
        "la semaine prochaine",
        "le mois dernier",
        "l'année prochaine",
        "31 décembre 9999",
        "1er janvier 0001",
    ),
    *("dans 500000 semaines", "120000 mois plus tard", "au XXe siècle", "dimanche en huit", "le 2 et le 3 et le 4 mai"),
)
LONG = (
    *("9" * 5000, "1 " * 400, "," * 300, "«" * 200, "(" * 300, "A" * 3000, "de la " * 200, "selon " * 150, "-" * 500),
    *("\u0301" * 500, "lundi " * 150, "1, " * 300, "« »" * 200, "Jean-" * 300, "l'" * 300, "²" * 5000, "٣" * 5000),
)
JOINTS = (
    " ",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    ". ",
    ".\n\n",
    "\n",
    "",
    " : ",
    " et ",
    " (",
    ") ",
    " « ",
    " », ",
    " de ",
    " d'",
    " à ",
)


@functools.cache
def _forms() -> tuple[str, ...]:
    return tuple(sorted({e.form for name in lexicon.names() for e in lexicon.load(name)}))


@functools.cache
def _examples() -> tuple[str, ...]:
    rows = [e for name in lexicon.names() for e in lexicon.load(name)]
    return tuple(sorted({words for e in rows for words in (e.example, e.counter_example) if words}))


def _article(number: int) -> str:
    made = synthetic.article(number)
    return f"{made.title}\n\n{made.body}\n"


def _pieces() -> SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(_examples()),
        st.sampled_from(_forms()),
        st.sampled_from(_forms()),
        st.sampled_from(NUMBERS),
        st.sampled_from(DATES),
        st.sampled_from(ODD),
        st.text(max_size=4),
    )


def _joined(pairs: list[tuple[str, str]]) -> str:
    return "".join(piece + joint for piece, joint in pairs)


Mutation = tuple[str, float, float, str]


def mutated(text: str, mutations: list[Mutation]) -> str:
    """A text after some mutations, one after the other: what, where (shares of the length), and with which words."""
    for kind, first, second, words in mutations:
        a, b = sorted((int(first * len(text)), int(second * len(text))))
        text = _MUTATIONS[kind](text, a, b, words)[:20_000]
    return text


_MUTATIONS: dict[str, Callable[[str, int, int, str], str]] = {
    "cut": lambda text, a, b, words: text[:a] + text[min(b, a + 200) :],
    "swap": lambda text, a, b, words: (
        text[:a] + text[b : b + 40] + text[a + 40 : b] + text[a : a + 40] + text[b + 40 :]
    ),
    "repeat": lambda text, a, b, words: text[:b] + text[a:b][:200] * 3 + text[b:],
    "insert": lambda text, a, b, words: text[:a] + words + text[a:],
    "replace": lambda text, a, b, words: text.replace(text[a : a + 1] or " ", words, 20),
    "shout": lambda text, a, b, words: text[:a] + text[a:b].upper() + text[b:],
    "spread": lambda text, a, b, words: text.replace(" ", words[:1] or " "),
    "stop": lambda text, a, b, words: text.replace(".", words[:1]),
}


def _mutations() -> SearchStrategy[list[Mutation]]:
    share = st.floats(0, 1)
    words = st.one_of(st.sampled_from(ODD), st.sampled_from(NUMBERS), st.sampled_from(DATES), st.sampled_from(LONG))
    return st.lists(st.tuples(st.sampled_from(sorted(_MUTATIONS)), share, share, words), max_size=4)


def sound() -> SearchStrategy[str]:
    """Articles as a press page has them, whole."""
    return st.integers(0, 20_000).map(_article)


def press() -> SearchStrategy[str]:
    """Runs of words of the lexicons, examples, numbers and dates, joined as sentences or anyhow."""
    return st.lists(st.tuples(_pieces(), st.sampled_from(JOINTS)), min_size=6, max_size=30).map(_joined)


def broken() -> SearchStrategy[str]:
    """Articles, whole or put together, to which something has happened."""
    return st.builds(mutated, st.one_of(sound(), press()), _mutations())


def texts() -> SearchStrategy[str]:
    """Any of these, and characters at random."""
    return st.one_of(sound(), press(), broken(), broken(), st.text(max_size=300))
