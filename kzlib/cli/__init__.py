"""The command `kz`. Imports what a command needs when it runs, so that `kz --help` is quick."""

from __future__ import annotations

import os
import sys

import typer

from kzlib.cli import adding, building, checking, making, proving, reading, reviewing
from kzlib.failures import NOT_BUILT, ended

COMMANDS = (
    checking.check,
    adding.add,
    making.new,
    reading.parse,
    building.build,
    building.edition,
    building.pdf,
    proving.verify,
    reviewing.review,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """Reads French press articles about a crisis and builds a citable book from them."""


for command in COMMANDS:
    app.command()(command)


def run() -> None:
    """Run the command and end with its status; whatever goes wrong is one line on standard error."""
    status = ended(lambda: app(standalone_mode=False))
    try:
        sys.stdout.flush()
    except OSError:
        status = status or NOT_BUILT
    os._exit(status)  # a thread that still waits for a process that was ended does not hold up the end
