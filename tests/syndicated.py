"""A small corpus in which articles repeat one another, written for the tests: a mine, a march and who tells of it."""

from __future__ import annotations

from pathlib import Path

AGENCY = (
    "DORO, 6 mars (AFP) - Neuf mineurs ont été tués mardi à Doro dans l'effondrement d'une galerie, a annoncé le "
    "ministère des Mines. Le porte-parole de la police, Awa Sow, a accusé des « saboteurs » d'avoir coupé les pompes.\n"
    "Des manifestants se sont rassemblés mercredi devant le siège de la compagnie et ont réclamé une enquête "
    "indépendante, tandis que les secours descendaient une troisième équipe dans le puits nord. Douze personnes ont "
    "été blessées, selon le ministère des Mines.\n"
)
OWN = (
    "Au fond du puits nord de Doro, les pompes ne tournaient plus depuis dimanche, racontent les familles. Onze "
    "mineurs sont morts, affirme le syndicat des mineurs, qui publie leurs noms. "
    "Les émeutiers qui ont brûlé deux camions "
    "dans la nuit ne venaient pas de la mine, dit-on ici.\n"
)
ARTICLES = {
    "a-depeche.txt": AGENCY,
    "b-phare.txt": AGENCY + "Le maire de Doro a promis une journée de deuil et des aides aux familles des victimes.\n",
    "c-courrier.txt": OWN,
    "d-blog.txt": "Onze noms, et pas un de plus : c'est ce que demande la rue à Doro, où les casseurs ont, dit-on, "
    "remplacé les manifestants. Le syndicat des mineurs donne onze morts.\n\nLe préfet se tait depuis trois jours et "
    "la mine reste fermée, gardée par des soldats venus de la capitale.\n\nTexte repris du Courrier du Sud\n",
    "e-radio.txt": "Des pillards ont vidé mercredi trois magasins de Doro, a indiqué le préfet de la région. Neuf "
    "mineurs sont morts mardi, selon les secours. Le préfet parle de voyous et promet des arrestations.\n(avec AFP)\n",
}  # fmt: skip
MANIFEST = """file,title,publisher,published,url,language,author,origin,note
a-depeche.txt,Neuf morts dans une mine,AFP,2019-03-06,,fr,,,
b-phare.txt,Doro pleure ses mineurs,Le Phare,2019-03-07,,fr,A. Diop,,
c-courrier.txt,Les pompes ne tournaient plus,Courrier du Sud,2019-03-07,,fr,B. Keïta,original,
d-blog.txt,Onze noms,Le carnet de Doro,2019-03-09,,fr,,,
e-radio.txt,Pillages à Doro,Radio Doro,2019-03-08,,fr,,,
"""


def write(folder: Path) -> Path:
    """Write the articles and their manifest to a folder; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    return folder
