"""What claims rest on: through what is held, to what leads nowhere further, each once."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from made import dump, sound
from sqlite_utils import Database

from avr_docs import compare, independence, store, works
from avr_docs.schema import create


class Said(NamedTuple):
    """A claim `id` in a document on some safeguards, that cites works; a work that is held is named as its document."""

    id: str
    document: str
    cites: str = ""
    about: str = "counsel"
    kind: str = "observed"
    signal: str | None = None


def database(path: Path, *claims: Said, held: str = "") -> Database:
    """Documents "a" to "z", each with an address by which works in small letters are known; others are not held."""
    db = Database(path / "a.db") if path.is_dir() else Database(path)
    create(db)
    db.execute("PRAGMA foreign_keys = ON")
    documents = sorted({each.document for each in claims} | set(held.split()))
    rows = []
    links: list[dict[str, Any]] = []
    for each in claims:
        for work in each.cites.split():
            id = f"{each.id}-{work}"
            address = f"https://example.org/2020/{work}-number-one.pdf"
            facts = {"title": f"Findings by {work}{work} of Lakeland camps", "url": address, "signal": each.signal}
            rows.append({"id": id, "document": each.document, "type": "report", "n": len(rows), **facts})
            links.append({"claim": each.id, "citation": id})
    with store.transaction(db):
        store.insert(db, "safeguards", [{"id": each, "name": each, "position": 1} for each in ("counsel", "consent")])
        found = [{"id": id, "state": "ok", "url": f"https://example.org/2020/{id}-number-one.pdf"} for id in documents]
        store.insert(db, "documents", found)
        store.insert(
            db,
            "claims",
            [{"id": c.id, "document": c.document, "kind": c.kind, "certainty": "asserted"} for c in claims],
        )
        about = [(c.id, each) for c in claims for each in c.about.split()]
        store.insert(db, "claim_safeguards", [{"claim": c, "safeguard": s, "status": "absent"} for c, s in about])
        store.insert(db, "citations", rows)
        store.insert(db, "claim_citations", links)
    works.identify(db)
    return db


def roots(db: Database, alike: str = "") -> dict[str, dict[str, int]]:
    """For each claim its roots, by the document or the work's word for it, with their steps."""
    pairs = [tuple(pair.split("=")) for pair in alike.split()]
    independence.trace(db, alike=independence.classes(pairs))  # type: ignore[arg-type]
    sound(db)
    found: dict[str, dict[str, int]] = {}
    query = """
      select r.claim, r.root, r.steps, r.document, w.title from claim_roots r left join works w on w.key = r.work
      order by 1, 2"""
    for claim, root, steps, document, title in db.execute(query).fetchall():
        name = title.split()[2][0] if title else root
        assert document is None or title is None or document == name or alike
        found.setdefault(claim, {})[name] = steps
    return found


def test_a_claim_without_citation_rests_on_its_own_document(tmp_path: Path) -> None:
    assert roots(database(tmp_path, Said("1", "a"))) == {"1": {"document:a": 0}}


def test_an_own_document_that_others_cite_is_the_work(tmp_path: Path) -> None:
    db = database(tmp_path, Said("1", "a"), Said("2", "b", "a"), Said("3", "c", "a x"))
    assert roots(db) == {"1": {"a": 0}, "2": {"a": 1}, "3": {"a": 1, "x": 1}}
    assert db.execute("select count(distinct root) from claim_roots").fetchone() == (2,)


def test_what_is_held_leads_on_by_the_same_safeguard(tmp_path: Path) -> None:
    db = database(
        tmp_path,
        Said("1", "a", "b"),
        Said("2", "b", "x"),
        Said("3", "b", "y", about="consent"),
        Said("4", "a", "b", about="consent counsel"),
        Said("5", "a", "b", about=""),
        Said("6", "b", "z", about=""),
    )
    found = roots(db)
    assert found["1"] == {"x": 2}
    assert found["4"] == {"x": 2, "y": 2}
    assert found["5"] == {"b": 1}


def test_chains_and_the_fewest_steps(tmp_path: Path) -> None:
    db = database(tmp_path, Said("1", "a", "b c"), Said("2", "b", "c"), Said("3", "c", "d"), Said("4", "d"), held="e")
    assert roots(db) == {"1": {"d": 2}, "2": {"d": 2}, "3": {"d": 1}, "4": {"d": 0}}


