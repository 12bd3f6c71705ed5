"""Dates and numbers as read here and by other libraries, on the same gold: one table.

    python benchmarks/accuracy.py        (make bench installs the other libraries first)

Dates: every library reads the same sentences, those of the article without its page; one sentence at a time, with
which the others do best. They are given the day of publication from the gold; kzlib has to find it. What they return
is read in their favour: a month or a year counts in full, of several candidates the latest that is not after
publication is taken, and times of day and durations are left out.
Numbers: of those that the examples for figures spell in words, how many are among what a library reads there.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from kzlib import numbers, parse, paths, tables
from kzlib.accuracy import floors, score
from kzlib.accuracy.measures import table

EXAMPLES = paths.ROOT / "tests" / "examples"
COLLECTIVE = re.compile(r"(?:aine|illier|illion|illiard)s?\b|plusieurs|quelques", re.IGNORECASE)


class Found(NamedTuple):
    """A date that a library read: offsets into the sentence that it was given, first and last day."""

    start: int
    end: int
    first: dt.date | None
    last: dt.date | None


Reader = Callable[[str, dt.date], Iterator[Found]]


def period(day: dt.date, grain: str) -> tuple[dt.date, dt.date]:
    """First and last day of the day, week, month or year that holds a day."""
    if grain == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    if grain == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if grain == "week":
        monday = day - dt.timedelta(days=day.weekday())
        return monday, monday + dt.timedelta(days=6)
    return day, day


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


def dateparser_dates(text: str, published: dt.date) -> Iterator[Found]:
    """`search_dates` gives the words without their place: they are looked up one after the other."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    # PREFER_DATES_FROM "past" would take a weekday that is the day of publication for the week before
    settings = {"DATE_ORDER": "DMY", "RELATIVE_BASE": midnight(published)}
    parser = DateDataParser(languages=["fr"], settings=settings)
    at = 0
    for words, when in search_dates(text, languages=["fr"], settings=settings) or []:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        data = parser.get_date_data(words)
        yield Found(start, at, *period(when.date(), data.period or "day"))


@cache
def recognizers_model() -> Any:
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_text import Culture

    return DateTimeRecognizer(Culture.French).get_datetime_model()


def recognizers_dates(text: str, published: dt.date) -> Iterator[Found]:
    for found in recognizers_model().parse(text, midnight(published)):
        if found.type_name.split(".")[-1] not in ("date", "daterange", "datetime", "datetimerange"):
            continue
        values = (found.resolution or {}).get("values") or [{}]
        days = [candidate(value) for value in values]
        past = [pair for pair in days if pair[0] and pair[0] <= published]
        yield Found(found.start, found.end + 1, *(past or days)[-1 if past else 0])


def candidate(value: dict[str, Any]) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of one resolution; a month or a year ends on the first day of the next."""
    first, last = (value.get(k, value.get("value", "")) for k in ("start", "end"))
    try:
        days = dt.date.fromisoformat(first[:10]), dt.date.fromisoformat(last[:10])
    except ValueError:
        return None, None
    whole = value["type"] == "daterange" and not value.get("timex", "").startswith("(")
    return days[0], days[1] - dt.timedelta(days=1) if whole and days[1] > days[0] else days[1]


@cache
def edsnlp_pipeline() -> Any:
    # edsnlp has a factory of the name of spaCy's `sentencizer`: ours has been made by the time this runs.
    import edsnlp

    pipeline = edsnlp.blank("eds")
    pipeline.add_pipe("eds.sentences")
    pipeline.add_pipe("eds.dates")
    return pipeline


def edsnlp_dates(text: str, published: dt.date) -> Iterator[Found]:
    for span in edsnlp_pipeline()(text).spans["dates"]:
        date = span._.date
        when = date.to_datetime(note_datetime=midnight(published))
        stated = {name for name in ("day", "week", "month", "year") if getattr(date, name, None) is not None}
        grain = next((name for name in ("day", "week", "month", "year") if name in stated), "day")
        days = period(dt.date(when.year, when.month, when.day), grain) if when else (None, None)
        yield Found(span.start_char, span.end_char, *days)


def text2num_numbers(text: str) -> set[float]:
    from text_to_num import alpha2digit

    # by default it leaves numbers up to three as they are
    return {float(n) for n in re.findall(r"\d+", alpha2digit(text, "fr", threshold=0))}


def own_numbers(text: str) -> set[float]:
    return {number.value for number in numbers.find(text, 0, len(text))}


DATE_READERS: dict[str, Reader] = {
    "dateparser": dateparser_dates,
    "recognizers-text": recognizers_dates,
    "edsnlp": edsnlp_dates,
}
NUMBER_READERS = {"kzlib": own_numbers, "text2num": text2num_numbers}


def dates_of(reader: Reader, parsed: parse.Parsed, gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of the table of dates as another library would fill it."""
    rows = []
    for entry in gold:
        text, published = parsed.texts[entry["id"]], dt.date.fromisoformat(entry["published"])
        for sentence in parsed.rows["sentences"]:
            if sentence["doc_id"] != entry["id"]:
                continue
            at = sentence["start"]
            for found in reader(text[at : sentence["end"]], published):
                place = {"doc_id": entry["id"], "start": at + found.start, "end": at + found.end}
                rows.append({**place, "first": found.first, "last": found.last})
    return rows


