"""Are known advisories out against what is locked? `make audit` asks; where no database can be reached it says so.

Exit status 1 if there is an advisory against a pinned version, 0 otherwise, also if nobody could be asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent.parent / "requirements.lock"
PATIENCE = 240  # seconds; a network that swallows requests takes as long as it likes


def ask() -> list[dict[str, Any]]:
    """What pip-audit says of every pinned package; nothing if it cannot say anything."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--requirement", str(LOCK)]
    command += ["--progress-spinner", "off", "--format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return found


def report(answered: list[dict[str, Any]]) -> tuple[list[str], int]:
    """What to print of the answers, and the exit status."""
    asked = [d for d in answered if "skip_reason" not in d]
    if not asked:
        return ["audit: no advisory database can be reached from here; nothing was audited"], 0
    lines = [
        f"{d['name']} {d['version']}: {v['id']}; fixed in {', '.join(v['fix_versions']) or 'no version yet'}"
        for d in asked
        for v in d["vulns"]
    ]
    rest = f"; of {len(answered) - len(asked)} more nothing is known" if len(answered) > len(asked) else ""
    known = f"{len(lines)} known advisories" if len(lines) != 1 else "1 known advisory"
    return [*lines, f"audit: {known} against {len(asked)} packages of {LOCK.name}{rest}"], int(bool(lines))


if __name__ == "__main__":
    said, status = report(ask())
    print("\n".join(said))
    sys.exit(status)