def test_a_circle_is_one_root(tmp_path: Path) -> None:
    db = database(tmp_path, Said("1", "a", "b"), Said("2", "b", "a"), Said("3", "c", "b"), Said("4", "a"))
    found = roots(db)
    assert [set(each) for each in found.values()] == [{"a"}] * 4
    assert found["3"] == {"a": 1}
    assert db.execute("select circle, document from citation_circles").fetchall() == [(1, "a"), (1, "b")]


def test_a_circle_that_leads_out_is_none(tmp_path: Path) -> None:
    db = database(tmp_path, Said("1", "a", "b"), Said("2", "b", "a x"))
    assert roots(db) == {"1": {"x": 2}, "2": {"x": 1}}
    assert db.table("citation_circles").count == 2


def test_a_document_that_cites_itself(tmp_path: Path) -> None:
    db = database(tmp_path, Said("1", "a", "a"), Said("2", "a", "a"))
    assert roots(db) == {"1": {"a": 1}, "2": {"a": 1}}
    assert db.table("citation_circles").count == 0


def test_two_circles_are_numbered(tmp_path: Path) -> None:
    db = database(
        tmp_path,
        Said("1", "d", "c"),
        Said("2", "c", "d"),
        Said("3", "b", "a"),
        Said("4", "a", "b"),
        Said("5", "e", "a"),
    )
    roots(db)
    assert db.execute("select circle, document from citation_circles order by 1, 2").fetchall() == [
        (1, "a"),
        (1, "b"),
        (2, "c"),
        (2, "d"),
    ]


def test_nearly_the_same_documents_are_one_root(tmp_path: Path) -> None:
    db = database(tmp_path, Said("1", "a"), Said("2", "b"), Said("3", "c", "b"), Said("4", "d", "a"))
    assert {name for each in roots(db, "a=b").values() for name in each} == {"a"}
    assert {name for each in roots(db).values() for name in each} == {"a", "b"}


def test_what_is_cited_against_a_claim_is_no_root_of_it(tmp_path: Path) -> None:
    db = database(tmp_path, Said("1", "a", "x", signal="But see"), Said("2", "b", "x", signal="See"))
    assert roots(db) == {"1": {"document:a": 0}, "2": {"x": 1}}


def test_a_mention_is_evidence(tmp_path: Path) -> None:
    db = database(tmp_path, Said("1", "a"), Said("2", "b", "x"))
    with store.transaction(db):
        store.insert(db, "sentences", [{"id": "s", "document": "a"}])
        db.execute("update claims set sentence = 's' where id = '1'")
        (work,) = db.execute("select key from works").fetchone()
        store.insert(db, "work_mentions", [{"id": "m", "document": "a", "sentence": "s", "work": work}])
    assert roots(db) == {"1": {"x": 1}, "2": {"x": 1}}


CLAIMS = (
    Said("1", "a", "b x"),
    Said("2", "b", "a"),
    Said("3", "c", "b", about="counsel consent"),
    Said("4", "d", "c y"),
    Said("5", "e"),
)


def test_the_order_of_claims_changes_nothing(tmp_path: Path) -> None:
    one, other = database(tmp_path / "a.db", *CLAIMS), database(tmp_path / "b.db", *reversed(CLAIMS))
    assert roots(one) == roots(other)
    assert dump(one)["citation_circles"] == dump(other)["citation_circles"]


def test_a_document_that_is_removed_leaves_no_trace(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", *CLAIMS)
    roots(db)
    store.remove(db, "b")
    sound(db)
    works.identify(db)
    assert roots(db) == roots(database(tmp_path / "b.db", *(each for each in CLAIMS if each.document != "b")))
    assert db.table("citation_circles").count == 0


def test_the_comparison_counts_roots(tmp_path: Path) -> None:
    db = database(
        tmp_path,
        Said("1", "a", "x"),
        Said("2", "b", "x"),
        Said("3", "c", "a"),
        Said("4", "d", kind="stated"),
        Said("5", "d", kind="stated"),
    )
    roots(db)
    compare.compare(db)
    rows = db.execute(
        "select safeguard, observed, observed_roots, stated, stated_roots from comparisons order by 1 desc"
    )
    assert rows.fetchall() == [("counsel", 3, 1, 2, 1), ("consent", 0, 0, 0, 0)]


@pytest.mark.parametrize(
    ("pairs", "found"), [("", {}), ("b=a c=b e=d", {"a": "a", "b": "a", "c": "a", "d": "d", "e": "d"})]
)
def test_classes(pairs: str, found: dict[str, str]) -> None:
    assert independence.classes([tuple(pair.split("=")) for pair in pairs.split()]) == found  # type: ignore[misc]
