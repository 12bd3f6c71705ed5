"""Hostile files: front matter that sets anything, web pages that attack, names that lead elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

_BODY = "Au moins {} personnes ont été tuées le 5 janvier à Almaty, a annoncé le ministère de l'Intérieur.\n"


@dataclass(frozen=True)
class File:
    """A file of the corpus: its name, its bytes, and what must be read on its page, or why it was left out."""

    name: str
    content: bytes
    shown: tuple[str, ...]


def _matter(name: str, matter: str, number: int, *shown: str) -> File:
    return File(f"{name}.md", f"---\n{matter}\n---\n\n{_BODY.format(number)}".encode(), shown)


def _page(name: str, head: str, title: str, number: int, *shown: str) -> File:
    page = f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
    page += f"<p>{_BODY.format(number)}</p>"
    page += f"<p>{_BODY.format(number + 1)}</p></article></body></html>"
    return File(f"{name}.html", page.encode(), shown)


def _named(name: str, number: int) -> File:
    return File(name, _BODY.format(number).encode(), (str(number),))


_MATTERS = (
    _matter(
        "matter-anything",
        "jupytext: {text_representation: {extension: .md}}\nkernelspec: {name: bash}\nmystnb: {execution_mode: force}\n"
        "orphan: true\nhtml_meta: {refresh: '0;url=//mal.invalid'}\nsubstitutions: {kz: x}\ndoc_id: ../../index\n"
        "sha256: x\npath: /etc/passwd\ntext: x\nstart: 0",
        301,
        "301",
    ),
    _matter("matter-surrogate", 'title: "Almaty \\ud83d\\ude00 \\udc00 fin"', 306, "fin"),
    _matter("matter-escapes", 'title: "a\\0b\\u202ec\\x1b[31m\\u2028d"', 307, "bU+202EcU+001B[31mU+2028d"),
    _matter("matter-script", "title: '</title><script>alert(1)</script>'", 308, "</title><script>alert(1)</script>"),
    _matter("matter-link", "url: 'javascript:alert(1)//https://'\npublisher: '<b>Journal</b>'", 309, "<b>Journal</b>"),
    _matter("matter-lines", 'title: "a\\nTY  - BOOK\\n@book{x}\\n=1+1"', 310, "a TY - BOOK @book{x} =1+1"),
    _matter("matter-long", f"title: '{'Très long titre ' * 900}'", 311, "Très long titre"),
)

_PAGES = (
    _page(
        "page-entities",
        '<meta name="author" content="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;">',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        321,
        "<script>alert(1)</script>",
    ),
    _page(
        "page-references",
        "",
        "Almaty &#x202e;stroM &#0; &#xD800; &#128;",
        323,
        "stroM",
    ),
    _page(
        "page-bomb",
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">'
        '<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        "&c;&e;",
        325,
        "325",
    ),
    _page(
        "page-json",
        '<link rel="canonical" href="javascript:alert(1)"><script type="application/ld+json">{"@type":"NewsArticle",'
        '"headline":"</h1><script>alert(1)<\\/script>","author":"__proto__","url":"javascript:alert(1)"}</script>',
        "Almaty",
        327,
        "327",
    ),
)

_NAMES = tuple(
    _named(f"{name}.txt", number)
    for number, name in enumerate(
        (
            "index",
            "search",
            "con",
            "NUL",
            "com1.fichier",
            "-rf",
            "--out",
            "deux..points",
            "point final.",
            "a b",
            "%2e%2e%2findex",
            "%",
            "dièse#ancre",
            "question?q=1&r=2",
            "apostrophe's",
            'guillemet"',
            "<img src=x onerror=alert(1)>",
            "$(id)",
            "`id`;id",
            "{{7*7}}",
            "{kz}",
            "=1+1",
            "back\\slash",
            "javascript:alert(1)",
            "constructor",
            "__proto__",
            "~racine",
            "été",
            "été ",
            "ete-c4a8ad12",
            "n" * 251,
            "e\u0301" * 60,
            "дом",
        ),
        start=401,
    )
)

FILES: tuple[File, ...] = (*_MATTERS, *_PAGES, *_NAMES)

_TAG = "title: !!python/object/apply:os.system ['id']\nauthor: !!python/name:os.system x"
_OBJECT = "title: !!python/object/new:subprocess.Popen [[id]]\nnote: !!binary PHNjcmlwdD4="
_ALIASES = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: [*c, *c, Titre]"
_REFUSED = (
    _matter("matter-tag", _TAG, 302, "tag"),
    _matter("matter-object", _OBJECT, 303, "tag"),
    _matter("matter-aliases", _ALIASES, 304, "alias"),
    _matter("matter-merge", "a: &a {title: Caché}\n<<: *a\ntitle: Visible", 305, "alias"),
    _page("page-profonde", "", "Almaty</h1>" + "<div>" * 600, 331, "not read"),
    _page("page-controle", "", "Almaty &#27;[31m", 333, "no article"),
)

LEFT_OUT: tuple[File, ...] = (
    File("nul-dedans.txt", b"Douze morts \0 le 5 janvier", ("NUL at byte 12",)),
    File("pas-utf8.txt", b"Douze bless\xe9s le 5 janvier", ("not UTF-8",)),
    File("saut\nde ligne.txt", _BODY.format(501).encode(), ("rename",)),
    File("rouge\x1b[31m.txt", _BODY.format(502).encode(), ("rename",)),
    File("inverse\u202etxt.exe.txt", _BODY.format(503).encode(), ("rename",)),
    File("Meme nom.txt", _BODY.format(504).encode(), ("same name",)),
    File("meme nom.md", _BODY.format(505).encode(), ("same name",)),
    File("composé.txt", _BODY.format(506).encode(), ("same name",)),
    File("compose\u0301.md", _BODY.format(507).encode(), ("same name",)),
    File("matiere-cle.md", b"---\n? [a, b]\n: c\n---\nDouze morts.\n", ("front matter",)),
    File("matiere-cassee.md", b"---\ntitle: 'a\n\x1b[31m: : :\n---\nDouze morts.\n", ("front matter",)),
    File("matiere-liste.md", b"---\n- a\n- b\n---\nDouze morts.\n", ("front matter",)),
    File("crochets.md", b"---\na: " + b"[" * 500 + b"\n---\nDouze morts.\n", ("brackets",)),
    File("fin.txt", _BODY.format(508).encode(), ("same name",)),
    File("ﬁn.txt", _BODY.format(509).encode(), ("same name",)),
    *_REFUSED,
    File("vide.txt", b"\xef\xbb\xbf \n\t", ("no words",)),
)
