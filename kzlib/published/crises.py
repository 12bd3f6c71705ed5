"""Articles by crisis: who is about the same, and what those whose day is known lend to the others."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from kzlib.dates import days
from kzlib.published import crisis
from kzlib.published.clues import Partial, Witness
from kzlib.published.lent import Lent

_ENOUGH = 4  # words in common, those that are not common to all articles counted twice
Key = tuple[str, str]  # a country and a name


def groups(articles: Sequence[Witness]) -> list[list[int]]:
    """The crises, as numbers of articles: articles that share names with one of it belong to it.

    An article is held only against those that share a country and a name with it and are in no crisis yet.
    """
    holders: dict[Key, list[int]] = defaultdict(list)
    for number, each in enumerate(articles):
        for key in _keys(each):
            holders[key].append(number)
    found: list[list[int]] = []
    waiting = dict.fromkeys(range(len(articles)))
    while waiting:
        reached = [next(iter(waiting))]
        del waiting[reached[0]]
        group: list[int] = []
        while reached:
            number = reached.pop()
            group.append(number)
            met = _met_by(articles[number], holders, waiting)
            reached += met
            for other in met:
                del waiting[other]
        found.append(sorted(group))
    return found


def _keys(article: Witness) -> Iterator[Key]:
    return ((country, name) for country in article.countries for name in article.names)


def _met_by(one: Witness, holders: dict[Key, list[int]], waiting: Collection[int]) -> list[int]:
    """Numbers of the articles without a crisis that are about the same as one; others leave the lists of `holders`."""
    met: set[int] = set()
    for country in one.countries:
        shared: Counter[int] = Counter()
        for name in one.names:
            key = (country, name)
            holders[key] = [other for other in holders[key] if other in waiting]
            shared.update(holders[key])
        met.update(other for other, count in shared.items() if count >= crisis.SHARED)
    return sorted(met)


class Crisis:
    """The articles on one crisis, and what they lend."""

    def __init__(self, articles: Sequence[Witness]) -> None:
        self.articles = articles
        self.told = Lent()  # days told in full, where others are dated close to them
        self._told_by: dict[str, dt.date] = {}
        self.settle()

    def settle(self) -> None:
        """Lend, from now on, also the days that were found meanwhile."""
        self.known = Lent((each.doc_id, each.day[0]) for each in self.articles if each.day)
        self.__dict__.pop("_meeting", None)

    def tells(self, article: Witness, day: dt.date) -> None:
        """Take note of a day told in full by an article whose own is not known."""
        self._told_by[article.doc_id] = day
        self.told.add(article.doc_id, day)

    def told_by_others(self, article: Witness) -> Lent:
        """Days that others tell in full."""
        own = self._told_by.get(article.doc_id)
        return self.told.without(article.doc_id, own) if own else self.told

    def dated_near(self, article: Witness, day: dt.date, most: int, enough: int) -> bool:
        """Whether enough other articles give themselves, without the year, a day close to one."""
        found: set[str] = set()
        for n in range(-most, most + 1):
            near = days.shift(day, n)
            for weekday in (None, near.weekday()) if near else ():
                for doc_id in self._partial.get((near.month, near.day, weekday), ()) if near else ():
                    if doc_id != article.doc_id:
                        found.add(doc_id)
                        if len(found) >= enough:
                            return True
        return False

    @cached_property
    def _partial(self) -> dict[Partial, list[str]]:
        found: dict[Partial, list[str]] = defaultdict(list)
        for each in self.articles:
            for day in each.partial:
                found[day].append(each.doc_id)
        return found

    def tells_the_same(self, day: dt.date, about: Collection[str]) -> bool:
        """Whether an article whose day is known tells of a day, in one sentence, enough of the same words."""
        holders = self._meeting.get(day, {})
        score: Counter[int] = Counter()
        for word in sorted(about, key=lambda word: (len(holders.get(word, ())), word)):
            weight = 1 if crisis.is_common(word) else 2
            for number in holders.get(word, ()):
                score[number] += weight
                if score[number] >= _ENOUGH:
                    return True
        return False

    @cached_property
    def _meeting(self) -> dict[dt.date, dict[str, list[int]]]:
        """Of each day the sentences that tell of it, as numbers, by the words in them."""
        found: dict[dt.date, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        number = 0
        for each in self.articles:
            for day, about in each.told:
                number += 1
                for word in about:
                    found[day][word].append(number)
        return found
