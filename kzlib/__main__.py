"""`python -m kzlib` is `kz`."""

from kzlib.cli import run

if __name__ == "__main__":
    run()
