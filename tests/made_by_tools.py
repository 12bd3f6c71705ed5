"""The files in tests/files: articles of our own writing, each form made by the tool that people use for it.

The files are kept, so that the tests need none of the tools. To make them again (LibreOffice with hyphen-fr, Chromium,
wget and zip must be there): ``python tests/made_by_tools.py``. Those that are kept were made with LibreOffice 7.4.7,
Chromium 156, wget 1.21.3 and zip 3.0; feeds are written by hand.
"""

# ruff: noqa: E501  documents have lines as long as their tools want them
from __future__ import annotations

import html
import http.server
import shutil
import subprocess
import tempfile
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path

FILES = Path(__file__).with_name("files")


@dataclass(frozen=True)
class Written:
    """An article of ours: what it is called in addresses, its day, its title, its paragraphs."""

    name: str
    day: str
    author: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        return "".join(f"<p>{html.escape(p, quote=False)}</p>\n" for p in self.paragraphs)


ARTICLES = (
    Written(
        "port-arrete",
        "2021-05-05",
        "Ana Quispe",
        "À Callao, le port s'arrête et la file des camions s'allonge",
        (
            "Les dockers du terminal de Callao ont officiellement cessé le travail lundi matin, affirmant qu'aucune des "
            "promesses faites par la direction n'avait été tenue. Une file de camions de plus de douze kilomètres s'est "
            "formée jusqu'aux faubourgs de la capitale.",
            "Selon la préfecture, trois manifestants et deux policiers ont été blessés lors d'échauffourées devant la "
            "grille principale. Le syndicat, lui, parle de dix-sept blessés, dont cinq grièvement, et dénonce « un usage "
            "disproportionné de la force ».",
            "« Nous n'avons pas d'autre choix que d'aller jusqu'au bout », a affirmé Inés Quispe, porte-parole de "
            "l'intersyndicale, interrogée par téléphone. Le vice-ministre du Travail, Raúl Ortega, s'est dit prêt à "
            "rouvrir les négociations dès mercredi, à condition que les accès soient dégagés. Viendra-t-il lui-même ?",
            "Les chefs d'entreprise s'inquiètent des conséquences de l'immobilisation des conteneurs réfrigérés : les "
            "producteurs d'asperges et de myrtilles estiment leurs pertes à quatre millions de soles par journée de "
            "blocage. L'œuvre de conciliation engagée par l'archevêché n'a pas encore porté ses fruits.",
            "Dans la nuit de mardi à mercredi, un incendie s'est déclaré dans un entrepôt désaffecté du quai numéro "
            "vingt-deux. Les pompiers ont maîtrisé le sinistre vers quatre heures du matin. L'origine du feu n'est pas "
            "établie, et la compagnie portuaire a déposé une plainte contre inconnu.",
            "Sur les réseaux sociaux, des vidéos invérifiables montrent des hommes encagoulés lançant des projectiles. "
            "La police affirme avoir interpellé quarante-deux personnes ; trente et une d'entre elles ont été relâchées "
            "après vérification de leur identité, dont quatre-vingts pour cent l'après-midi même.",
            "Le mouvement pourrait s'étendre aux ports de Paita et de Matarani, où des assemblées générales sont "
            "convoquées pour vendredi. La fédération nationale des transporteurs, qui rassemble plus de six cents "
            "affiliés, a fait savoir qu'elle s'associerait à l'action si aucun accord n'intervenait avant la fin de la "
            "semaine.",
        ),
    ),
    Written(
        "negociations",
        "2021-05-06",
        "Louis Ferrand",
        "Négociations de nuit au ministère du Travail",
        (
            "Les délégués des dockers ont été reçus mercredi soir par le vice-ministre Raúl Ortega, qui a proposé une "
            "trêve de dix jours. La réunion a duré jusqu'à trois heures du matin.",
            "Deux des quarante-deux personnes interpellées restent détenues, selon leur avocate, Carmen Salas. « Rien "
            "ne justifie qu'on les garde », dit-elle.",
            "La compagnie portuaire chiffre à soixante-dix le nombre de navires qui attendent au large.",
        ),
    ),
    Written(
        "reprise",
        "2021-05-07",
        "Ana Quispe",
        "Le travail reprend à Callao",
        (
            "Les grues ont recommencé à tourner vendredi à l'aube, après un accord signé dans la nuit. Les dockers "
            "obtiennent une prime et la réintégration de neuf collègues.",
            "Un ouvrier blessé lundi est mort jeudi à l'hôpital, a annoncé sa famille. Le parquet a ouvert une enquête.",
        ),
    ),
)
LONG = ARTICLES[0]
FURNITURE = "Accueil Monde Économie Sport S'abonner"


