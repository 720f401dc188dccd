"""Bytes of a document to one text with spans."""
