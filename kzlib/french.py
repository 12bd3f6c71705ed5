"""What of spaCy's French is used: how it cuts words, and its stop words.

Importing its package ``spacy.lang.fr`` compiles special cases for three seconds in each process, and nobody asks for
them: of its files only those are run that are wanted.
"""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

# What spaCy's prefixes begin with ("l'", "US$"), and what its suffixes end with, or hold ("-t-il", "10km"): looked for
# first, as its own expressions try all of some hundred marks.
_PREFIXED = re.compile(r"[\W\d_]|[DLNdln]['’]|(?:US|[CA])\$")
_SUFFIXED = re.compile(r"[\W\d_]$|[-–—‐‑0-9]")
# Runs without white space whose tokens spaCy keeps.
_MOST_KEPT = 100_000


def blank() -> Language:
    """A pipeline that only cuts words, without what costs time there and changes no word that a lexicon holds.

    Without special cases: after the first in a text ("M.", "a-t-il") spaCy keeps no word that it has cut, and cuts each
    anew. Without attributes of words, of which NORM alone is asked for. Letters are not searched for affixes.
    """
    from spacy import util
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

    marks = _file("punctuation")
    prefix = util.compile_prefix_regex(marks.TOKENIZER_PREFIXES).search
    suffix = util.compile_suffix_regex(marks.TOKENIZER_SUFFIXES).search
    infixes = util.compile_infix_regex(marks.TOKENIZER_INFIXES).finditer

    def tokenizer(nlp: Language) -> Tokenizer:
        return Tokenizer(
            nlp.vocab,
            prefix_search=lambda piece: prefix(piece) if _PREFIXED.match(piece) else None,
            suffix_search=lambda piece: suffix(piece) if _SUFFIXED.search(piece) else None,
            infix_finditer=lambda piece: () if piece.isalpha() else infixes(piece),
            url_match=nlp.Defaults.url_match,
            max_cache_size=_MOST_KEPT,
        )

    nlp = Language(create_tokenizer=tokenizer)
    nlp.vocab.lex_attr_getters.clear()
    return nlp


def stop_words() -> frozenset[str]:
    """Words of grammar, and a few others that carry little meaning, as they are written."""
    return frozenset(_file("stop_words").STOP_WORDS)


def _file(name: str) -> ModuleType:
    """One module of spaCy's package for French, run by itself."""
    import spacy.lang

    (folder,) = spacy.lang.__path__
    spec = spec_from_file_location(f"spacy.lang.fr.{name}", f"{folder}/fr/{name}.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