def page(article: Written) -> str:
    """A page as a paper serves it: furniture around the article, part of it put there by a script."""
    return f"""<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{html.escape(article.title)} | Le Courrier</title>
<meta property="og:title" content="{html.escape(article.title)}"><meta property="og:site_name" content="Le Courrier">
<meta property="article:published_time" content="{article.day}T06:20:00-05:00">
<meta name="author" content="{article.author}"><style>nav{{color:#333}}</style></head><body>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/monde.html">Monde</a></li></ul></nav>
<article><h1>{html.escape(article.title)}</h1>
{article.body}</article><aside id="more"></aside>
<footer><p>Le Courrier, tous droits réservés</p></footer>
<script>document.getElementById("more").innerHTML = "<p>Les plus lus</p><ul><li>Un, deux</li></ul>"</script></body></html>"""


class Site(http.server.BaseHTTPRequestHandler):
    """A little paper on this machine: three articles, a moved page, a picture, and nothing else."""

    def do_GET(self) -> None:
        by_path = {f"/2021/{a.name}.html": page(a).encode() for a in ARTICLES}
        links = "".join(
            f'<li><a href="{path}">{path}</a></li>' for path in (*by_path, "/ancien.html", "/rien.html", "/p.png")
        )
        by_path["/"] = f"<!doctype html><html><body><ul>{links}</ul></body></html>".encode()
        if self.path == "/ancien.html":
            return self.answer(301, "text/html", b"", f"/2021/{LONG.name}.html")
        if self.path == "/p.png":
            return self.answer(200, "image/png", b"\x89PNG\r\n\x1a\n")
        body = by_path.get(self.path)
        return self.answer(200 if body else 404, "text/html; charset=utf-8", body or b"<h1>Introuvable</h1>")

    def answer(self, status: int, kind: str, body: bytes, to: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if to:
            self.send_header("Location", to)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def run(*command: str | Path, cwd: Path) -> bytes:
    return subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, check=False).stdout


def office(document: str, to: str, cwd: Path, content: str) -> None:
    """Let LibreOffice turn a document into another."""
    (cwd / document).write_text(content, encoding="utf-8")
    run("soffice", f"-env:UserInstallation=file://{cwd}/profile", "--headless", "--convert-to", to, document, cwd=cwd)


NAMES = {
    "office": "office:1.0",
    "style": "style:1.0",
    "text": "text:1.0",
    "table": "table:1.0",
    "fo": "xsl-fo-compatible:1.0",
}
XMLNS = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{of}"' for n, of in NAMES.items())


def columns(article: Written, count: int) -> str:
    """A document of columns set as a paper does: justified, hyphenated, a running head, page numbers."""
    paragraphs = "".join(f'<text:p text:style-name="B">{html.escape(p)}</text:p>' for p in article.paragraphs * 2)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {XMLNS} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph">
<style:paragraph-properties fo:hyphenation-ladder-count="no-limit" fo:text-align="justify"/>
<style:text-properties style:font-name="Liberation Serif" fo:font-family="'Liberation Serif'" fo:font-size="9pt"
 fo:language="fr" fo:country="FR" fo:hyphenate="true" fo:hyphenation-remain-char-count="2"
 fo:hyphenation-push-char-count="2"/></style:default-style></office:styles>
<office:automatic-styles><style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="14.8cm"
 fo:page-height="11cm" fo:margin="1.5cm"/><style:header-style/><style:footer-style/></style:page-layout>
<style:style style:name="S" style:family="section"><style:section-properties>
<style:columns fo:column-count="{count}" fo:column-gap="0.5cm"/></style:section-properties></style:style>
<style:style style:name="H" style:family="paragraph"><style:text-properties fo:font-size="18pt" fo:font-weight="bold"
 fo:hyphenate="false"/></style:style>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-indent="0.4cm"
 fo:text-align="justify"/><style:text-properties fo:hyphenate="true"/></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pl">
