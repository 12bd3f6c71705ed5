"""What the audit says of the answers of pip-audit."""

from __future__ import annotations

from typing import Any

import pytest
from audit import report

CLEAN = {"name": "a", "version": "1.0", "vulns": []}
UNKNOWN = {"name": "b", "skip_reason": "Dependency not found"}
BAD = {"name": "c", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1", "3.0"]}]}
WORSE = {"name": "d", "version": "1", "vulns": [{"id": "X-1", "fix_versions": []}, {"id": "X-2", "fix_versions": []}]}


@pytest.mark.parametrize(
    ("answered", "said", "status"),
    [
        ([], ["audit: no advisory database can be reached from here; nothing was audited"], 0),
        ([UNKNOWN], ["audit: no advisory database can be reached from here; nothing was audited"], 0),
        ([CLEAN], ["audit: 0 known advisories against 1 packages of requirements.lock"], 0),
        (
            [CLEAN, UNKNOWN, BAD],
            [
                "c 2.0: PYSEC-1; fixed in 2.1, 3.0",
                "audit: 1 known advisory against 2 packages of requirements.lock; of 1 more nothing is known",
            ],
            1,
        ),
        (
            [WORSE],
            [
                "d 1: X-1; fixed in no version yet",
                "d 1: X-2; fixed in no version yet",
                "audit: 2 known advisories against 1 packages of requirements.lock",
            ],
            1,
        ),
    ],
)
def test_what_is_known_is_said(answered: list[dict[str, Any]], said: list[str], status: int) -> None:
    assert report(answered) == (said, status)
