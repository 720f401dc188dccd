"""What every collection has one of: programmes, actors, the safeguards of the scheme, and the runs of the program."""

from avr_docs.schema.table import Table

TABLES: dict[str, Table] = {
    "programmes": Table(
        {"id": str, "name": str, "aliases": str, "host": str, "implementer": str, "from_date": str, "to_date": str},
        "id",
    ),
    "actors": Table(
        {"key": str, "name": str, "aliases": str, "role": str, "listed": int},
        "key",
        indexes=(("role",),),
        search=("name", "aliases"),
    ),
    "safeguards": Table({"id": str, "position": int, "name": str, "definition": str, "source": str}, "id"),
    "runs": Table(
        {
            "id": int,
            "started": str,
            "finished": str,
            "version": str,
            "corpus": str,  # the folder that was read, relative to the database's own
            "reader_version": str,
            "model": str,
            "scheme": str,
            "documents": int,
            "changed": int,
            "removed": int,
            "failed": int,
        },
        "id",
    ),
}