<style:header><text:p>Le Courrier — mercredi 5 mai 2021</text:p></style:header>
<style:footer><text:p>Page <text:page-number text:select-page="current">1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles><office:body><office:text>
<text:h text:style-name="H" text:outline-level="1">{html.escape(article.title)}</text:h>
<text:section text:style-name="S" text:name="s">{paragraphs}</text:section></office:text></office:body></office:document>"""


def sheet() -> str:
    """A sheet of articles, as an analyst keeps one: days as a French sheet shows them."""
    rows = [("Identifiant", "Date de publication", "Titre", "Contenu", "Journal", "Lien")]
    for a in ARTICLES:
        year, month, day = a.day.split("-")
        address = f"https://example.org/2021/{a.name}.html"
        rows.append((a.name, f"{day}/{month}/{year}", a.title, "\n".join(a.paragraphs), "Le Courrier", address))
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell>{_lines(c)}</table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in rows
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {XMLNS} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="articles">{cells}</table:table></office:spreadsheet></office:body>
</office:document>"""


def _lines(cell: str) -> str:
    return "".join(f"<text:p>{html.escape(line)}</text:p>" for line in cell.split("\n"))


def from_a_server(work: Path) -> None:
    """What a browser and a crawler keep of the little paper."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    chromium = ("chromium", "--headless", "--no-sandbox", "--disable-gpu")
    (FILES / "saved.html").write_bytes(run(*chromium, "--dump-dom", f"{address}/2021/{LONG.name}.html", cwd=work))
    soft = LONG.body.replace("échauffourées", "échauf&shy;fou&shy;rées").replace("propor", "pro&shy;por")
    soft = soft.replace("immobilisation", "im&shy;mo&shy;bi&shy;li&shy;sa&shy;tion").replace(
        "officielle", "offi&shy;ciel&shy;le"
    )
    style = "@page{size:A5}div{columns:2;hyphens:manual;text-align:justify;font:9pt 'Liberation Serif'}p{margin:0;text-indent:1em}"
    title = html.escape(LONG.title)
    (work / "printed.html").write_text(
        f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>{title}</title><style>{style}</style>'
        f"<h1>{title}</h1><div>{soft}{soft}</div></html>"
    )
    run(*chromium, f"--print-to-pdf={FILES / 'printed.pdf'}", "printed.html", cwd=work)
    run(*chromium, "--window-size=400,500", "--screenshot=scan.png", "printed.html", cwd=work)
    _scan(work / "scan.png")
    for packed, name in (("--no-warc-compression", "crawl.warc"), ("--warc-cdx", "crawl.warc.gz")):
        run("wget", "-q", "-r", "-l", "1", packed, "--warc-file=crawl", f"{address}/", cwd=work)
        shutil.copyfile(work / name, FILES / name)
    server.shutdown()


def packed(work: Path) -> None:
    """Archives by zip and by Python."""
    (work / "press" / "mai").mkdir(parents=True)
    for number, a in enumerate(ARTICLES, start=1):
        (work / "press" / "mai" / f"{a.day}-{a.name}.txt").write_text(
            "\n\n".join((a.title, *a.paragraphs)), encoding="utf-8"
        )
        (work / "press" / f"été-{number}.md").write_text(
            f"---\ntitle: {a.title}\n---\n" + a.paragraphs[-1], encoding="utf-8"
        )
    (work / "press" / "manifest.csv").write_text(f"file,publisher\nmai/{LONG.day}-{LONG.name}.txt,Le Courrier\n")
    for name, *options in (("press.zip",), ("locked.zip", "-P", "secret")):
        (FILES / name).unlink(missing_ok=True)
        run("zip", "-q", "-r", "-X", *options, FILES / name, "press", cwd=work)
    with zipfile.ZipFile(FILES / "nested.zip", "w", zipfile.ZIP_DEFLATED) as outer:
        outer.write(FILES / "press.zip", "press.zip")
        outer.write(FILES / "saved.html", "saved.html")


def main() -> None:
    """Make all of them again."""
    FILES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        office("columns.fodt", "pdf", work, columns(LONG, 2))
        shutil.copyfile(work / "columns.pdf", FILES / "columns.pdf")
        locked = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"secret"}}'
        office("locked.fodt", f"pdf:writer_pdf_Export:{locked}", work, columns(ARTICLES[2], 1))
        shutil.copyfile(work / "locked.pdf", FILES / "locked.pdf")
        office("sheet.fods", "csv:Text - txt - csv (StarCalc):59,34,1,1,,1036", work, sheet())
        shutil.copyfile(work / "sheet.csv", FILES / "sheet.csv")
        from_a_server(work)
        packed(work)


def _scan(picture: Path) -> None:
    """A PDF that is a picture, as a scanner makes it."""
    from PIL import Image

    Image.open(picture).convert("L").save(FILES / "scan.pdf", quality=30)


if __name__ == "__main__":
    main()
