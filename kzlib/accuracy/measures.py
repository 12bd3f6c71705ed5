"""The measures: what counts as found, resolved, attributed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kzlib.accuracy.names import same_name
from kzlib.accuracy.tally import Case, Row, Rows, Span, Tallies, Tally, day, match, overlaps
from kzlib.errors import InputError, quoted

MEASURES = (
    "published",
    "body",
    "dates found",
    "dates resolved",
    "figures value",
    "figures value+kind",
    "figures value+kind+group",
    "figures bound",
    "figures place",
    "figures attributed",
    "actors",
    "quotations found",
    "quotations speaker",
    "events",
)
NAMED = {"person", "organisation"}  # the types of actor that must be found


def _published(case: Case) -> None:
    wanted = case.gold.get("published")
    if not wanted:
        return
    tally = case.tallies["published"]
    documents = case.rows["documents"]
    got = day(documents[0]["published"]) if documents else None
    if got == wanted:
        tally.hit += 1
        return
    tally.missed(f"{case.gold['id']}: {wanted}")
    if got:
        tally.invented(f"{case.gold['id']}: {got}")


def _body(case: Case) -> None:
    """Letters and digits of the article that were kept, lost, or kept though they are page furniture."""
    gold, text = case.gold, case.text
    if not gold.get("body_start"):
        return
    letters = {i for i, c in enumerate(text) if c.isalnum()}
    wanted = letters & set(range(case.span(gold["body_start"])[0], case.span(gold["body_end"])[1]))
    for furniture in gold.get("boilerplate", []):
        wanted -= set(range(*case.span(furniture)))
    kept: set[int] = set()
    for passage in case.rows["passages"]:
        if passage["role"] != "boilerplate":
            kept.update(range(passage["start"], passage["end"]))
    tally = case.tallies["body"]
    tally.hit += len(kept & wanted)
    tally.miss += len(wanted - kept)
    tally.false += len((kept & letters) - wanted)


def _dates(case: Case) -> None:
    if "dates" not in case.gold:
        return
    entries = [{**e, "span": case.span(e["text"], e.get("occurrence", 1))} for e in case.gold["dates"]]

    def found(entry: Row, row: Row) -> bool:
        return overlaps(row, entry["span"])

    def resolved(entry: Row, row: Row) -> bool:
        return found(entry, row) and (day(row["first"]), day(row["last"])) == (entry["start"], entry["end"])

    for measure, answers in (("dates found", found), ("dates resolved", resolved)):
        for row in match(case, measure, entries, case.rows["dates"], answers):
            case.tallies[measure].invented(f"{case.evidence(row)} = {day(row['first'])}..{day(row['last'])}")


def _figures(case: Case) -> None:
    if "figures" not in case.gold:
        return
    entries = [e for e in case.gold["figures"] if e["kind"] != "other"]
    rows = [r for r in case.rows["figures"] if r["kind"] != "other"]

    def value(entry: Row, row: Row) -> bool:
        near = any(overlaps(row, span) for span in case.spans(entry["text"]))
        return near and bool(row["value"] == entry["value"])

    def kind(entry: Row, row: Row) -> bool:
        return value(entry, row) and bool(row["kind"] == entry["kind"])

    def group(entry: Row, row: Row) -> bool:
        pair = {entry["group"], row["group"]}
        return kind(entry, row) and (len(pair) == 1 or pair == {"all", "unspecified"})

    for part, answers in (("value", value), ("value+kind", kind), ("value+kind+group", group)):
        measure = f"figures {part}"
        for row in match(case, measure, entries, rows, answers):
            case.tallies[measure].invented(f"{case.evidence(row)} = {row['value']:g} {row['kind']} {row['group']}")
    for entry in entries:
        _figure_details(case, entry, next((row for row in rows if kind(entry, row)), None))


def _figure_details(case: Case, entry: Row, row: Row | None) -> None:
    """Bound, place and source of one figure; place and source count only where the gold names them."""
    for part, key in (("bound", "bound"), ("place", "place"), ("attributed", "attributed_to")):
        wanted = entry.get(key)
        if key != "bound" and not wanted:
            continue
        tally = case.tallies[f"figures {part}"]
        got = row[key] if row else None
        if row and (got == wanted if key == "bound" else same_name(got, wanted)):
            tally.hit += 1
            continue
        tally.missed(f"{case.gold['id']}: {entry['text']}: {wanted}")
        if got:
            tally.invented(f"{case.gold['id']}: {entry['text']}: {got}")


def _actors(case: Case) -> None:
    """Actors found at least once, and actors found in the article's own passages that the gold does not know."""
    if "actors" not in case.gold:
        return
    tally, mentions = case.tallies["actors"], case.rows["mentions"]
    known: list[Span] = []
    for actor in case.gold["actors"]:
        places = [span for words in (actor["name"], *actor.get("surface", ())) for span in case.spans(words)]
        known += places
        if actor["type"] not in NAMED:
            continue
        if any(overlaps(row, span) for row in mentions for span in places):
            tally.hit += 1
        else:
            tally.missed(f"{case.gold['id']}: {actor['name']}")
    for rows in _kept_actors(case):
        if not any(overlaps(row, span) for row in rows for span in known):
            tally.invented(case.evidence(rows[0]))


