"""Mistakes that a person can mend; the command line prints their message and nothing else."""

import sqlite3


class AvrDocsError(Exception):
    """Something to mend; the message says what, where, and how."""


class CorpusError(AvrDocsError):
    """A spreadsheet or a file of the corpus is not as it must be."""


class StoreError(AvrDocsError):
    """The database cannot be used."""


class FetchError(AvrDocsError):
    """A source could not be fetched."""


class NotPublic(FetchError):
    """A host is at an address that is not one of the public internet, so nothing was sent to it."""


class LogError(AvrDocsError):
    """A row could not be added to a spreadsheet; nothing was recorded."""


def of_the_file(error: Exception) -> bool:
    """Whether SQLite failed on the database's file (locked, full, damaged), and not on what was to be stored in it."""
    return type(error) in (sqlite3.DatabaseError, sqlite3.OperationalError)
