"""Building a book in its folder: nothing if nothing has changed, and nothing is replaced until the new one is whole.

What makes a book is imported only where there is something to make, so that it is soon told when there is not.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from kzlib import built, inputs, publish
from kzlib.inputs import Settings
from kzlib.progress import Progress
from kzlib.stages import Explain, python, silent


def build(settings: Settings, progress: Progress, explain: Explain = silent) -> built.Result:
    """Build tables and site under ``settings.out``; do nothing if they are there and nothing has changed.

    `explain` is told of each stage why it runs or does not. Raises InputError for input that cannot be used,
    BuildError if a chapter or the site cannot be built; in both cases what was built before is untouched.
    """
    settings.check()
    out = settings.out
    with publish.hold(out):
        built.refuse_other(out)
        taken = inputs.taken(settings)
        made_of = {"key": taken.key, "address": settings.address, "python": python()["Python"]}
        if (last := built.read(out)) and made_of.items() <= last.items():
            if explain is not silent:
                from kzlib import book

                book.say_kept(settings, taken, explain)
            return built.Result(False, last["counts"], last["problems"])
        from kzlib import book

        with publish.workshop(out) as work:
            result = book.make(settings, taken, work, progress, cache=out / book.CACHE, explain=explain)
            text = json.dumps(made_of | asdict(result), indent=1)
            (work / built.STAMP).write_text(text + "\n", encoding="ascii")
            publish.replace(work, out, ("tables", "site", built.STAMP))
    return result
