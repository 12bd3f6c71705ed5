"""`python -m kzlib` is `kz`."""

from kzlib.cli import run

run()
