"""The opening sentences: who acts, who is heard, which side has how much of the voice, for how much nobody is named."""

from __future__ import annotations

from markupsafe import Markup

from kzlib.chapters.actors.appearance import linked, named
from kzlib.compare.country import name
from kzlib.compare.share import UNNAMED, Share
from kzlib.edition import Edition
from kzlib.evidence import joined, tally

# Sides within a sentence, with the verb that they take.
_WITHIN = {
    "government": ("the government", "has"),
    "opposition": ("the opposition", "has"),
    "people": ("people on the spot", "have"),
    "foreign": ("foreign states", "have"),
    "international": ("international bodies", "have"),
    "media": ("media", "have"),
    "other": ("others (experts, firms, groups)", "have"),
}
_HALF = 0.5
_LEADING = 3  # speakers named as heard in most articles
# Sides whose silence is worth a sentence.
_EXPECTED = ("government", "opposition", "people", "foreign", "international")


def lead(edition: Edition) -> Markup:
    """Two to four sentences that answer the chapter's question, every number in them linked to what it counts."""
    people = named(edition)
    if not people and not edition.statements:
        return Markup("<p>No actor was read in these articles, and nobody is quoted.</p>")
    found = {s.code: s for s in edition.shares}
    parts = [_who(edition)]
    if edition.statements:
        parts += [_voice(edition, found), _silent(found), _nobody(found)]
    return Markup("<p>{}</p>").format(Markup(" ").join(p for p in parts if p))


def _who(edition: Edition) -> Markup:
    people, quoted = named(edition), edition.voices
    text = Markup("The articles name {}").format(tally(len(people), "actor", "#t-register"))
    if not people:
        text = Markup("The articles name no actor")
    if not quoted:
        return text + Markup("; nobody is quoted by name.")
    count = tally(len(quoted), "speaker is heard", "#t-heard", "speakers are heard")
    leading = [v.actor for v in quoted if v.origins == quoted[0].origins]
    if len(quoted) == 1:
        return text + Markup("; {}: {}.").format(count, linked(leading[0]))
    if len(leading) > _LEADING:
        return text + Markup("; {}, none in more independent articles than others.").format(count)
    return text + Markup("; {}, {} in most independent articles.").format(count, joined(linked(a) for a in leading))


def _voice(edition: Edition, found: dict[str, Share]) -> Markup:
    known = sorted((s for s in found.values() if s.code in _WITHIN and s.statements), key=lambda s: -len(s.statements))
    if not known:
        return Markup("")
    first, rest = known[0], known[1:3]
    subject, verb = _subject(edition, first.code)
    part = len(first.statements) / len(edition.statements)
    text = Markup("{} {} {} of the voice, with {} of {}").format(
        subject[:1].upper() + subject[1:],
        verb,
        "all" if part == 1 else "most" if part > _HALF else "the largest share",
        _count(first),
        tally(len(edition.statements), "statement", "#t-said"),
    )
    if rest:
        others = (Markup("{} {} {}").format(*_subject(edition, s.code), _count(s)) for s in rest)
        text += Markup("; {}").format(joined(others))
    return text + Markup(".")


def _count(share: Share) -> Markup:
    """The number of a side's statements, linked to its row."""
    return Markup('<a class="tally" href="#voice-{}">{:,}</a>').format(share.code, len(share.statements))


def _subject(edition: Edition, code: str) -> tuple[str, str]:
    words, verb = _WITHIN[code]
    main = edition.crisis.main
    return (f"{words} of {name(main)}" if code == "government" and main else words), verb


def _silent(found: dict[str, Share]) -> Markup:
    silent = [_WITHIN[c][0] for c in _EXPECTED if not found[c].statements]
    if not silent or len(silent) == len(_EXPECTED):
        return Markup("")
    return Markup("No statement is read from {}.").format(joined(silent, "or"))


def _nobody(found: dict[str, Share]) -> Markup:
    unnamed, unknown = found[UNNAMED], found["unknown"]
    if not unnamed.statements and not unknown.statements:
        return Markup("A speaker of known side is named for every one.")
    parts = []
    if unnamed.statements:
        parts.append(Markup("for {} no speaker is named").format(_count(unnamed)))
    if unknown.statements:
        parts.append(Markup("for {} it is not known on which side the speaker stands").format(_count(unknown)))
    text = joined(parts)
    return text[:1].upper() + text[1:] + Markup(".")
