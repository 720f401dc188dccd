"""What lies beside the public database: a description of it as a Data Package, and check sums of every file."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from sqlite_utils import Database

from avr_docs.schema import ONLY_PUBLISHED, TABLES, Table

#: Types of the schema in the words of the Table Schema.
TYPES = {str: "string", int: "integer", float: "number", bytes: "string"}
PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"


def describe(public: Database, file: Path, publication: Mapping[str, Any], metadata: Path | None) -> dict[str, Any]:
    """The data package of the database: each table as a resource with its columns, keys and number of rows."""
    said = yaml.safe_load(metadata.read_text(encoding="utf-8")) if metadata else {}
    about = ((said.get("databases") or {}).get("avr") or {}).get("tables") or {}
    present = set(public.table_names())
    tables = {name: table for name, table in {**ONLY_PUBLISHED, **TABLES}.items() if name in present}
    return {
        "$schema": PROFILE.format("datapackage"),
        "name": "avr-docs",
        "title": said.get("title") or "Documents on assisted voluntary return",
        "description": said.get("description") or "",
        "version": publication["made"],
        "created": publication["made"],
        "licenses": [{"title": publication["licence"], "path": publication["licence_url"]}],
        "sources": sources(public),
        "resources": [
            _resource(name, table, about.get(name) or {}, file.name, public.table(name).count)
            for name, table in tables.items()
        ],
    }


def sources(public: Database) -> list[dict[str, str]]:
    """The documents, each with where it was published."""
    rows = public.query("select id, title, url from documents order by id")
    return [
        {"title": row["title"] or row["id"], **({"path": row["url"]} if (row["url"] or "").startswith("http") else {})}
        for row in rows
    ]


def _resource(name: str, table: Table, said: Mapping[str, Any], file: str, count: int) -> dict[str, Any]:
    columns = said.get("columns") or {}
    keys = [table.pk] if isinstance(table.pk, str) else list(table.pk)
    return {
        "$schema": PROFILE.format("dataresource"),
        "name": name.replace("_", "-"),
        "title": said.get("title") or name,
        "description": said.get("description") or "",
        "path": file,
        "format": "sqlite",
        "mediatype": "application/vnd.sqlite3",
        "dialect": {"$schema": PROFILE.format("tabledialect"), "table": name},
        "rowCount": count,
        "schema": {
            "$schema": PROFILE.format("tableschema"),
            "fields": [
                {"name": column, "type": TYPES[kind], **({"description": columns[column]} if column in columns else {})}
                for column, kind in table.columns.items()
            ],
            "primaryKey": keys,
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": other.replace("_", "-"), "fields": [key]}}
                for column, other, key in table.foreign_keys
            ],
        },
    }


def write_package(folder: Path, package: Mapping[str, Any]) -> None:
    """The description as datapackage.json in the folder."""
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (folder / PACKAGE).write_text(f"{text}\n", encoding="utf-8")


def write_sums(folder: Path, names: Iterable[str]) -> None:
    """The check sums of these files of the folder, as `sha256sum --check` reads them."""
    rows = []
    for name in names:
        with (folder / name).open("rb") as file:
            rows.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}\n")
    (folder / SUMS).write_text("".join(rows), encoding="utf-8")


def read_sums(file: Path) -> list[str]:
    """The names of the files that a list of check sums is of; none if it is no such list."""
    try:
        rows = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [row[66:] for row in rows if len(row) > 66 and row[64:66] == "  "]
