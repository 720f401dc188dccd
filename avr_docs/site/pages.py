"""Every page of the site, in the order in which addresses are looked at."""

from avr_docs.site import (
    compare_page,
    demands_page,
    document_page,
    place_page,
    search_page,
    staff_demand,
    staff_log,
    staff_login,
    work_page,
    works_files,
)

ROUTES = [
    *document_page.ROUTES,
    *search_page.ROUTES,
    *compare_page.ROUTES,
    *work_page.ROUTES,
    *demands_page.ROUTES,
    *place_page.ROUTES,
    *works_files.ROUTES,
    *staff_login.ROUTES,
    *staff_demand.ROUTES,
    *staff_log.ROUTES,
]
