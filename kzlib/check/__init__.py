"""What a build would make of a corpus, told before one: what is read and what not, what is known of it, what is a copy.

Nothing is built and nothing is annotated; but articles are taken in, cleaned and dated by the very code of a build.
"""

from kzlib.check.filling import Filled, extended, fill
from kzlib.check.report import Report, examine, look
from kzlib.check.shown import show, summary

__all__ = ["Filled", "Report", "examine", "extended", "fill", "look", "show", "summary"]
