"""What claims rest on in the end: thirty letters and six stories may rest on one visit to one camp.

From a claim to the works that it cites, from a work that the collection holds to what its own claims on the same
safeguard cite, and so on, until nothing further is cited: these are the roots of the claim.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Mapping
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from sqlite_utils import Database

from avr_docs import store
from avr_docs.works.naming import DOCUMENT

Node = str
#: What a claim cites by these words, it does not rest on.
AGAINST = "('but see', 'but cf.', 'but cf', 'contra', 'compare')"
#: Evidence of claims: the works in their notes and sentences, and those that their sentence names in its words.
EVIDENCE = f"""
select cc.claim, c.work from claim_citations cc join citations c on c.id = cc.citation
where c.work is not null and lower(rtrim(coalesce(c.signal, ''), ',')) not in {AGAINST}
union select c.id, m.work from work_mentions m join claims c on c.sentence = m.sentence
"""
CITING = """
select distinct c.document, w.document from citations c join works w on w.key = c.work where w.document is not null
union select m.document, w.document from work_mentions m join works w on w.key = m.work where w.document is not null
"""


class Root(NamedTuple):
    """A node that leads nowhere further, and the number of citations from the claim to it."""

    node: Node
    steps: int


def classes(alike: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each document of these pairs the one, first by the alphabet, that stands for all that are nearly its text."""
    above: dict[str, str] = {}

    def top(each: str) -> str:
        while above.setdefault(each, each) != each:
            each = above[each]
        return each

    for one, other in alike:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    return {each: top(each) for each in list(above)}


