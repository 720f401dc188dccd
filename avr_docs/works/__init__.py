"""Works: every source once, however it is cited in however many documents, and the copy that the collection holds."""

from avr_docs.works.identify import identify
from avr_docs.works.statuses import set_statuses

__all__ = ["identify", "set_statuses"]
