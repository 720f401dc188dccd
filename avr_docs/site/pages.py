"""Every page of the site, in the order in which addresses are looked at."""

from avr_docs.site import (
    cite_page,
    compare_page,
    demands_page,
    document_page,
    place_page,
    search_page,
    work_page,
    works_files,
)

ROUTES = [
    *document_page.ROUTES,
    *cite_page.ROUTES,
    *search_page.ROUTES,
    *compare_page.ROUTES,
    *work_page.ROUTES,
    *demands_page.ROUTES,
    *place_page.ROUTES,
    *works_files.ROUTES,
]
