"""Which citations are of one work: joined by numbers and addresses first, then by title, date and author.

Nothing here depends on the order in which citations come: what may be joined is sorted by what it says.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from avr_docs.works import dates, identifiers
from avr_docs.works.plain import squeezed
from avr_docs.works.profile import Profile, agreed_date, agreed_day, apart, conflict, parties_meet, resemblance, same
from avr_docs.works.titles import Title
from avr_docs.works.titles import alike as alike_titles

#: Of more works with one title ("Letter") than these, only those of one year are looked at beside each other.
MOST = 200
#: So few works of one title are each looked at beside each other.
FEW = 20


class Groups:
    """Groups of profiles, by their places; a group that two were joined to has the profile of both."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = list(profiles)
        self._above = list(range(len(profiles)))

    def top(self, place: int) -> int:
        """The place that stands for the group in which `place` is: the first of its members."""
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def profile(self, place: int) -> Profile:
        return self.profiles[self.top(place)]

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.top(one), self.top(other)))
        if first != second:
            self._above[second] = first
            self.profiles[first] = self.profiles[first] | self.profiles[second]


def group(profiles: Sequence[Profile]) -> list[tuple[list[int], Profile]]:
    """The places of those profiles that are of one work, with what is known of it; for each work.

    `profiles` are to come sorted by what they say, fullest first.
    """
    groups = Groups(profiles)
    for name, may_join in JOINING:
        _by_identifier(groups, name, may_join)
    _by_title(groups)
    found: dict[int, list[int]] = defaultdict(list)
    for place in range(len(profiles)):
        found[groups.top(place)].append(place)
    return [(places, groups.profiles[top]) for top, places in found.items()]


def _same_text(one: Profile, other: Profile) -> bool:
    return not (apart(one, other) and one.authors and other.authors and not one.bodies.meets(other.bodies))


def _same_case(one: Profile, other: Profile) -> bool:
    """A docket has several decisions, each with its day; a number alone is used by many courts."""
    if one.dates and other.dates and not agreed_date(one, other):
        return False
    if one.courts and other.courts:
        return bool(one.courts & other.courts)
    return parties_meet(one, other)


def _same_report(one: Profile, other: Profile) -> bool:
    """Two short cases may begin on one page."""
    return not one.titles or not other.titles or parties_meet(one, other) or not apart(one, other)


def _same_page(one: Profile, other: Profile) -> bool:
    """Whether two citations of one address are of one work: a front page or a folder is given for many.

    What has no title goes with the work of that address only where there is one alone; that is seen to by the caller.
    """
    if one.dois and other.dois and not one.dois & other.dois:
        return False
    clash = bool(one.dates and other.dates) and not agreed_date(one, other)
    if not any(map(identifiers.specific, one.addresses & other.addresses)):
        return not clash and (resemblance(one, other) is not None or not (one.titles or other.titles))
    if not apart(one, other):
        return True
    agree = agreed_day(one, other) or (one.authors.meets(other.authors) and not clash)
    return agree and not _differ_in_number(one, other)


def _differ_in_number(one: Profile, other: Profile) -> bool:
    some, others = ({word for each in side.titles for word in each.all if word.isdigit()} for side in (one, other))
    return bool(some and others and not some & others)


MayJoin = Callable[[Profile, Profile], bool]
#: What joins, strongest first, and what must hold of two that share it.
JOINING: tuple[tuple[str, MayJoin], ...] = (
    ("dois", _same_text),
    ("symbols", _same_text),
    ("reporters", _same_report),
    ("dockets", _same_case),
    ("addresses", _same_page),
)


def _by_identifier(groups: Groups, name: str, may_join: MayJoin) -> None:
    sharing: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(groups.profiles):
        for value in getattr(each, name):
            sharing[value].append(place)
    for value in sorted(sharing):
        places = sharing[value]
        rest = [place for place in places if not groups.profile(place).titles]
        titled: dict[str, list[int]] = defaultdict(list)
        one_page = name != "addresses" or identifiers.specific(value)
        for place in places:
            for heading in sorted(groups.profile(place).titles)[:1]:
                titled["" if one_page else squeezed(heading.main)].append(place)
        works = [work for beginning in sorted(titled) for work in _joined(groups, titled[beginning], may_join)]
        if len(works) == 1 and one_page:
            for place in rest:
                if may_join(groups.profile(works[0]), groups.profile(place)):
                    groups.join(works[0], place)
        else:
            _joined(groups, rest, may_join)


