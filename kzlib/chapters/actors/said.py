"""What is said: every statement with its speaker, each linked to its words."""

from __future__ import annotations

from markupsafe import Markup

from kzlib.chapters.actors.appearance import LONGEST, label, several
from kzlib.chapters.folds import folded
from kzlib.compare.statement import Statement
from kzlib.edition import Edition
from kzlib.evidence import Column, link, missing, shorten, source, table, visible

_ARTICLES = 3  # articles named beside a statement
_EACH = 6  # statements of one speaker, so that one who speaks much does not hide the others
_WORDS = 300  # characters of a statement


def quotations(edition: Edition, most: int) -> Markup:
    """What is said, by speaker, the fullest version where copies differ, then what has no speaker."""
    if not edition.statements:
        return Markup("<p>Nobody is quoted in these articles.</p>")
    spoken = [s for v in edition.voices[:most] for s in v.statements[:_EACH]]
    unnamed = [s for s in edition.statements if s.actor_id is None]
    room = most * 2
    shown = spoken[: max(room - len(unnamed), room // 2)] + unnamed
    columns = [
        Column("Speaker"),
        Column("Side"),
        Column("Kind"),
        Column("Words", "words"),
        Column("Articles", "id"),
    ]
    rows = [_row(edition, s) for s in shown[:room]]
    caption = "Statements by speaker, the one heard in most independent articles first"
    found = table(caption, columns, rows, len(edition.statements), "quotations", id="t-said")
    return folded("The statements, each with its speaker and articles", found)


def _row(edition: Edition, statement: Statement) -> tuple[object, ...]:
    row = statement.rows[0]
    speaker: object = missing("not given")
    if statement.speaker:
        relay = row.get("relayed_by")
        via = Markup(' (through <span lang="fr">{}</span>)').format(visible(shorten(relay, LONGEST))) if relay else ""
        speaker = Markup('<span lang="fr">{}</span>{}').format(visible(shorten(statement.speaker, LONGEST)), via)
    side = label(edition, statement.side.code) if statement.side else ""
    words = Markup('<span class="evidence" lang="fr">{}</span>').format(visible(shorten(row["text"], _WORDS)))
    articles = several(statement.articles, _ARTICLES, source)
    return speaker, side, statement.kind, link(row, words), articles
