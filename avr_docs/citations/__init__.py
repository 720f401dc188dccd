"""A note's text to its citations, with their fields: no spaCy, no database."""