def compared_dates(texts: Path, gold_folder: Path) -> Iterator[dict[str, Any]]:
    """Rows of the comparison for one corpus: each measure of dates, each library."""
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold_folder.glob("*.json"))]
    only_dates = [{"id": entry["id"], "dates": entry["dates"]} for entry in gold]
    parsed = parse.parse(texts)
    tables_of = {"kzlib": parsed.rows["dates"]} | {n: dates_of(r, parsed, gold) for n, r in DATE_READERS.items()}
    results = {}
    for name, rows in tables_of.items():
        others = {table_name: [] for table_name in tables.DICTIONARY}
        results[name] = table(score(others | {"dates": rows}, only_dates, parsed.texts))
    for number in range(2):
        for name, shown in results.items():
            yield {**shown[number], "reader": name}


def spelt_numbers() -> Iterator[tuple[str, str, float]]:
    """(sort, text, value) of each figure of the examples that is written in words; "un", "aucun" are left out."""
    for path in sorted(EXAMPLES.glob("figures*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            for figure in case.get("figures") or []:
                if figure.get("value", 0) < 2 or re.search(r"\d", figure["text"]):
                    continue
                sort = "collective nouns" if COLLECTIVE.search(figure["text"]) else "numerals"
                yield sort, case["text"], float(figure["value"])


def compared_numbers() -> Iterator[dict[str, Any]]:
    """Rows of the comparison for numbers in words: how many of the values are among those read in the sentence."""
    cases = sorted(set(spelt_numbers()))
    for sort in sorted({case[0] for case in cases}, reverse=True):
        wanted = [case[1:] for case in cases if case[0] == sort]
        for name, read in NUMBER_READERS.items():
            hit = sum(value in read(text) for text, value in wanted)
            ratios = {"precision": None, "recall": hit / len(wanted), "f1": None}
            yield {"measure": sort, "reader": name, "hit": hit, "miss": len(wanted) - hit, "false": None, **ratios}


def line(corpus: str, row: dict[str, Any]) -> str:
    ratios = "".join(f"{row[k]:>8.3f}" if row[k] is not None else f"{'':>8}" for k in ("precision", "recall", "f1"))
    counts = "".join(f"{row[k]:>6}" if row[k] is not None else f"{'':>6}" for k in ("hit", "miss", "false"))
    return f"{corpus:<10}{row['measure']:<18}{row['reader']:<18}{ratios}{counts}"


def main() -> None:
    warnings.filterwarnings("ignore")  # of the other libraries, about their own dependencies
    print(
        f"{'corpus':<10}{'measure':<18}{'reader':<18}{'prec':>8}{'recall':>8}{'F1':>8}{'hit':>6}{'miss':>6}{'false':>6}"
    )
    for corpus in floors.present():
        for row in compared_dates(*floors.CORPORA[corpus]):
            print(line(corpus, row), flush=True)
    for row in compared_numbers():
        print(line("examples", row))


if __name__ == "__main__":
    try:
        main()
    except ModuleNotFoundError as error:
        sys.exit(f"benchmarks: {error.name} is not installed; run: pip install -e '.[bench]'")
