"""A made-up book and its authors, for references and for what pages say of themselves."""

from __future__ import annotations

import datetime as dt

from kzlib.cite.facts import Author, Facts, Work

ADDRESS = "https://example.org/gabon/"
BODY = Author(name="Atelier des nombres")
ANNE = Author(family="Durand", given="Anne")
FACTS = Facts(
    title="Gabon: who said what",
    authors=(ANNE,),
    publisher="Atelier Press",
    version="2.1",
    released=dt.date(2024, 3, 5),
    edition="Edition ab12, as of 9 September 2023",
    key="ab12",
    address=ADDRESS,
    license="MIT",
    language="en",
    abstract="What the press said.",
    keywords=("press", "Gabon"),
)
CHAPTER = Work("figures", "Figures", "figures.html", "Twelve people died.")
