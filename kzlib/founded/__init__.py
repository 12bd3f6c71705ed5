"""Whether a book is founded: every statement on its pages leads to evidence, and the evidence says so."""

from kzlib.founded.check import Founded
from kzlib.founded.fault import Fault
from kzlib.founded.prose import Prose

__all__ = ["Fault", "Founded", "Prose"]
