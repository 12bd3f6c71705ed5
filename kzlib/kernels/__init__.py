"""Kernels for notebooks, as copies of one process that has loaded what all of them need."""

from kzlib.kernels.original import Original

__all__ = ["Original"]
