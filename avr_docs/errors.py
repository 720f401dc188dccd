"""Mistakes that a person can mend; the command line prints their message and nothing else."""


class AvrDocsError(Exception):
    """Something to mend; the message says what, where, and how."""


class CorpusError(AvrDocsError):
    """A spreadsheet or a file of the corpus is not as it must be."""


class StoreError(AvrDocsError):
    """The database cannot be used."""


class FetchError(AvrDocsError):
    """A source could not be fetched."""
