"""What commands say besides their result: what was read, what was guessed, what was left out."""

from __future__ import annotations

from typing import Any

import typer

# What the last line of a command counts: table and the noun for its rows.
SUMMARY = {"documents": "article", "figures": "figure", "events": "event", "quotations": "quotation"}


def guessed(files: list[dict[str, Any]]) -> None:
    """Say, on standard error, which columns of tables were taken for what without being named."""
    for file in files:
        if "(guessed)" in (file["how"] or ""):
            typer.echo(f"{file['path']}: {file['how']}; --columns names others", err=True)


def left_out(problems: list[dict[str, Any]]) -> None:
    """Name every file that was left out, on standard error."""
    for problem in problems:
        typer.echo(f"left out: {problem['path']}: {problem['message']}", err=True)


def amounts(counts: dict[str, int]) -> str:
    """How much was read, as a command ends by saying it: 5 articles, 1 figure..."""
    return ", ".join(f"{counts[table]} {noun}{'' if counts[table] == 1 else 's'}" for table, noun in SUMMARY.items())
