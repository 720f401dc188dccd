"""People and bodies out of the lines that name them: addresses, signatures, lists."""

import re
from collections.abc import Sequence

from extract.document import Party
from extract.structure.names import ATTENTION, BODY, CREDENTIALS, ROLE, bare, is_address, is_person, is_role
from extract.structure.rows import unwrap

#: What a body may have, without a name of its own.
_KIND_OF_BODY = re.compile(
    r"(?:board|council|committee|mission|office|department|division|unit|group|programmes?|programs?|networks?|staff"
    r"|projects?|services?|commission|union|consejo|comit[ée]|misión|oficina|conseil)"
    r"(?: of (?:directors|trustees))?",
    re.IGNORECASE,
)


def party(lines: Sequence[str]) -> Party | None:
    """The one party that the lines of an address or signature name; None where they name none."""
    kept: list[str] = []
    person_at_attention: str | None = None
    lines = sorted(lines, key=lambda line: not _titled(line)) if len(lines) > 1 and _titled(lines[1]) else lines
    for line in lines:
        line = line.strip(" \t,;")
        attention = ATTENTION.match(line)
        if attention is not None:
            person_at_attention = person_at_attention or line[attention.end() :].strip()
            continue
        if is_address(line) and not (not kept and is_person(line)):
            if kept:
                break
            continue
        kept.append(line)
    if not kept and person_at_attention:
        kept = [person_at_attention]
    elif (
        person_at_attention
        and kept
        and not is_person(kept[0].split(",")[0])
        and is_person(person_at_attention.split(",")[0])
    ):
        kept = [person_at_attention, *kept]
    return _from_parts([part for line in unwrap(kept) for part in _split_line(line)])


def _titled(line: str) -> bool:
    """Whether a line is a person's name with a form of address: it may stand under the body's name."""
    return is_person(line) and bare(line) != line.strip(" ,;:")


def _split_line(line: str) -> list[str]:
    """ "Ana Ruiz, Director, Example Fund" in its parts; a comma inside a name of a body stays."""
    head, *rest = re.split(
        r",\s+|\s+[–—|]\s+", CREDENTIALS.sub("", line) if is_person(line.split(",")[0]) else line, maxsplit=2
    )
    if rest and not line.startswith(f"{head},") and not (is_role(rest[0]) or BODY.search(rest[0])):
        return [line]  # a dash within a name
    if not rest or not (is_person(head) or bare(head) != head.strip()):
        if rest and is_role(head) and len(rest) >= 1 and BODY.search(rest[0]):
            return [head, ", ".join(rest)]
        return [line]
    if len(rest) == 2 and not is_role(rest[0]) and not is_role(rest[1]):
        return [head, ", ".join(rest)]
    return [head, *rest]


def _from_parts(parts: Sequence[str]) -> Party | None:
    parts = [part.strip(" ,;") for part in parts if part.strip(" ,;")]
    if not parts:
        return None
    name = role = None
    organizations: list[str] = []
    first_is_person = is_person(parts[0]) or (bare(parts[0]) != parts[0] and not is_role(bare(parts[0])))
    for i, text in enumerate(parts):
        if i == 0 and first_is_person:
            name = bare(text)
        elif i <= 3 and role is None and is_role(text) and not _is_unit(text, first=i == 0):
            role, organization = _role_of(text, last=i + 1 == len(parts) and name is not None)
            organizations += [organization] if organization else []
        elif name and i == 1 and role is None and not BODY.search(text) and len(parts) > 2 and is_role(text):
            role = text
        else:
            organizations.append(text)
    organization = ", ".join(organizations) if name else organizations[0] if organizations else None
    return Party(name=name or None, role=role, organization=organization or None)


def _is_unit(text: str, *, first: bool) -> bool:
    """ "Office of the Attorney General" is a body, though an office-holder stands in it."""
    body, role = BODY.search(text), ROLE.search(text)
    if body and role and role.end() == len(text.rstrip()) and not re.match(r"\w+,? (?:of|for|de|du|der)\b", text):
        return False  # "Programme Coordinator"
    return body is not None and role is not None and (first or body.start() < role.start()) and not ROLE.match(text)


def _role_of(text: str, *, last: bool) -> tuple[str, str | None]:
    """The role and the body, where both stand in one phrase: "President of the River Council", "Chair, Open Roads".

    After a comma a part of the role may stand too ("Director, Policy"), if another line names the body.
    """
    head, _, rest = text.partition(", ")
    if last and rest[:1].isupper() and is_role(head) and not is_role(rest):
        return head, rest
    match = re.fullmatch(
        r"(.*?\b\w+)(?:,| of| at| for| de la| del| de| des| du| der| des)\s+(?:the\s+|l['’])?([A-ZÀ-Ý].*)", text
    )
    if match and ROLE.search(match[1]) and BODY.search(match[2]) and not is_role(match[2]):
        # "Chair of the Board" names no body: whose board it is, another line says.
        return (text, None) if _KIND_OF_BODY.fullmatch(match[2]) else (match[1], match[2])
    return text, None


