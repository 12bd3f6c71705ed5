"""From words to days: what a form means, given the day of publication and what the text has spoken of so far."""

from __future__ import annotations

from kzlib.dates import named_days, named_spans, relative
from kzlib.dates.forms import Form
from kzlib.dates.meaning import Meaning, Place

_RESOLVERS = named_days.RESOLVERS | named_spans.RESOLVERS | relative.RESOLVERS


def meaning(form: Form, place: Place) -> Meaning | None:
    """What a form means, None if it turns out not to be a date, or to mean a day beyond the calendar."""
    try:
        return _RESOLVERS[form.kind](form, place)
    except OverflowError:
        return None
