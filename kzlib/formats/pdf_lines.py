"""Run by itself, in a process of its own: the lines of a PDF, as JSON. What it needs is pypdfium2 and nothing of ours.

A PDF is a program for a virtual machine, read here by one written in C++: the process may take so much memory and so
much time (`pdf.py` says how much), and dies alone.

Arguments: pages, characters, bytes of memory, seconds. Standard input: the PDF. Standard output: ``{"error": why}`` or
``{"pages": [{"lines": [[text, left, bottom, right, top, hyphen], ...]}, ...]}``, in the order in which the pages say
their text; `hyphen` is whether the line ends in a word that goes on in the next.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

Line = list[Any]
HYPHENS = frozenset((0x2, 0xFFFE, 0xAD))


def main(pages: int, characters: int, memory: int, seconds: int) -> None:
    """Read a PDF from standard input and print its lines."""
    data = sys.stdin.buffer.read()
    confine(memory, seconds)
    try:
        print(json.dumps(read(data, pages, characters)))
    except MemoryError:
        print(json.dumps({"error": "memory"}))


def confine(memory: int, seconds: int) -> None:
    """Let this process take no more memory and time than that, where the system can do so."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes, pages: int, characters: int) -> dict[str, Any]:
    """The lines of a PDF by page, or why there are none."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        known = {pdfium.FPDF_ERR_PASSWORD: "encrypted", pdfium.FPDF_ERR_SECURITY: "encrypted"}
        return {"error": known.get(pdfium.FPDF_GetLastError(), "broken")}
    if len(document) > pages:
        return {"error": "pages", "value": len(document)}
    found = []
    for number in range(len(document)):
        try:
            text = document[number].get_textpage()
        except pypdfium2.PdfiumError:
            found.append({"lines": [], "broken": True})
            continue
        characters -= text.count_chars()
        if characters < 0:
            return {"error": "article"}
        found.append({"lines": lines(pdfium, text.raw, text.count_chars())})
        text.close()
    return {"pages": found, "title": document.get_metadata_dict().get("Title", "")}


def lines(pdfium: Any, text: Any, count: int) -> list[Line]:
    """The lines of one page."""
    found: list[Line] = []
    current: Line | None = None
    box = [ctypes.c_double() for _ in range(4)]
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code in (10, 13):
            current = None
            continue
        pdfium.FPDFText_GetCharBox(text, at, *(ctypes.byref(b) for b in box))
        left, right, bottom, top = (b.value for b in box)
        if current is None:
            current = ["", left, bottom, right, top, False]
            found.append(current)
        if code in HYPHENS:
            current[5] = True
            current = None
            continue
        current[0] += chr(code) if code else "\ufffd"
        if right > left and top > bottom:
            current[2], current[3], current[4] = min(current[2], bottom), max(current[3], right), max(current[4], top)
    return [line for line in found if line[0].strip()]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]))
