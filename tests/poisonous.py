"""A trained pipeline that breaks on certain words, as real ones do on certain texts: what becomes of such an article?

`install` makes it a package that can be named with ``--model``, in a folder for PYTHONPATH.
"""

from __future__ import annotations

import os
from pathlib import Path

NAME = "poisonous"
RAISES, ENDS = "ARSENIC", "CYANURE"
_CODE = f'''
import os, signal, spacy
from spacy.language import Language

@Language.component("{NAME}")
def taste(doc):
    if "{RAISES}" in doc.text:
        raise ValueError("it tastes of\\nalmonds")
    if "{ENDS}" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return doc

def load(**_):
    nlp = spacy.blank("fr")
    nlp.add_pipe("{NAME}")
    return nlp
'''


def install(folder: Path) -> dict[str, str]:
    """Put the pipeline into a folder; returns an environment in which it can be named."""
    package, about = folder / NAME, folder / f"{NAME}-1.0.dist-info"
    package.mkdir(parents=True)
    about.mkdir()
    (package / "__init__.py").write_text(_CODE, encoding="utf-8")
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n", encoding="utf-8")
    return os.environ | {"PYTHONPATH": str(folder)}
