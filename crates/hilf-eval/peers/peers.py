"""Scores pairs with other engines, for `hilf eval pairs --peers`.

Reads one JSON object a line: {"query": entity, "listed": entity}, both FollowTheMoney. Writes one
JSON object: {"peers": [{"name", "version", "threshold", "scores", "seconds"}], "missing": [...]}.
Only what is installed is asked; nothing is downloaded. Seconds are those of comparing alone:
entities are built, and names joined, beforehand.
"""

import json
import sys
import time
from importlib.metadata import version


def timed(compare, pairs, warming):
    for pair in warming:
        compare(*pair)
    start = time.perf_counter()
    scores = [compare(*pair) for pair in pairs]
    return scores, time.perf_counter() - start


def logic_v2(rows):
    from followthemoney import EntityProxy
    from nomenklatura.matching import LogicV2
    from nomenklatura.matching.types import ScoringConfig

    config = ScoringConfig.defaults()
    def entity(row, side, key):
        # The engine keeps what it knows of an entity by its id, so every one needs its own.
        return EntityProxy.from_dict({**row[side], "id": f"{side}-{key}"})

    def pair(row, key):
        return entity(row, "query", key), entity(row, "listed", key)

    pairs = [pair(row, number) for number, row in enumerate(rows)]
    warming = [pair(row, f"warming-{number}") for number, row in enumerate(rows[:50])]
    scores, seconds = timed(lambda a, b: LogicV2.compare(a, b, config).score, pairs, warming)
    yield "nomenklatura logic-v2", version("nomenklatura"), 0.70, scores, seconds


def rapidfuzz(rows):
    from rapidfuzz import fuzz
    from rapidfuzz.distance import JaroWinkler

    def names(entity):
        properties = entity["properties"]
        names = [n for p in ("name", "alias", "weakAlias") for n in properties.get(p, [])]
        return [name.lower() for name in names] or [""]

    pairs = [(names(row["query"]), names(row["listed"])) for row in rows]
    for name, threshold, one in (
        ("rapidfuzz token_sort_ratio", 0.85, lambda a, b: fuzz.token_sort_ratio(a, b) / 100),
        ("rapidfuzz JaroWinkler", 0.85, JaroWinkler.similarity),
    ):
        best = lambda own, theirs: max(one(a, b) for a in own for b in theirs)
        scores, seconds = timed(best, pairs, pairs[:50])
        yield name, version("rapidfuzz"), threshold, scores, seconds


def main():
    rows = [json.loads(line) for line in sys.stdin if line.strip()]
    found, missing = [], []
    for package, engine in (("nomenklatura", logic_v2), ("rapidfuzz", rapidfuzz)):
        try:
            results = list(engine(rows))
        except ImportError as error:
            missing.append(f"{package}: {error}")
            continue
        for name, release, threshold, scores, seconds in results:
            found.append({
                "name": name,
                "version": release,
                "threshold": threshold,
                "scores": scores,
                "seconds": seconds,
            })
    json.dump({"peers": found, "missing": missing}, sys.stdout)


if __name__ == "__main__":
    main()
