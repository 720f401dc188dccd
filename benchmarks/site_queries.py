"""What people type into the search box: common words, rare ones, phrases, names, signs, filters alone."""

#: The part of the address after "?".
QUERIES = (
    "q=legal+counsel",
    "q=programme",
    "q=voluntary+return",
    "q=%22informed+consent%22",
    "q=lawyer",
    "q=non-refoulement",
    "q=kidnapped+while+they+waited",
    "q=bakovi",
    "q=the",
    "q=Corvana",
    "q=no+such+wordatall",
    "q=%22the+agreement+was+not+published",
    "q=people+could+speak+to+a+lawyer&kind=stated",
    "q=agency&kind=observed&safeguard=legal_counsel",
    "q=shelter&programme=programme-01",
    "q=buses&type=letter",
    "kind=demanded",
    "safeguard=monitoring&kind=stated",
    "q=complaints+were+not+answered&page=3",
    "q=fear&role=implementer",
)
