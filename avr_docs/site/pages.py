"""Every page of the site, in the order in which addresses are looked at."""

from avr_docs.site import (
    actor_page,
    chart_page,
    cite_page,
    compare_page,
    demands_page,
    document_list_page,
    document_page,
    method_page,
    place_page,
    programme_page,
    safeguard_page,
    search_page,
    timeline_page,
    work_page,
    works_files,
)

ROUTES = [
    *document_page.ROUTES,
    *cite_page.ROUTES,
    *search_page.ROUTES,
    *compare_page.ROUTES,
    *chart_page.ROUTES,
    *timeline_page.ROUTES,
    *work_page.ROUTES,
    *demands_page.ROUTES,
    *document_list_page.ROUTES,
    *actor_page.ROUTES,
    *programme_page.ROUTES,
    *safeguard_page.ROUTES,
    *method_page.ROUTES,
    *place_page.ROUTES,
    *works_files.ROUTES,
]