def _joined(groups: Groups, places: Iterable[int], may_join: MayJoin) -> list[int]:
    """Each joined to the first group that takes it; a place of each group."""
    works: list[int] = []
    for place in places:
        tops = {groups.top(work) for work in works}
        if groups.top(place) in tops:
            continue
        for work in works:
            if may_join(groups.profile(work), groups.profile(place)):
                groups.join(work, place)
                break
        else:
            works.append(place)
    return works


def _by_title(groups: Groups) -> None:
    for places in _candidates(groups):
        _settle(groups, places)


def _candidates(groups: Groups) -> list[list[int]]:
    """Groups whose titles are alike, by chains of such titles; also those without title of one day."""
    tops = [place for place in range(len(groups.profiles)) if groups.top(place) == place]
    known = sorted({each for top in tops for each in groups.profile(top).titles})
    number = {each: n for n, each in enumerate(known)}
    chain = Groups([Profile()] * len(known))
    for one, other in alike_titles(known):
        chain.join(number[one], number[other])
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for top in tops:
        profile = groups.profile(top)
        if not same(profile, profile):  # what is not known even by all that itself says is not known by less
            continue
        for each in {chain.top(number[title]) for title in profile.titles}:
            found["titled", each].append(top)
        if not profile.titles:
            for day in profile.dates:
                found["untitled", day].append(top)
    for key in [key for key, tops in found.items() if len(tops) > MOST]:
        for top in found.pop(key):
            for year in dates.years(groups.profile(top).dates) or {""}:
                found[(*key, year)].append(top)
    return [found[key] for key in sorted(found, key=repr) if len(found[key]) > 1]


def _settle(groups: Groups, places: list[int]) -> None:
    """Joins those that are one work. Where they cannot all be one, one that would fit into two of them stays alone."""
    alike: dict[tuple[object, ...], int] = {}
    for top in sorted({groups.top(place) for place in places}):
        groups.join(alike.setdefault(groups.profile(top).facts, top), top)
    tops = sorted({groups.top(place) for place in places})
    pairs = [(a, b) for a, b in _pairs(groups, tops) if same(groups.profile(a), groups.profile(b))]
    chains: dict[int, set[int]] = {top: {top} for top in tops}
    for a, b in pairs:
        if chains[a] is not chains[b]:
            chains[a] |= chains[b]
            for each in chains[b]:
                chains[each] = chains[a]
    for chain in {id(each): each for each in chains.values()}.values():
        members = sorted(chain)
        if any(_cannot(groups.profile(a), groups.profile(b)) for a, b in combinations(members, 2)):
            _settle_unlike(groups, members)
        else:
            for each in members[1:]:
                groups.join(members[0], each)


def _pairs(groups: Groups, tops: list[int]) -> Iterable[tuple[int, int]]:
    """The pairs that may be one work: of more than a few, those that share a name or a title that hardly two have."""
    if len(tops) <= FEW:
        return combinations(tops, 2)
    sharing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for top in tops:
        profile = groups.profile(top)
        bodies = profile.bodies
        keys = {("name", name) for name in bodies.whole | bodies.surnames | bodies.bare}
        for each in profile.titles:
            keys |= {("title", squeezed(part)) for part in (each.main, each.all) if Title(part, ()).specific}
            if profile.kinds != {"text"}:  # cases and laws have no author
                keys.add(("law", squeezed(each.all)))
        for key in keys:
            sharing[key].append(top)
    return sorted({pair for several in sharing.values() for pair in combinations(several, 2)})


def _cannot(one: Profile, other: Profile) -> bool:
    return conflict(one, other) or (bool(one.titles and other.titles) and resemblance(one, other) is None)


def _settle_unlike(groups: Groups, members: list[int]) -> None:
    full = [each for each in members if groups.profile(each).dates and groups.profile(each).bodies]
    works = _joined(groups, full, lambda one, other: agreed_date(one, other) and same(one, other))
    alone = []
    for each in [each for each in members if each not in full]:
        fitting = [work for work in works if same(groups.profile(work), groups.profile(each))]
        if len(fitting) == 1:
            groups.join(fitting[0], each)
        elif not fitting:
            alone.append(each)
    _joined(groups, alone, lambda one, other: same(one, other))
