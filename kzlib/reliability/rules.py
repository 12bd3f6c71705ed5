"""The rules that grade a source, in the order in which they are tried: the first that applies gives the grade.

After the Admiralty code (NATO AJP-2.1), whose F is not the worst grade but "cannot be judged". A grade says how far an
article lets itself be checked, not whether what it says is true: claims have grades of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kzlib.reliability.flag import Flag

GRADES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
_FEW = 3  # figures and quotations below which an anonymous article gives nothing to judge it by
_HALF, _MOST = 0.5, 0.8  # shares of figures and quotations with a named source


# The flags that rules ask for.
ASKED = (
    *("publisher_known", "author_known", "date_known", "origin", "copies_another", "state_affiliated"),
    *("party_to_conflict", "names_its_sources", "contradicts_itself", "track_record"),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask: an article's flags, the number of figures and quotations that it can be judged by, and of
    its numbers that later articles contradict."""

    flags: Mapping[str, Flag]
    checked: int
    corrected: int = 0

    def yes(self, name: str) -> bool:
        """Whether a flag is yes, or partly so."""
        return self.flags[name].value in ("yes", "partly")

    def no(self, name: str) -> bool:
        """Whether a flag is no; unknown is not no."""
        return self.flags[name].value == "no"

    def less_than(self, name: str, share: float) -> bool:
        """Whether a flag is a smaller share; not if it is unknown."""
        value = self.flags[name].value
        return isinstance(value, float) and value < share


@dataclass(frozen=True, slots=True)
class Rule:
    """A grade, why it is given, and when."""

    grade: str
    reason: str
    applies: Callable[[Facts], bool]


RULES: tuple[Rule, ...] = (
    Rule(
        "F",
        "neither publisher nor author is known, and it has too few figures and quotations to go by",
        lambda f: f.no("publisher_known") and f.no("author_known") and f.checked < _FEW,
    ),
    Rule(
        "E",
        "it contradicts itself and names a source for less than half of its figures and quotations",
        lambda f: f.yes("contradicts_itself") and f.less_than("names_its_sources", _HALF),
    ),
    Rule("D", "it contradicts itself", lambda f: f.yes("contradicts_itself")),
    Rule(
        "D",
        "it names a source for less than half of its figures and quotations",
        lambda f: f.less_than("names_its_sources", _HALF),
    ),
    Rule("D", "nobody answers for it: the publisher is not known", lambda f: f.no("publisher_known")),
    Rule(
        "D",
        "of the numbers that it was first to give, later articles contradict several, and more than they confirm",
        lambda f: f.corrected > 1 and f.less_than("track_record", _HALF),
    ),
    Rule("C", "its publisher is run or paid by a state", lambda f: f.yes("state_affiliated")),
    Rule("C", "its publisher takes part in the conflict", lambda f: f.yes("party_to_conflict")),
    Rule(
        "C",
        "it is not the publisher's own text",
        lambda f: f.flags["origin"].value in ("republished", "translated") or f.yes("copies_another"),
    ),
    Rule("C", "its day of publication is not known", lambda f: f.no("date_known")),
    Rule(
        "A",
        "signed, dated, the publisher's own, independent of any state, and it names nearly all its sources",
        lambda f: (
            f.yes("author_known")
            and f.flags["date_known"].value == "yes"
            and f.flags["origin"].value == "original"
            and f.no("state_affiliated")
            and f.checked > 0
            and not f.less_than("names_its_sources", _MOST)
        ),
    ),
    Rule(
        "B",
        "its publisher is known and nothing speaks against it, but not all that an A needs is known",
        lambda f: True,
    ),
)


def grade(facts: Facts) -> tuple[str, str]:
    """The grade of an article and the sentence that gave it, with the other reasons for which it would be the same."""
    applying = [rule for rule in RULES if rule.applies(facts)]
    first = applying[0]
    more = [rule.reason for rule in applying[1:] if rule.grade == first.grade and first.grade != "B"]
    return first.grade, f"{first.grade}: {first.reason}." + "".join(f" Also: {reason}." for reason in more)
