"""Numbers of people in a text, and what is counted: killed, injured, arrested, deployed, taking part."""

from kzlib.figures.counts import read

__all__ = ["read"]
