"""What a finished page says, part by part: sections, rows with addresses, the words of articles they rest on."""

from __future__ import annotations

import pytest

from kzlib import rendered
from kzlib.rendered import Evidence

PAGE = """
<section id="figures"><h1>Figures<a class="headerlink" href="#figures">#</a></h1>
<p>The toll is <a class="ev" href="sources/lapin.html#10-20">164</a>.</p>
<section id="register"><h2>The register</h2>
<figure><svg><a href="sources/lapin.html#90-99"><title>x</title><text>drawn</text></a></svg></figure>
<table><caption>Claims</caption><tbody>
<tr><th scope="row"><span id="c-1"><a href="sources/lapin.html#10-20">at least<br>12</a></span></th><td>killed</td></tr>
<tr id="c-2"><th scope="row">18</th><td><a href="sources/a%20b.html#3-4">dix-huit</a> &amp; <b>co</b></td></tr>
<tr><th scope="row">no address</th><td><a href="sources/lapin.html#30-40">trente</a></td></tr>
</tbody></table>
<details class="hide"><summary>Show the code</summary><pre>import pandas</pre></details>
</section></section>
"""


def test_sections_and_rows_with_addresses_are_parts() -> None:
    found = [(p.id, p.heading, p.row) for p in rendered.parts(PAGE)]
    assert found == [
        ("figures", "Figures", None),
        ("register", "The register", None),
        ("c-1", "The register", "at least 12"),
        ("c-2", "The register", "18"),
    ]


def test_code_drawings_and_signs_are_not_read() -> None:
    said = " ".join(p.text for p in rendered.parts(PAGE))
    for unread in ("pandas", "drawn", "#", "Show the code"):
        assert unread not in said
    assert "dix-huit & co" in said
    assert "no address" in said


def test_evidence_stands_with_the_part_that_links_it() -> None:
    found = {p.id: p.evidence for p in rendered.parts(PAGE)}
    assert found["figures"] == [Evidence("lapin", 10, 20)]
    assert found["c-1"] == [Evidence("lapin", 10, 20)]
    assert found["c-2"] == [Evidence("a b", 3, 4)]
    assert found["register"] == [Evidence("lapin", 30, 40)]


def test_linked_finds_charts_too_and_each_once() -> None:
    assert [e.start for e in rendered.linked(PAGE)] == [10, 90, 3, 30]


def test_uses_are_listed_by_article() -> None:
    found = rendered.uses([("figures", "Figures", rendered.parts(PAGE))])
    addresses = ["figures.html#figures", "figures.html#register", "figures.html#c-1"]
    assert [u.address for u in found["lapin"]] == addresses
    assert [u.row for u in found["lapin"]] == [None, None, "at least 12"]
    assert [u.chapter for u in found["a b"]] == ["Figures"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("sources/a.html#1-2", Evidence("a", 1, 2)),
        ("../sources/a.html#1-2", Evidence("a", 1, 2)),
        ("sources/a.html", None),
        ("https://example.org/sources/a.html#1-2", None),
        ("javascript:sources/a.html#1-2", None),
        ("figures.html#c-1", None),
    ],
)
def test_only_links_to_words_of_articles_are_evidence(address: str, expected: Evidence | None) -> None:
    assert rendered.evidence_of(address) == expected


@pytest.mark.parametrize(
    "html", ["", "<p>", "</p></p>", "<table><tr><th>x", "<section><h2>a</section><p>b", "<svg><p>"]
)
def test_unfinished_markup_is_read_to_its_end(html: str) -> None:
    rendered.parts(html)
