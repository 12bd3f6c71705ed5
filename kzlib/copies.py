"""Near-copies: which articles repeat one another's text, and so are one voice.

An article is reduced to a fingerprint: the k smallest 64-bit hashes of its runs of eight words (a bottom-k sketch,
Broder 1997, "On the resemblance and containment of documents"). Containment, not resemblance, is estimated, because an
article that reprints an agency's text and adds its own has little in common with it as a whole. Eight words, because
shorter runs are shared by articles that only report the same thing (Silcock et al. 2022, "Noise-robust
de-duplication at scale").
"""

from __future__ import annotations

import hashlib
import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

RUN = 8  # words a shingle
SIZE = 256  # hashes kept an article: an error of about 0.03 at a containment of one half
COPY = 0.5  # share of the shorter article's runs found in the other one from which the two are one voice
LEAST = 4  # runs that two articles must share: a slogan or a boilerplate sentence makes no copy
WORD = re.compile(r"\w+")


def fingerprint(text: str, spans: Iterable[tuple[int, int]]) -> list[int]:
    """The smallest hashes of the runs of eight words in ``text[start:end]`` of each span, ascending, at most SIZE.

    Spans are sentences that count as the article, in order; a run may cross from one sentence to the next. An article
    of fewer than eight words has an empty fingerprint.
    """
    words = [w for start, end in spans for w in WORD.findall(text[start:end].casefold())]
    runs = {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    return heapq.nsmallest(SIZE, (_hash(run) for run in runs))


def _hash(run: str) -> int:
    """63 bits: what an Arrow int64 holds without a sign."""
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") >> 1


def containment(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated share of the shorter article's runs that the other one holds too, 0 to 1.

    Only hashes up to the smaller of the two sketches' largest are compared: below it both sketches are complete.
    """
    if not a or not b:
        return 0.0
    limits = [s[-1] for s in (a, b) if len(s) == SIZE]
    limit = min(limits) if limits else max(a[-1], b[-1])
    x, y = ({h for h in s if h <= limit} for s in (a, b))
    shared = len(x & y)
    return shared / min(len(x), len(y)) if shared >= LEAST else 0.0


def families(fingerprints: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """For each article the first, in the order given, of the articles that copy one another: itself if there is none.

    Copies of copies are one family. Of the articles that share a run each is compared with the first and with the
    next, so that time grows with their number and not with its square; copies share many runs and meet in one.
    """
    holders: dict[int, list[str]] = defaultdict(list)
    for doc_id in fingerprints:
        for run in fingerprints[doc_id]:
            holders[run].append(doc_id)
    pairs = {pair for docs in holders.values() if len(docs) > 1 for pair in _neighbours(docs)}
    head = {doc_id: doc_id for doc_id in fingerprints}
    place = {doc_id: number for number, doc_id in enumerate(fingerprints)}
    for a, b in sorted(pairs):
        if containment(fingerprints[a], fingerprints[b]) >= COPY:
            first, second = sorted((_head(head, a), _head(head, b)), key=place.__getitem__)
            head[second] = first
    return {doc_id: _head(head, doc_id) for doc_id in fingerprints}


def _neighbours(docs: list[str]) -> list[tuple[str, str]]:
    return [*pairwise(docs), *((docs[0], doc) for doc in docs[2:])]


def _head(head: dict[str, str], doc_id: str) -> str:
    while head[doc_id] != doc_id:
        head[doc_id] = head[head[doc_id]]
        doc_id = head[doc_id]
    return doc_id
