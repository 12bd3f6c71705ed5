"""How well articles are read: hits, misses and false finds of each measure against what a careful reader found.

Gold is one JSON file an article, in the form of `data/gold`: every entry quotes the words that it rests on, and a
reading answers an entry where its evidence overlaps those words and its values agree. An entry that is optional costs
nothing if it is missed. ``python -m kzlib.accuracy`` prints the table for every corpus that has gold here.
"""

from kzlib.accuracy.floors import measure, scored
from kzlib.accuracy.measures import MEASURES, score, table
from kzlib.accuracy.tally import Tally

__all__ = ["MEASURES", "Tally", "measure", "score", "scored", "table"]
