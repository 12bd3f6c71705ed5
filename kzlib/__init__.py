"""Reads a folder of French press articles about a crisis into tables, and builds a citable book from them."""

__version__ = "0.1.0"
