"""Which claim speaks for a side of the comparison where there is room for one: on the home page, and on cards."""

from sqlite_utils import Database

from avr_docs import store

#: A sentence in this many characters says enough to be understood, and can be read at a glance.
SHORTEST, LONGEST = 40, 300
#: Nothing shorter says anything: such are sentences whose words are not shown.
LEAST = 12
#: Of the claims of a side that hold its position, the one that is best understood alone: a whole sentence of readable
#: length, said without a hedge by somebody who is known, that begins with a capital and holds little else; then the one
#: of which the tagger is surest; then the newest. Never who is believed, nor how sharp it is.
CHOSEN = f"""
select comparison, claim from (
  select cc.comparison, c.id as claim, row_number() over (
    partition by cc.comparison
    order by length(s.text) between {SHORTEST} and {LONGEST} desc, c.certainty = 'asserted' desc,
      s.text glob '[A-Z“"‘]*' desc, s.text glob '*[.!?”"’]' desc,
      c.actor is not null desc, 2 * length(c.content) > length(s.text) desc,
      round(coalesce(c.score, 0), 1) desc, c.date is null, c.date desc, c.id) as place
  from comparison_claims cc join claims c on c.id = cc.claim join sentences s on s.id = c.sentence
  where cc.side = ? and cc.status = ? and length(s.text) >= {LEAST})
where place = 1
"""
#: What is stated to be in place, against what is observed to be missing.
POSITIONS = (("stated", "in_place"), ("observed", "absent"))


def choose(db: Database) -> None:
    """Notes for each row of the comparison the claims that stand for what is stated and for what is observed."""
    with store.transaction(db):
        for side, status in POSITIONS:
            chosen = db.execute(CHOSEN, [side, status]).fetchall()
            db.conn.executemany(
                f"update comparisons set {side}_example = ? where id = ?", [(claim, row) for row, claim in chosen]
            )