def trace(db: Database, *, alike: Mapping[str, str] | None = None) -> int:
    """Makes the roots of all claims and the circles of documents again, in one transaction; the number of roots.

    `alike` is what `classes` gives: documents that are nearly the same count as one. A claim that cites nothing rests
    on its own document. Works that cite each other in a circle, and nothing else, are one root.
    """
    alike = alike or {}
    held = dict(db.execute("select key, document from works where document is not null").fetchall())
    node_of = {key: _place(document, alike) for key, document in held.items()}
    of_node = _works_of(held, node_of)
    claims = dict(db.execute("select id, document from claims").fetchall())
    about: dict[str, set[str]] = defaultdict(set)
    for claim, safeguard in db.execute("select claim, safeguard from claim_safeguards").fetchall():
        about[claim].add(safeguard)
    evidence: dict[str, set[Node]] = defaultdict(set)
    for claim, work in db.execute(EVIDENCE).fetchall():
        evidence[claim].add(node_of.get(work, work))
    onwards: dict[Node, dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
    for claim, nodes in evidence.items():
        place = _place(claims[claim], alike)
        if place in of_node:  # nothing leads to a document that no work is
            for safeguard in about[claim]:
                onwards[place][safeguard] |= nodes
    graphs: dict[frozenset[str], _Graph] = {}
    rows: list[dict[str, Any]] = []
    for claim, document in sorted(claims.items()):
        safeguards = frozenset(about[claim])
        graph = graphs.get(safeguards) or graphs.setdefault(safeguards, _Graph(onwards, safeguards, of_node))
        own = _place(document, alike)
        roots = graph.roots(evidence[claim]) if claim in evidence else [Root(graph.ends.get(own, own), 0)]
        rows += [_row(claim, root, of_node) for root in roots]
    circles = _circles(db.execute(CITING).fetchall())
    with store.transaction(db):
        db.execute("delete from claim_roots")
        db.execute("delete from citation_circles")
        store.insert(db, "claim_roots", rows)
        store.insert(db, "citation_circles", circles)
    return len(rows)


class _Graph:
    """Where nodes lead for claims about some safeguards: from a document that is held to what it cites on these."""

    def __init__(
        self,
        onwards: Mapping[Node, Mapping[str, set[Node]]],
        safeguards: frozenset[str],
        of_node: Mapping[Node, tuple[str | None, str]],
    ) -> None:
        self.next: dict[Node, set[Node]] = {}
        for node, by_safeguard in onwards.items():
            found = set(chain.from_iterable(by_safeguard[each] for each in safeguards if each in by_safeguard))
            if found:
                self.next[node] = found
        self.ends = self._ends(of_node)
        self.known: dict[Node, dict[Node, int]] = {}

    def _ends(self, of_node: Mapping[Node, tuple[str | None, str]]) -> dict[Node, Node]:
        """Nodes in circles that lead nowhere else, each with the one of its circle that stands for it."""
        edges = [(node, other) for node, others in self.next.items() for other in others]
        found: dict[Node, Node] = {}
        for circle in strong(edges):
            if all(self.next[node] <= circle for node in circle):
                first = min(circle, key=lambda node: _label(node, of_node))
                found |= dict.fromkeys(circle, first)
        return found

    def roots(self, nodes: Iterable[Node]) -> list[Root]:
        """The roots of a claim that cites `nodes`, each with the fewest steps."""
        found: dict[Node, int] = {}
        for node in nodes:
            if node not in self.known:
                self.known[node] = self._from(node)
            for root, steps in self.known[node].items():
                found[root] = min(steps, found.get(root, steps))
        return [Root(node, steps) for node, steps in sorted(found.items())]

    def _from(self, start: Node) -> dict[Node, int]:
        found: dict[Node, int] = {}
        steps = {start: 1}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            if node in self.ends or node not in self.next:
                root = self.ends.get(node, node)
                found.setdefault(root, steps[node])
                continue
            for other in self.next[node]:
                if other not in steps:
                    steps[other] = steps[node] + 1
                    waiting.append(other)
        return found


def strong(edges: Iterable[tuple[Node, Node]]) -> list[set[Node]]:
    """The sets of nodes that can all be reached from each other; one node alone is one where it leads to itself."""
    edges = list(edges)
    nodes = sorted({node for edge in edges for node in edge})
    if not nodes:
        return []
    number = {node: n for n, node in enumerate(nodes)}
    rows, columns = (np.array([number[edge[side]] for edge in edges]) for side in (0, 1))
    matrix = coo_array((np.ones(len(edges), dtype=np.int8), (rows, columns)), shape=(len(nodes), len(nodes)))
    _, labels = connected_components(matrix.tocsr(), directed=True, connection="strong")
    found: dict[Hashable, set[Node]] = defaultdict(set)
    for node, label in zip(nodes, labels.tolist(), strict=True):
        found[label].add(node)
    to_itself = {one for one, other in edges if one == other}
    return [each for each in found.values() if len(each) > 1 or each & to_itself]


def _circles(citing: Iterable[tuple[Node, Node]]) -> list[dict[str, Any]]:
    found = sorted(sorted(circle) for circle in strong((one, other) for one, other in citing if one != other))
    return [{"circle": n, "document": each} for n, circle in enumerate(found, 1) for each in circle]


def _place(document: str, alike: Mapping[str, str]) -> Node:
    return f"{DOCUMENT}{alike.get(document, document)}"


def _works_of(held: Mapping[str, str], node_of: Mapping[str, Node]) -> dict[Node, tuple[str | None, str]]:
    """For each document that is a copy of works, the first of these and the document."""
    found: dict[Node, tuple[str | None, str]] = {}
    for key in sorted(held):
        found.setdefault(node_of[key], (key, held[key]))
    return found


def _label(node: Node, of_node: Mapping[Node, tuple[str | None, str]]) -> str:
    return of_node.get(node, (None, ""))[0] or node


def _row(claim: str, root: Root, of_node: Mapping[Node, tuple[str | None, str]]) -> dict[str, Any]:
    if not root.node.startswith(DOCUMENT):
        return {"claim": claim, "root": root.node, "work": root.node, "document": None, "steps": root.steps}
    work, document = of_node.get(root.node, (None, root.node.removeprefix(DOCUMENT)))
    label = work or root.node
    return {"claim": claim, "root": label, "work": work, "document": document, "steps": root.steps}