def signatories(blocks: Sequence[Sequence[str]]) -> list[Party]:
    """The parties that a signature names, from its lines in the blocks that blank lines part."""
    found: list[Party] = []
    blocks = [[line for line in map(_unsigned, block) if line] for block in blocks]
    everything = [line for block in blocks for line in block]
    if not everything:
        return []
    roles = sum(is_role(line) and not is_person(line.split(",")[0]) for line in everything)
    if (
        len(everything) >= 3
        and roles <= len(everything) // 10
        and sum(map(is_address, everything)) <= len(everything) // 10
    ):
        # A list of names, one a line: bodies, people, or "Name, Title, Body".
        pairs = _person_and_body(everything)
        return pairs if pairs else [entry for line in unwrap(everything) if (entry := _entry(line)) is not None]
    for block in blocks:
        # A typed "/s/ Ana Ruiz" over the printed name is one name.
        unique = [line for i, line in enumerate(block) if i == 0 or line.lower() != block[i - 1].lower()]
        for lines in _people(unique):
            one = party(lines)
            if one is not None and (one.name or one.organization or not found):
                found.append(one)
            elif one is not None and found:
                found[-1] = Party(
                    name=found[-1].name, role=found[-1].role or one.role, organization=found[-1].organization
                )
    return _with_bodies(_merged(found))


def _with_bodies(found: Sequence[Party]) -> list[Party]:
    """The parties, with what stands under a person's name in lines of their own: the office, and the body.

    A body follows a person whose body is not known yet. Where several bodies follow, they sign for themselves. A body
    that reads like a name ("Harbour Bench") is one if it follows a person with an office and has none itself.
    """
    made: list[Party] = []
    for i, one in enumerate(found):
        last = made[-1] if made else None
        if last is None or last.name is None or last.organization is not None:
            made.append(one)
            continue
        following = found[i + 1] if i + 1 < len(found) else None
        role, body = one.role, one.organization
        if one.name is not None:
            if last.role is None or one.role or one.organization or not _offices_follow(found, i):
                made.append(one)
                continue
            role, body = None, one.name
        elif (following is not None and following.name is None and not role) or (last.role and role):
            made.append(one)
            continue
        made[-1] = Party(name=last.name, role=last.role or role, organization=body)
    return made


def _offices_follow(found: Sequence[Party], i: int) -> bool:
    """Whether every other name, but for those that stand where `i` does, has an office or a body."""
    return all(
        one.role or one.organization or (n > 0 and found[n - 1].role and not found[n - 1].organization)
        for n, one in enumerate(found)
        if n != i
    )


def _unsigned(line: str) -> str:
    line = re.sub(
        r"^[_\s]*(?:(?:/s/|_?/s\b|s/|\(signed\)|\[signed\]|\[signature\]|signed(?: by)?:|firmado:|fdo\.?:?|by:)\s*)+",
        "",
        line,
        flags=re.I,
    )
    line = re.sub(r"^[_\-–—.\s•*]{2,}|^[•*]\s*", "", line)
    return line.strip(" _/\t")


def _person_and_body(lines: Sequence[str]) -> list[Party]:
    """A list where each person's line is followed by the line of the body that they sign for."""
    if len(lines) < 4 or len(lines) % 2:
        return []
    people, bodies = lines[0::2], lines[1::2]
    if all(is_person(line) for line in people) and sum(bool(BODY.search(line)) for line in bodies) * 3 >= 2 * len(
        bodies
    ):
        return [Party(name=bare(a), organization=b) for a, b in zip(people, bodies, strict=True)]
    return []


def _entry(line: str) -> Party | None:
    """One line of a list of signatories."""
    parts = _split_line(line.strip(" ,;"))
    if len(parts) > 1:
        return _from_parts(parts)
    if bare(line) != line.strip(" ,;:") and is_person(line):
        return Party(name=bare(line))
    return Party(name=line.strip(" ;")) if is_person(line) else Party(organization=line.strip(" ;"))


def _people(block: Sequence[str]) -> list[list[str]]:
    """The lines of a block parted where another person begins."""
    found: list[list[str]] = []
    for line in block:
        begins = is_person(line) or (is_person(line.split(",")[0]) and "," in line)
        if found and not (begins and (len(found[-1]) > 1 or not _goes_with(line, block))):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_with(line: str, block: Sequence[str]) -> bool:
    """Whether the second line of a signature, that could be a name, is the body of the first's person."""
    return not (is_person(line) and all(is_person(other.split(",")[0]) for other in block))


def _merged(found: Sequence[Party]) -> list[Party]:
    """Parties without one that only repeats a name: a typed "/s/ Ana Ruiz" over the printed name."""
    made: list[Party] = []
    for one in found:
        if made and one.name and made[-1].name and one.name.lower() == made[-1].name.lower():
            made[-1] = Party(
                name=one.name, role=one.role or made[-1].role, organization=one.organization or made[-1].organization
            )
        else:
            made.append(one)
    return made
