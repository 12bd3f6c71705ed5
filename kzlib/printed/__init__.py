"""The book on paper: each chapter and the whole book as PDF, evidence as numbered notes, made from the built site."""

from kzlib.printed.pdf import write

__all__ = ["write"]