def _kept_actors(case: Case) -> Iterator[list[Row]]:
    """Mentions of each person or organisation outside the page furniture, one list an actor."""
    kept = [(p["start"], p["end"]) for p in case.rows["passages"] if p["role"] != "boilerplate"]
    by_actor: dict[str, list[Row]] = {}
    for row in case.rows["mentions"]:
        if row["type"] in NAMED and any(overlaps(row, span) for span in kept):
            by_actor.setdefault(row["actor_id"], []).append(row)
    yield from by_actor.values()


def _quotations(case: Case) -> None:
    if "quotes" not in case.gold:
        return
    entries = [{**e, "span": case.span(e["text"])} for e in case.gold["quotes"]]
    rows = case.rows["quotations"]

    def found(entry: Row, row: Row) -> bool:
        return overlaps(row, entry["span"])

    def spoken(entry: Row, row: Row) -> bool:
        return found(entry, row) and same_name(row["speaker"], entry["speaker"])

    for row in match(case, "quotations found", entries, rows, found):
        case.tallies["quotations found"].invented(f"{case.evidence(row)} ({row['speaker']})")
    named = [e for e in entries if e["speaker"]]
    for row in match(case, "quotations speaker", named, rows, spoken):
        if row["speaker"]:
            case.tallies["quotations speaker"].invented(f"{case.evidence(row)} ({row['speaker']})")


def _events(case: Case) -> None:
    if "events" not in case.gold:
        return
    entries = [{**e, "span": case.span(e["text"])} for e in case.gold["events"] if e["type"] != "other"]
    rows = [r for r in case.rows["events"] if r["type"] != "other"]

    def told(entry: Row, row: Row) -> bool:
        dated = entry["start"] is None or day(row["first"]) == entry["start"]
        return row["type"] == entry["type"] and overlaps(row, entry["span"]) and dated

    for row in match(case, "events", entries, rows, told):
        case.tallies["events"].invented(f"{case.evidence(row)} = {row['type']} {day(row['first'])}")


def score(rows: Rows, gold: Iterable[dict[str, Any]], texts: dict[str, str]) -> Tallies:
    """Tallies of every measure over the articles that have gold.

    `rows` are the rows of every table (parse.parse or tables.Stored), `texts` the texts as decoded, by article id.
    Raises InputError if an article that has gold is missing, or a snippet of the gold is not in its text.
    """
    tallies = {measure: Tally() for measure in MEASURES}
    for entry in gold:
        if entry["id"] not in texts:
            known = ", ".join(sorted(texts)) or "none"
            raise InputError(f"gold {quoted(entry['id'])}: no such article; there are: {known}")
        own = {name: [r for r in table if r.get("doc_id") == entry["id"]] for name, table in rows.items()}
        case = Case(entry, texts[entry["id"]], own, tallies)
        for count in (_published, _body, _dates, _figures, _actors, _quotations, _events):
            count(case)
    return tallies


def table(tallies: Tallies) -> list[dict[str, Any]]:
    """One row a measure that counted anything: measure, precision, recall, f1, hit, miss, false."""
    return [
        {"measure": name, "precision": t.precision, "recall": t.recall, "f1": t.f1, **t.counts()}
        for name, t in tallies.items()
        if any(t.counts().values())
    ]
