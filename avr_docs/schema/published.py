"""What only a published database holds."""

from avr_docs.schema.table import Table

#: Tables that only a published database has.
ONLY_PUBLISHED: dict[str, Table] = {
    "publication": Table(
        {
            "id": int,
            "made": str,
            "version": str,
            "documents": int,
            "full": int,
            "quotes": int,
            "none": int,
            "withheld": int,
            "quotes_share": float,
            "sentences_shown": int,
            "claims": int,
            "demands": int,
            "licence": str,
            "licence_url": str,
        },
        "id",
    ),
    "page_images": Table(
        {"document": str, "page": int, "width": float, "height": float, "media_type": str, "image": bytes},
        ("document", "page"),
        (("document", "documents", "id"),),
    ),
}
