"""The files of the site: pages made of templates, data that pages load, and what both may do."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from newsbeam.wording import counted

HERE = Path(__file__).parent
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
"""What a page may load: files of the site itself. No connection is opened, nothing in a page's own text is executed."""

PAGES = (
    ("index", "Overview"),
    ("articles", "Articles"),
    ("map", "Map"),
    ("timeline", "Timeline"),
    ("casualties", "Casualties"),
    ("voices", "Voices"),
    ("facts", "Facts"),
    ("audit", "Audit"),
)
"""The pages of the navigation: their names and titles."""


class Site:
    """A folder that pages and data are written to; the same content gives the same bytes."""

    def __init__(self, folder: Path, **shared: Any) -> None:
        self.folder = folder
        self.files = 0
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=jinja2.select_autoescape(default=True, default_for_string=True),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "number": "{:,}".format,
            "counted": counted,
            "words": words,
            "coded": coded,
            "embedded": lambda value: Markup(embedded(value)),  # noqa: S704 - escaped there
        }
        self._templates.globals |= {"policy": POLICY, "navigation": PAGES, **shared}

    def page(self, name: str, template: str, **values: Any) -> None:
        """Write the page ``name`` ("articles/2024-01/….html"), made of a template; its links are relative, so that the folder may be moved."""
        up = "../" * name.count("/")
        self.write(name, self._templates.get_template(f"{template}.html.jinja").render(here=template, up=up, **values))

    def data(self, name: str, value: Any) -> None:
        """Write data that pages load as ``data/NAME.js``: a call with the name and the value, since a page opened from the disk may load
        scripts and nothing else.
        """
        self.write(f"data/{name}.js", f"newsbeam.take({embedded(name)},{embedded(value)})\n")

    def table(self, name: str, rows: Sequence[Sequence[Sequence[Any]]]) -> None:
        """Write rows by article as data that pages load: see :func:`packed`."""
        self.data(name, packed(rows))

    def assets(self) -> None:
        """Write the style, the scripts and the picture that all pages share."""
        for path in sorted((HERE / "static").iterdir()):
            self.write(f"assets/{path.name}", path.read_text(encoding="utf-8"))

    def write(self, name: str, text: str) -> None:
        """Write one file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        self.files += 1


def embedded(value: Any) -> str:
    """Return ``value`` as JSON that can stand in a script, in a script element or in a file: nothing in it ends the element or the line.

    >>> embedded({"headline": "</script><!-- & \u2028"})
    '{"headline":"\\\\u003c/script\\\\u003e\\\\u003c!-- \\\\u0026 \\\\u2028"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def packed(rows: Sequence[Sequence[Sequence[Any]]]) -> list[Any]:
    """Return rows by article as numbers of rows and columns; a column of texts that repeat is its different texts, and numbers that say which.

    >>> packed([[[5, "Ada Quill"], [90, "Ada Quill"]], [], [[7, "Ada Quill"]]])
    [[2, 0, 1], [[5, 90, 7], {'of': ['Ada Quill'], 'at': [0, 0, 0]}]]
    """
    columns = zip(*(row for of_article in rows for row in of_article), strict=True)
    return [[len(of_article) for of_article in rows], [_column(column) for column in columns]]


def _column(cells: Sequence[Any]) -> Any:
    if not isinstance(cells[0], str):
        return list(cells)
    different = {text: at for at, text in enumerate(dict.fromkeys(cells))}
    at = [different[text] for text in cells]
    plain, coded = (sum(len(text) + 3 for text in texts) for texts in (cells, different))
    return {"of": list(different), "at": at} if coded + sum(len(str(number)) + 1 for number in at) + 15 < plain else list(cells)


def words(name: str) -> str:
    """Return a value of a closed vocabulary as words.

    >>> words("not_in_gazetteer")
    'not in gazetteer'
    """
    return name.replace("_", " ")


def coded(text: str) -> Markup:
    """Return a sentence of the contract, in which names and options stand between grave accents, as HTML.

    >>> print(coded("`a` <= `b`"))
    <code>a</code> &lt;= <code>b</code>
    """
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


def world() -> Mapping[str, str]:
    """Return the outline of the world: paths of its land and its borders, and their source."""
    outline: dict[str, str] = json.loads((HERE / "data" / "world.json").read_text(encoding="utf-8"))
    return outline
