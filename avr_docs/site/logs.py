"""What the server's log keeps of a request: the page, and not the words that a visitor searched for."""

import logging

ACCESS = "uvicorn.access"


class WithoutQuery(logging.Filter):
    """Takes the part after "?" out of the addresses in uvicorn's access log; they stand third in a record's values."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple) and len(record.args) > 2:
            record.args = (*record.args[:2], str(record.args[2]).partition("?")[0], *record.args[3:])
        return True


def keep_searches_out() -> None:
    """Puts the filter in place, once."""
    log = logging.getLogger(ACCESS)
    if not any(isinstance(each, WithoutQuery) for each in log.filters):
        log.addFilter(WithoutQuery())
