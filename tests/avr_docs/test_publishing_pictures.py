"""Pictures of pages go into the public file for PDFs that are shown in full, and for no others."""

import hashlib
from pathlib import Path

import publish_example
import pytest
from publish_example import ID
from reportlab.pdfgen import canvas
from sqlite_utils import Database

from avr_docs import publishing

pytest.importorskip("avr_docs.page_images", reason="what draws pages is not there")


def with_files(folder: Path) -> Path:
    private = publish_example.make(folder / "avr.db")
    db = Database(private)
    db.execute("update runs set corpus = 'corpus'")
    (folder / "corpus").mkdir()
    for name, id in ID.items():
        file = folder / "corpus" / f"{name}.pdf"
        pdf = canvas.Canvas(str(file), pagesize=(200, 300), invariant=True)
        for page in (1, 2):
            pdf.drawString(20, 200, f"{name}, page {page}")
            pdf.showPage()
        pdf.save()
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        facts = {"path": file.name, "media_type": "application/pdf", "sha256": digest, "page_count": 2}
        db["documents"].update(id, facts)
    return private


def test_only_pages_of_full_documents_are_drawn(tmp_path: Path) -> None:
    private = with_files(tmp_path)
    report = publishing.publish(private, tmp_path / "public" / "public.db", page_images=True)
    assert report.not_drawn == []
    rows = list(Database(report.target).query("select * from page_images order by document, page"))
    assert [(row["document"], row["page"], row["width"], row["height"]) for row in rows] == [
        (ID["full"], 1, 200, 300),
        (ID["full"], 2, 200, 300),
    ]
    assert all(row["image"] and row["media_type"].startswith("image/") for row in rows)


def test_without_being_asked_for_there_are_none(tmp_path: Path) -> None:
    report = publishing.publish(with_files(tmp_path), tmp_path / "public" / "public.db")
    assert "page_images" not in Database(report.target).table_names()


def test_a_file_that_has_changed_or_gone_is_told(tmp_path: Path) -> None:
    private = with_files(tmp_path)
    (tmp_path / "corpus" / "full.pdf").write_bytes(b"%PDF-1.4 something else")
    report = publishing.publish(private, tmp_path / "public" / "public.db", page_images=True)
    assert len(report.not_drawn) == 1
    assert report.not_drawn[0].startswith(f"{ID['full']}, page 1: ")
    (tmp_path / "corpus").rename(tmp_path / "elsewhere")
    with pytest.raises(publishing.PublishError, match="is not there"):
        publishing.publish(private, tmp_path / "public" / "public.db", page_images=True)
