"""Independent voices among articles: who copies whom, so that what is repeated counts once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kzlib import copies

Tables = dict[str, list[dict[str, Any]]]


def origins(tables: Tables) -> dict[str, str]:
    """The independent voice of each article: the earliest published of those that copy one another's text."""
    documents = sorted(tables["documents"], key=lambda d: (d.get("published") or dt.date.max, d["doc_id"]))
    return copies.families({d["doc_id"]: d.get("fingerprint") or [] for d in documents})
